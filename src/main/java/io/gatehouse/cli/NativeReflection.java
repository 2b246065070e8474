package io.gatehouse.cli;

import io.gatehouse.cli.doctor.Diagnosis;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Registers commands, whose fields picocli sets, and output records for reflection in the native executable. */
@RegisterForReflection(
        targets = {
            Commands.class,
            Commands.Version.class,
            Printer.class,
            RealmOption.class,
            BootstrapCommand.class,
            BootstrapCommand.Printed.class,
            DoctorCommand.class,
            DoctorCommand.Printed.class,
            Diagnosis.class,
            MigrateCommand.class,
            MigrateCommand.Printed.class,
            RealmCommands.class,
            RealmCommands.Printed.class,
            AdminCommands.class,
            AdminCommands.Invited.class,
            AdminCommands.Unlocked.class,
            AdminCommands.Printed.class,
            BreakGlassCommand.class,
            BreakGlassCommand.Printed.class,
            KeysCommands.class,
            KeysCommands.Chosen.class,
            KeysCommands.Rotated.class,
            SecretCommands.class,
            SecretCommands.Generated.class
        })
final class NativeReflection {
    private NativeReflection() {}
}
