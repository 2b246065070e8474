package io.gatehouse.startup;

/**
 * Something about an installation that is not as it should be in production.
 *
 * @param property the setting at fault
 * @param problem what is wrong with it, without the value of a secret
 * @param remedy what to do about it
 */
public record Finding(Severity severity, String property, String problem, String remedy) {

    /** What a finding means for the start. */
    public enum Severity {
        /** Gatehouse could work, but not safely; {@code gatehouse.allow-insecure} lets it. */
        UNSAFE,
        /** Gatehouse cannot work. */
        BROKEN
    }

    /** Returns a finding with which Gatehouse would work, but not safely. */
    public static Finding unsafe(String property, String problem, String remedy) {
        return new Finding(Severity.UNSAFE, property, problem, remedy);
    }

    /** Returns a finding with which Gatehouse cannot work. */
    public static Finding broken(String property, String problem, String remedy) {
        return new Finding(Severity.BROKEN, property, problem, remedy);
    }

    /** Returns whether nothing can make it start like this. */
    public boolean isBroken() {
        return severity == Severity.BROKEN;
    }
}
