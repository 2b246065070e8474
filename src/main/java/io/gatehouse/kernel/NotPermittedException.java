package io.gatehouse.kernel;

/** A change is refused because its caller may not make it, or no longer. */
public class NotPermittedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why the change is refused. */
    public enum Reason {
        /** The session or service token has ended, or the account may not sign in. */
        UNAUTHENTICATED,
        /** The role does not allow it. */
        FORBIDDEN,
        /** The session needs a recent proof (RFC 9470). */
        STEP_UP_REQUIRED
    }

    private final Reason reason;

    /** Refuses for that reason. */
    public NotPermittedException(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    /** Returns why. */
    public Reason reason() {
        return reason;
    }
}
