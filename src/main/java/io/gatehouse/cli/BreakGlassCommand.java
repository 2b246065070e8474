package io.gatehouse.cli;

import io.gatehouse.administration.command.BreakGlass;
import io.gatehouse.administrator.EmailAddress;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Restores access to a realm in which no System Administrator can sign in any more. */
@Command(
        name = "break-glass",
        description = {
            "Restores access to a realm in which no System Administrator can sign in any more.",
            "Removes password, mobile number, recovery codes, sessions and trusted browsers of the account, makes it an"
                    + " enabled System Administrator (or creates one with that address), and prints a link to set a new"
                    + " password, valid once within 24 hours.",
            "It is recorded in the audit log, and every System Administrator of the realm is notified by mail."
        })
final class BreakGlassCommand implements Callable<Integer> {
    @Mixin
    RealmOption realm;

    @Option(names = "--email", required = true, description = "E-mail address of the administrator, existing or new.")
    EmailAddress email;

    @Mixin
    Printer printer;

    /** The output with {@code --json}. */
    @RegisterForReflection
    record Printed(String realm, String email, String passwordUrl) {}

    @Override
    public Integer call() {
        String link = CommandRuntime.call(BreakGlass.class, glass -> glass.recover(realm.get(), email));
        printer.print(
                new Printed(realm.slug, email.value(), link),
                "%s is a System Administrator of %s without a password. Set it within 24 hours at%n%s"
                        .formatted(email.value(), realm.slug, link));
        return 0;
    }
}
