package io.gatehouse.cli;

import io.gatehouse.administration.command.BreakGlass;
import io.gatehouse.administrator.EmailAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Restores access to a realm in which no System Administrator can sign in any more. */
@Command(
        name = "break-glass",
        description = {
            "Lets one person into a realm again whose System Administrators have all lost their way in.",
            "Voids password, mobile number, recovery codes, sessions and trusted browsers of the account, makes it an enabled"
                    + " System Administrator's (or adds one of that address), and prints where to set a new password, once,"
                    + " within 24 hours.",
            "It is kept in the audit log, and every System Administrator of the realm is told by mail."
        })
final class BreakGlassCommand implements Callable<Integer> {
    @Mixin
    RealmOption realm;

    @Option(names = "--email", required = true, description = "Address of the person, known to the realm or not.")
    EmailAddress email;

    @Mixin
    Printer printer;

    /** The output with {@code --json}. */
    record Printed(String realm, String email, String passwordUrl) {}

    @Override
    public Integer call() {
        String link = CommandRuntime.call(BreakGlass.class, glass -> glass.recover(realm.get(), email));
        printer.print(
                new Printed(realm.slug, email.value(), link),
                "%s starts anew in %s, and sets the password within 24 hours at%n%s"
                        .formatted(email.value(), realm.slug, link));
        return 0;
    }
}
