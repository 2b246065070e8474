package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Account;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.administrator.Role;
import io.gatehouse.web.layout.ConsoleMessages;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RoleFormatter;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.qute.TemplateData;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Formats administrators in the reader's language. */
record AdministratorFormatter(AdministratorMessages messages, RoleFormatter console, Locale language) {
    /**
     * An administrator, in the list or on the own page.
     *
     * @param look style of the state's badge
     * @param lockedUntil null if not locked
     * @param phone masked; empty if there is none
     */
    @TemplateData
    record Row(
            String id,
            String name,
            String email,
            String role,
            String state,
            String look,
            DisplayTime lockedUntil,
            String phone,
            long version) {}

    /** A role to choose. */
    record RoleChoice(String value, String name, String hint, boolean chosen) {}

    static AdministratorFormatter of(Pages pages, SignedIn caller) {
        return new AdministratorFormatter(
                pages.messages(AdministratorMessages.class, caller.realm()),
                new RoleFormatter(pages.messages(ConsoleMessages.class, caller.realm())),
                pages.language(caller.realm()));
    }

    Row row(Account account) {
        return new Row(
                account.administrator().id().toString(),
                account.administrator().displayName(),
                account.administrator().email().value(),
                console.role(account.administrator().role()),
                messages.stateOf(account.state()),
                account.state().name().toLowerCase(Locale.ROOT),
                account.lockedUntil()
                        .map(until -> DisplayTime.of(until, language))
                        .orElse(null),
                account.administrator().phone().map(MobileNumber::hint).orElse(""),
                account.administrator().version());
    }

    List<RoleChoice> roles(String chosen) {
        return Arrays.stream(Role.values())
                .map(role -> new RoleChoice(
                        role.name(), console.role(role), hint(role), role.name().equals(chosen)))
                .toList();
    }

    private String hint(Role role) {
        return switch (role) {
            case SYSTEM_ADMINISTRATOR -> messages.systemAdministratorHint();
            case OPERATOR -> messages.operatorHint();
            case OBSERVER -> messages.observerHint();
        };
    }
}
