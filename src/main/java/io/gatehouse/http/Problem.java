package io.gatehouse.http;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A refusal as a client gets it (RFC 9457): as JSON, or as a page of the same meaning.
 *
 * @param detail what to do about it, for developers
 * @param errors what is wrong with which field
 * @param attemptsLeft with {@link ProblemCode#INVALID_CODE}
 * @param until with {@link ProblemCode#LOCKED}
 * @param retryAfter with 429 and 503
 * @param current with {@link ProblemCode#PRECONDITION_FAILED}: what has changed, as it is now
 */
public record Problem(
        ProblemCode code,
        String detail,
        List<FieldError> errors,
        OptionalInt attemptsLeft,
        Optional<Instant> until,
        Optional<Duration> retryAfter,
        Optional<Current> current) {

    /** What is wrong with one field. */
    @RegisterForReflection
    public record FieldError(String field, String code, String message) {}

    /** The representation its own address gives, and the {@code ETag} there (RFC 9110, section 8.8.3). */
    public record Current(Object representation, String entityTag) {}

    /** A plain refusal. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(
                code, detail, List.of(), OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, with what is wrong with which field. */
    public Problem withErrors(List<FieldError> newErrors) {
        return new Problem(code, detail, newErrors, attemptsLeft, until, retryAfter, current);
    }

    /** The same, with the tries that are left. */
    public Problem withAttemptsLeft(int left) {
        return new Problem(code, detail, errors, OptionalInt.of(left), until, retryAfter, current);
    }

    /** The same, with the end of the lock. */
    public Problem withUntil(Instant end) {
        return new Problem(code, detail, errors, attemptsLeft, Optional.of(end), retryAfter, current);
    }

    /** The same, with the time after which to try again. */
    public Problem withRetryAfter(Duration wait) {
        return new Problem(code, detail, errors, attemptsLeft, until, Optional.of(wait), current);
    }

    /** The same, with what has changed as it is now. */
    public Problem withCurrent(Current now) {
        return new Problem(code, detail, errors, attemptsLeft, until, retryAfter, Optional.of(now));
    }

    /** {@code Retry-After} in whole seconds, at least one (RFC 9110, section 10.2.3). */
    public Optional<Long> retryAfterSeconds() {
        return retryAfter.map(wait -> Math.max(1, (wait.toMillis() + 999) / 1000));
    }
}
