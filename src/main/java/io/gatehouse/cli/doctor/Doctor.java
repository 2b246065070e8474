package io.gatehouse.cli.doctor;

import io.gatehouse.startup.Finding;
import io.gatehouse.startup.StartupSettings;
import java.util.List;
import java.util.stream.Stream;

/** Checks every dependency of an installation from the host Gatehouse runs on. */
public final class Doctor {
    private static final List<Probe> PROBES = List.of(
            new DatabaseProbe(),
            new RedisProbe(),
            new SmtpProbe(),
            new TwilioProbe(),
            new NoSmsProbe(),
            new PublicUrlProbe());

    private Doctor() {}

    /** Returns all diagnoses, the findings of the settings checks first. */
    public static List<Diagnosis> examine(StartupSettings settings, List<Finding> findings) {
        return Stream.concat(
                        findings.stream()
                                .map(finding -> Diagnosis.failed(
                                        "settings", finding.property() + " " + finding.problem(), finding.remedy())),
                        PROBES.stream().flatMap(probe -> probe.examine(settings).stream()))
                .toList();
    }
}
