package io.gatehouse.cli.doctor;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The state of one dependency of Gatehouse.
 *
 * @param part the dependency
 * @param says the finding
 * @param remedy what to do about it; empty if it works
 */
@RegisterForReflection
public record Diagnosis(String part, boolean well, String says, String remedy) {

    static Diagnosis passed(String part, String says) {
        return new Diagnosis(part, true, says, "");
    }

    static Diagnosis failed(String part, String says, String remedy) {
        return new Diagnosis(part, false, says, remedy);
    }
}
