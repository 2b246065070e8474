package io.gatehouse.http;

/** Ends a request with a problem; thrown by the edges only. */
public class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Creates the exception without a stack trace, since a problem of the client is not a fault. */
    public ProblemException(Problem problem) {
        super(problem.code().wireName(), null, false, false);
        this.problem = problem;
    }

    /** Creates the exception with a problem without further fields. */
    public ProblemException(ProblemCode code, String detail) {
        this(Problem.of(code, detail));
    }

    /** Returns the problem. */
    public Problem problem() {
        return problem;
    }
}
