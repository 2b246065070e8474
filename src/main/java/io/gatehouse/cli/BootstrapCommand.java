package io.gatehouse.cli;

import io.gatehouse.administration.realm.RealmCreation;
import io.gatehouse.administration.realm.RealmCreation.Created;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.realm.Realm;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates a realm with its first System Administrator; the first realm ever is the root realm. */
@Command(
        description = {
            "Creates a realm and its first System Administrator, and prints the link to set the password.",
            "The first realm ever is the root realm. Applies migrations first."
        })
final class BootstrapCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    Printer printer;

    @Option(names = "--realm", required = true, description = "Name in URLs: a-z, 0-9 and inner hyphens.")
    String realm;

    @Option(names = "--email", required = true, description = "E-mail address of the first System Administrator.")
    EmailAddress email;

    /** The output with {@code --json}. */
    @RegisterForReflection
    record Printed(String realm, String email, String passwordUrl) {}

    @Override
    public Integer call() {
        if (!Realm.isSlug(realm)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--realm takes 1 to 63 lower-case letters, digits and inner hyphens, such as acme.");
        }
        Created created = CommandRuntime.call(RealmCreation.class, creation -> creation.create(realm, email))
                .orElseThrow(
                        () -> CommandFailure.refused("There is a realm " + realm + " already. Nothing was changed."));
        printer.print(
                new Printed(realm, email.value(), created.passwordUrl()),
                "Realm %s is there. %s sets the password within 24 hours at%n%s"
                        .formatted(realm, email.value(), created.passwordUrl()));
        return 0;
    }
}
