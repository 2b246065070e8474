package io.gatehouse.startup;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A problem of the configuration or environment, found before the start.
 *
 * @param hazard why Gatehouse would run insecurely; empty if it cannot run at all
 * @param property the configuration property, or the part of the environment
 * @param problem what is wrong with it, without the value of a secret
 * @param remedy how to correct it
 */
public record Finding(Optional<Hazard> hazard, String property, String problem, String remedy) {

    /** An unsafe configuration that {@code gatehouse.allow-insecure} can allow by its label. */
    public enum Hazard {
        /** People reach Gatehouse without TLS. */
        PUBLIC_URL_PLAIN,
        /** The master key can be guessed. */
        SECRET_KEY_WEAK,
        /** The database's password can be guessed. */
        DATABASE_PASSWORD_COMMON,
        /** The server's database role may do everything. */
        DATABASE_SUPERUSER,
        /** The connection to PostgreSQL is not encrypted, or its server not verified. */
        DATABASE_PLAIN,
        /** The connection to Redis is not encrypted. */
        REDIS_PLAIN,
        /** Mail may travel without TLS, or to an unverified server. */
        MAIL_PLAIN,
        /** No mail is sent. */
        MAIL_MISSING,
        /** Text messages travel without TLS to their provider. */
        SMS_PLAIN,
        /** No text message can be sent although a provider is expected. */
        SMS_MISSING;

        /** Returns the label in {@code gatehouse.allow-insecure}, such as {@code redis-plain}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Creates a finding with which Gatehouse would run insecurely. */
    public static Finding unsafe(Hazard hazard, String property, String problem, String remedy) {
        return new Finding(Optional.of(hazard), property, problem, remedy);
    }

    /** Creates a finding with which Gatehouse cannot run. */
    public static Finding broken(String property, String problem, String remedy) {
        return new Finding(Optional.empty(), property, problem, remedy);
    }

    /** Returns the text of a start that these findings prevent. */
    public static String refusal(List<Finding> reasons) {
        return reasons.stream()
                .map(finding -> "%n  %s %s.%n      %s".formatted(finding.property, finding.problem, finding.remedy))
                .collect(Collectors.joining("", "Gatehouse does not start:%n".formatted(), ""));
    }

    /** Returns whether the finding always prevents the start. */
    public boolean isBroken() {
        return hazard.isEmpty();
    }
}
