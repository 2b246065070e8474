package io.gatehouse.password;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import me.gosimple.nbvcxz.Nbvcxz;
import me.gosimple.nbvcxz.matching.match.BruteForceMatch;
import me.gosimple.nbvcxz.matching.match.DateMatch;
import me.gosimple.nbvcxz.matching.match.DictionaryMatch;
import me.gosimple.nbvcxz.matching.match.Match;
import me.gosimple.nbvcxz.matching.match.RepeatMatch;
import me.gosimple.nbvcxz.matching.match.SequenceMatch;
import me.gosimple.nbvcxz.matching.match.SpacialMatch;
import me.gosimple.nbvcxz.matching.match.YearMatch;
import me.gosimple.nbvcxz.resources.Configuration;
import me.gosimple.nbvcxz.resources.ConfigurationBuilder;
import me.gosimple.nbvcxz.scoring.Result;

/** Estimates the strength of a password as advice while it is chosen; only {@link PasswordPolicy} rejects passwords. */
@ApplicationScoped
public class PasswordStrength {
    /** Bounds the estimator's time; a strong prefix does not become weaker by further characters. */
    private static final int MAX_ESTIMATED = 24;
    /** Time limit of the search for the weakest combination; the best one found by then counts. */
    private static final long SEARCH_MILLIS = 20;

    private static final int STRONG = 4;

    /**
     * Loads the estimator's dictionaries at the first estimate; a constructor would load them for the proxy as well.
     */
    private static final class Dictionaries {
        static final Configuration CONFIGURATION = new ConfigurationBuilder()
                .setCombinationAlgorithmTimeout(SEARCH_MILLIS)
                .setDistanceCalc(false)
                .createConfiguration();
    }

    /** An advice that would make the password stronger. */
    public enum Advice {
        /** None, since the password is strong. */
        NONE,
        /** Use more words or characters. */
        LENGTHEN,
        /** Use less common words. */
        UNCOMMON_WORDS,
        /** Avoid repetitions. */
        NO_REPETITION,
        /** Avoid sequences such as abcd and rows of keys. */
        NO_SEQUENCE,
        /** Avoid dates and years. */
        NO_DATE
    }

    /**
     * The result of an estimate.
     *
     * @param score 0 (guessed at once) to 4 (strong)
     */
    public record Estimate(int score, Advice advice) {}

    /**
     * Returns an estimate of the first 24 characters; takes some milliseconds, rarely tens, so callers must limit the
     * rate.
     */
    public Estimate estimate(String password) {
        int end = Math.min(password.length(), MAX_ESTIMATED);
        if (end == 0) {
            return new Estimate(0, Advice.LENGTHEN);
        }
        Result result = new Nbvcxz(Dictionaries.CONFIGURATION).estimate(password.substring(0, end));
        int score = result.getBasicScore();
        return new Estimate(score, score >= STRONG ? Advice.NONE : advice(result));
    }

    private static Advice advice(Result result) {
        return result.getMatches().stream()
                .filter(match -> !(match instanceof BruteForceMatch))
                .max(Comparator.comparingInt(Match::getLength))
                .map(PasswordStrength::advice)
                .orElse(Advice.LENGTHEN);
    }

    private static Advice advice(Match match) {
        if (match instanceof DictionaryMatch) {
            return Advice.UNCOMMON_WORDS;
        }
        if (match instanceof RepeatMatch) {
            return Advice.NO_REPETITION;
        }
        if (match instanceof SequenceMatch || match instanceof SpacialMatch) {
            return Advice.NO_SEQUENCE;
        }
        if (match instanceof DateMatch || match instanceof YearMatch) {
            return Advice.NO_DATE;
        }
        return Advice.LENGTHEN;
    }
}
