package io.gatehouse.http;

/** Ends a request at the edge with a refusal. */
public class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** No stack trace: a refusal is no fault. */
    public ProblemException(Problem problem) {
        super(problem.code().wireName(), null, false, false);
        this.problem = problem;
    }

    /** A plain refusal. */
    public ProblemException(ProblemCode code, String detail) {
        this(Problem.of(code, detail));
    }

    /** The refusal. */
    public Problem problem() {
        return problem;
    }
}
