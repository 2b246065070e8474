package io.gatehouse.password;

import jakarta.enterprise.context.ApplicationScoped;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which passwords may be chosen (NIST SP 800-63B-4, section 3.1.1.2): long ones that neither lists nor names lead to,
 * without rules on characters.
 */
@ApplicationScoped
public class PasswordPolicy {
    /** The least length a realm can ask for, in code points. */
    public static final int MIN_LENGTH = 15;
    /** The greatest length taken, in code points; longer ones are refused, never cut. */
    public static final int MAX_LENGTH = 128;

    /** In UTF-16, before normalisation: no code point is composed of more than four. */
    private static final int MAX_UNITS = 2 * 4 * MAX_LENGTH;

    /** Three common passwords in a row pass, or what is as hard to guess. */
    private static final double LEAST_BITS = 3 * GuessingEffort.COMMON;

    private final GuessingEffort effort;
    private final PasswordHasher hasher;

    PasswordPolicy(GuessingEffort effort, PasswordHasher hasher) {
        this.effort = effort;
        this.hasher = hasher;
    }

    /**
     * Returns why the candidate may not be chosen, or nothing if it may. Only one that is otherwise fine costs a hash.
     *
     * @throws io.gatehouse.kernel.UnavailableException if no core was free in time
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
        if (effort.bits(folded, Set.of()) < LEAST_BITS) {
            rejections.add(Rejection.COMPROMISED);
        }
        Set<String> words = context.words();
        if (words.stream().anyMatch(folded.skeleton()::contains) && effort.bits(folded, words) < LEAST_BITS) {
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
