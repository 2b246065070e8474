package io.gatehouse.cli;

import io.gatehouse.administration.accounts.AccountChanges;
import io.gatehouse.administration.accounts.AccountSupportService;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists, invites and unlocks the administrators of a realm. */
@Command(name = "admin", description = "Invites, unlocks and lists administrators.")
final class AdminCommands {

    /** The output for an invitation. */
    @RegisterForReflection
    record Invited(String realm, String email, String role, String passwordUrl) {}

    /** The output for an unlocked account. */
    @RegisterForReflection
    record Unlocked(String realm, String email) {}

    /**
     * The output for an account.
     *
     * @param state {@code invited}, {@code active} or {@code disabled}
     * @param phone the verified number, masked; empty if there is none
     */
    @RegisterForReflection
    record Printed(String email, String displayName, String role, String state, String phone) {
        static Printed of(Administrator administrator) {
            return new Printed(
                    administrator.email().value(),
                    administrator.displayName(),
                    administrator.role().name(),
                    state(administrator),
                    administrator.phone().map(phone -> phone.hint()).orElse(""));
        }

        private static String state(Administrator administrator) {
            if (administrator.disabled()) {
                return "disabled";
            }
            return administrator.passwordHash().isPresent() ? "active" : "invited";
        }

        private String line() {
            return "%-32s %-20s %-8s %s".formatted(email, role, state, displayName);
        }
    }

    @Command(
            name = "invite",
            description = "Adds an administrator, mails the invitation, and prints the link to set the password.")
    int invite(
            @Mixin RealmOption realm,
            @Option(names = "--email", required = true, description = "E-mail address of the administrator.")
                    EmailAddress email,
            @Option(names = "--name", description = "Display name; the address if not given.") String name,
            @Option(
                            names = "--role",
                            defaultValue = "OPERATOR",
                            description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given.")
                    Role role,
            @Mixin Printer printer) {
        String displayName = name == null ? email.value() : name;
        String link = CommandRuntime.call(
                        AccountChanges.class,
                        accounts -> accounts.inviteByCommand(realm.get().id(), email, displayName, role))
                .orElseThrow(() -> CommandFailure.refused(
                        email.value() + " is an administrator of " + realm.slug + " already. Nothing was changed."));
        printer.print(
                new Invited(realm.slug, email.value(), role.name(), link),
                "%s is invited into %s, and sets the password within 24 hours at%n%s"
                        .formatted(email.value(), realm.slug, link));
        return 0;
    }

    @Command(name = "unlock", description = "Removes the locks on an administrator's codes and passwords.")
    int unlock(
            @Mixin RealmOption realm,
            @Option(names = "--email", required = true, description = "Address of the account.") EmailAddress email,
            @Mixin Printer printer) {
        if (!CommandRuntime.call(
                AccountSupportService.class,
                accounts -> accounts.unlockByCommand(realm.get().id(), email))) {
            throw CommandFailure.refused("There is no administrator " + email.value() + " in " + realm.slug + ".");
        }
        printer.print(new Unlocked(realm.slug, email.value()), email.value() + " may sign in again at once.");
        return 0;
    }

    @Command(name = "list", description = "Lists the administrators of a realm by address.")
    int list(@Mixin RealmOption realm, @Mixin Printer printer) {
        List<Printed> printed = CommandRuntime.call(Administrators.class, administrators -> {
            Realm found = realm.get();
            return administrators.list(found.id()).stream().map(Printed::of).toList();
        });
        printer.print(printed, printed.stream().map(Printed::line).collect(Collectors.joining("\n")));
        return 0;
    }
}
