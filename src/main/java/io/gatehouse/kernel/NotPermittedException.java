package io.gatehouse.kernel;

import java.time.Instant;
import java.util.Optional;

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
        STEP_UP_REQUIRED,
        /** The account has used a second factor before, and has enrolled a number within the last hour. */
        ENROLLMENT_TOO_RECENT
    }

    private final Reason reason;
    private final transient Optional<Instant> until;

    /** Creates the exception for the reason. */
    public NotPermittedException(Reason reason) {
        this(reason, Optional.empty());
    }

    private NotPermittedException(Reason reason, Optional<Instant> until) {
        super(reason.name());
        this.reason = reason;
        this.until = until;
    }

    /** Creates the exception for {@link Reason#ENROLLMENT_TOO_RECENT}, which holds until that time. */
    public static NotPermittedException enrollmentTooRecent(Instant until) {
        return new NotPermittedException(Reason.ENROLLMENT_TOO_RECENT, Optional.of(until));
    }

    /** Returns the reason. */
    public Reason reason() {
        return reason;
    }

    /** Returns until when it holds, with {@link Reason#ENROLLMENT_TOO_RECENT}. */
    public Optional<Instant> until() {
        return until;
    }
}
