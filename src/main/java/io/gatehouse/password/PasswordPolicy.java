package io.gatehouse.password;

import jakarta.enterprise.context.ApplicationScoped;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides which passwords are accepted (NIST SP 800-63B-4, section 3.1.1.2): long ones that are neither common nor
 * derived from names, without rules on characters.
 */
@ApplicationScoped
public class PasswordPolicy {
    /** The shortest minimum length that a realm can set, in code points. */
    public static final int MIN_LENGTH = 15;
    /** The maximum length in code points; longer passwords are rejected, never truncated. */
    public static final int MAX_LENGTH = 128;

    /** The maximum length in UTF-16 units before normalization, which composes a code point of at most four. */
    private static final int MAX_UNITS = 2 * 4 * MAX_LENGTH;

    /** The effort of guessing three common passwords in a row. */
    private static final double MIN_BITS = 3 * GuessingEffort.COMMON;

    private final GuessingEffort effort;
    private final PasswordHasher hasher;

    PasswordPolicy(GuessingEffort effort, PasswordHasher hasher) {
        this.effort = effort;
        this.hasher = hasher;
    }

    /**
     * Returns the reasons to reject the candidate, empty if it is accepted. Computes a hash only if there is no other
     * reason.
     *
     * @throws io.gatehouse.kernel.UnavailableException if no core becomes free in time
     */
    public List<Rejection> check(String candidate, PasswordContext context) {
        if (candidate.length() > MAX_UNITS) {
            return List.of(Rejection.TOO_LONG);
        }
        String normalized = Normalizer.normalize(candidate, Normalizer.Form.NFC);
        int length = normalized.codePointCount(0, normalized.length());
        if (length > MAX_LENGTH) {
            return List.of(Rejection.TOO_LONG);
        }
        var rejections = new ArrayList<Rejection>();
        if (length < Math.max(MIN_LENGTH, context.minLength())) {
            rejections.add(Rejection.TOO_SHORT);
        }
        FoldedText folded = FoldedText.of(normalized);
        if (effort.bits(folded, Set.of()) < MIN_BITS) {
            rejections.add(Rejection.COMPROMISED);
        }
        Set<String> words = context.words();
        if (words.stream().anyMatch(folded.skeleton()::contains) && effort.bits(folded, words) < MIN_BITS) {
            rejections.add(Rejection.CONTAINS_IDENTITY);
        }
        if (rejections.isEmpty() && isCurrent(normalized, context)) {
            rejections.add(Rejection.REUSED);
        }
        return List.copyOf(rejections);
    }

    private boolean isCurrent(String candidate, PasswordContext context) {
        return context.currentHash().isPresent()
                && hasher.verify(candidate, context.currentHash()).matches();
    }
}
