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

/** Estimates how strong a password is, as advice while it is chosen; {@link PasswordPolicy} alone decides what is refused. */
@ApplicationScoped
public class PasswordStrength {
    /** The estimator's time grows with the length; one strong so far does not get weaker by what follows. */
    private static final int LONGEST_ESTIMATED = 24;
    /** For the search of the weakest reading; what is found by then counts. */
    private static final long SEARCH_MILLIS = 20;

    private static final int STRONG = 4;

    /** The estimator's dictionaries, read for the first estimate: a constructor would read them for the proxy too. */
    private static final class Dictionaries {
        static final Configuration CONFIGURATION = new ConfigurationBuilder()
                .setCombinationAlgorithmTimeout(SEARCH_MILLIS)
                .setDistanceCalc(false)
                .createConfiguration();
    }

    /** What would make a password stronger; pages have a sentence for each. */
    public enum Advice {
        /** Nothing, it is strong. */
        NONE,
        /** More words or characters. */
        LENGTHEN,
        /** Words that are less common. */
        UNCOMMON_WORDS,
        /** No repetitions. */
        NO_REPETITION,
        /** No sequences such as abcd, and no rows of keys. */
        NO_SEQUENCE,
        /** No dates or years. */
        NO_DATE
    }

    /**
     * What the page shows.
     *
     * @param score 0 (guessed at once) to 4 (strong)
     */
    public record Estimate(int score, Advice advice) {}

    /** Returns an estimate of the first 24 characters; takes some milliseconds, seldom tens, so callers limit how often. */
    public Estimate estimate(String password) {
        int end = Math.min(password.length(), LONGEST_ESTIMATED);
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
