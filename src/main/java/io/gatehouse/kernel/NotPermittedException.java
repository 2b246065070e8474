package io.gatehouse.kernel;

/** Thrown when the caller is not, or no longer, permitted to make a change. */
public class NotPermittedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The reason why the change is not permitted. */
    public enum Reason {
        /** The session or service token has ended, or the account may not sign in. */
        UNAUTHENTICATED,
        /** The role does not allow it. */
        FORBIDDEN,
        /** The session needs a recent second factor (RFC 9470). */
        STEP_UP_REQUIRED
    }

    private final Reason reason;

    /** Creates the exception for the reason. */
    public NotPermittedException(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    /** Returns the reason. */
    public Reason reason() {
        return reason;
    }
}
