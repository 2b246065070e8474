package io.gatehouse.http;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An error response (RFC 9457), rendered as JSON or as a page with the same content.
 *
 * @param detail how to correct the request, for developers
 * @param errors the invalid fields
 * @param attemptsLeft set with {@link ProblemCode#INVALID_CODE}
 * @param until set with {@link ProblemCode#LOCKED} and {@link ProblemCode#ENROLLMENT_TOO_RECENT}
 * @param retryAfter set with 429, 503 and {@link ProblemCode#ENROLLMENT_TOO_RECENT}
 * @param current the resource's current state, set with {@link ProblemCode#PRECONDITION_FAILED}
 */
public record Problem(
        ProblemCode code,
        String detail,
        List<FieldError> errors,
        OptionalInt attemptsLeft,
        Optional<Instant> until,
        Optional<Duration> retryAfter,
        Optional<Current> current) {

    /** An invalid field. */
    @RegisterForReflection
    public record FieldError(String field, String code, String message) {}

    /** The representation that {@code GET} returns, and its {@code ETag} (RFC 9110, section 8.8.3). */
    public record Current(Object representation, String entityTag) {}

    /** Creates a problem without further fields. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(
                code, detail, List.of(), OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns a copy with the invalid fields. */
    public Problem withErrors(List<FieldError> newErrors) {
        return new Problem(code, detail, newErrors, attemptsLeft, until, retryAfter, current);
    }

    /** Returns a copy with the number of attempts left. */
    public Problem withAttemptsLeft(int left) {
        return new Problem(code, detail, errors, OptionalInt.of(left), until, retryAfter, current);
    }

    /** Returns a copy with the time at which it ends. */
    public Problem withUntil(Instant end) {
        return new Problem(code, detail, errors, attemptsLeft, Optional.of(end), retryAfter, current);
    }

    /** Returns a copy with the time after which to retry. */
    public Problem withRetryAfter(Duration wait) {
        return new Problem(code, detail, errors, attemptsLeft, until, Optional.of(wait), current);
    }

    /** Returns a copy with the resource's current state. */
    public Problem withCurrent(Current now) {
        return new Problem(code, detail, errors, attemptsLeft, until, retryAfter, Optional.of(now));
    }

    /**
     * Returns {@code Retry-After} in whole seconds, at least one (RFC 9110, section 10.2.3), or empty if it is not set.
     */
    public Optional<Long> retryAfterSeconds() {
        return retryAfter.map(wait -> Math.max(1, (wait.toMillis() + 999) / 1000));
    }
}
