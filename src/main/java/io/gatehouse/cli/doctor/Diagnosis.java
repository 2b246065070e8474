package io.gatehouse.cli.doctor;

/**
 * How one thing is that Gatehouse depends on.
 *
 * @param part what was looked at
 * @param says what was found
 * @param remedy what to do about it; empty if all is well
 */
public record Diagnosis(String part, boolean well, String says, String remedy) {

    static Diagnosis well(String part, String says) {
        return new Diagnosis(part, true, says, "");
    }

    static Diagnosis ill(String part, String says, String remedy) {
        return new Diagnosis(part, false, says, remedy);
    }
}
