package io.gatehouse.cli;

import io.gatehouse.cli.doctor.Diagnosis;
import io.gatehouse.cli.doctor.Doctor;
import io.gatehouse.startup.StartupSettings;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Diagnoses an installation and prints remedies. */
@Command(
        name = "doctor",
        description = {
            "Diagnoses an installation and prints remedies: settings, database, clock, Redis, mail server,"
                    + " Twilio and public URL.",
            "Starts nothing, sends nothing, and leaves nothing that it writes. Exits with 1 if anything is wrong."
        })
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    Printer printer;

    /** The output with {@code --json}. */
    @RegisterForReflection
    record Printed(boolean well, List<Diagnosis> diagnoses) {}

    @Override
    public Integer call() {
        var settings = StartupSettings.read();
        List<Diagnosis> diagnoses =
                Doctor.examine(settings, StartupChecks.of(settings).findings());
        boolean well = diagnoses.stream().allMatch(Diagnosis::well);
        printer.print(
                new Printed(well, diagnoses),
                diagnoses.stream().map(DoctorCommand::line).collect(Collectors.joining("\n")));
        return well ? 0 : CommandFailure.REFUSED;
    }

    private static String line(Diagnosis diagnosis) {
        String line = (diagnosis.well() ? "ok    " : "WRONG ") + diagnosis.part() + ": " + diagnosis.says();
        return diagnosis.well() ? line : line + "\n        " + diagnosis.remedy();
    }
}
