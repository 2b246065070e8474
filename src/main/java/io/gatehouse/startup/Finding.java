package io.gatehouse.startup;

/**
 * A problem of the configuration or environment, found before the start.
 *
 * @param property the configuration property
 * @param problem what is wrong with it, without the value of a secret
 * @param remedy how to correct it
 */
public record Finding(Severity severity, String property, String problem, String remedy) {

    /** The consequence of a finding for the start. */
    public enum Severity {
        /** Gatehouse would run insecurely; starts only with {@code gatehouse.allow-insecure}. */
        UNSAFE,
        /** Gatehouse cannot run. */
        BROKEN
    }

    /** Creates a finding with which Gatehouse would run insecurely. */
    public static Finding unsafe(String property, String problem, String remedy) {
        return new Finding(Severity.UNSAFE, property, problem, remedy);
    }

    /** Creates a finding with which Gatehouse cannot run. */
    public static Finding broken(String property, String problem, String remedy) {
        return new Finding(Severity.BROKEN, property, problem, remedy);
    }

    /** Returns whether the finding always prevents the start. */
    public boolean isBroken() {
        return severity == Severity.BROKEN;
    }
}
