package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Account;
import io.gatehouse.administration.accounts.AccountFacts;
import io.gatehouse.administrator.AccountState;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.link.Links;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.web.layout.ConsoleMessages;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RoleFormatter;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.signin.AuthenticatorMessages;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Formats administrators in the reader's language. */
record AdministratorFormatter(
        AdministratorMessages messages, AuthenticatorMessages authenticators, RoleFormatter console, Locale language) {
    /**
     * An administrator, in the list or on the own page.
     *
     * @param look style of the state's badge
     * @param lockedUntil null if not locked
     * @param phone masked; empty if there is none
     * @param authenticators the strongest first
     * @param lastSignIn null if there was none
     * @param invitedAt when the invitation was sent that is not accepted; null if there is none
     * @param linkUntil until when its link works; null if there is none or it has expired
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
            long recoveryCodes,
            List<AuthenticatorRow> authenticators,
            DisplayTime lastSignIn,
            boolean pending,
            DisplayTime invitedAt,
            DisplayTime linkUntil,
            long version) {}

    /**
     * A passkey or authenticator app.
     *
     * @param detail the kind of a passkey, and its model if known; empty for an app
     * @param note why it cannot be used; empty if it can
     * @param lastUsed null if it was never used
     */
    @TemplateData
    record AuthenticatorRow(String name, String detail, String note, DisplayTime createdAt, DisplayTime lastUsed) {}

    /** A role to choose. */
    record RoleChoice(String value, String name, String hint, boolean chosen) {}

    static AdministratorFormatter of(Pages pages, SignedIn caller) {
        return new AdministratorFormatter(
                pages.messages(AdministratorMessages.class, caller.realm()),
                pages.messages(AuthenticatorMessages.class, caller.realm()),
                new RoleFormatter(pages.messages(ConsoleMessages.class, caller.realm())),
                pages.language(caller.realm()));
    }

    Row row(Account account, AccountFacts.Facts facts) {
        return new Row(
                account.administrator().id().toString(),
                account.administrator().displayName(),
                account.administrator().email().value(),
                console.role(account.administrator().role()),
                messages.stateOf(account.state()),
                account.state().name().toLowerCase(Locale.ROOT),
                time(account.lockedUntil()),
                account.administrator().phone().map(MobileNumber::hint).orElse(""),
                facts.recoveryCodes(),
                facts.authenticators().stream().map(this::authenticator).toList(),
                time(account.administrator().history().lastSignedInAt()),
                account.state() == AccountState.PENDING,
                time(facts.invitation().map(Links.Unconsumed::issuedAt)),
                time(facts.invitation().filter(link -> !link.expired()).map(Links.Unconsumed::expiresAt)),
                account.administrator().version());
    }

    /** Returns the suspended authenticators of the account. */
    List<AuthenticatorRow> suspended(Account account) {
        return account.authenticators().stream()
                .filter(Authenticator::suspended)
                .map(this::authenticator)
                .toList();
    }

    private AuthenticatorRow authenticator(Authenticator one) {
        boolean passkey = one.kind() == AuthenticatorKind.PASSKEY;
        String kind = one.synced() ? authenticators.synced() : authenticators.passkey();
        return new AuthenticatorRow(
                passkey ? one.name() : authenticators.app(),
                passkey ? one.model().map(model -> model + " · " + kind).orElse(kind) : "",
                note(one),
                DisplayTime.of(one.createdAt(), language),
                time(one.lastUsedAt()));
    }

    private String note(Authenticator one) {
        if (one.suspended()) {
            return authenticators.suspended();
        }
        return one.otherHost() ? authenticators.otherAddress() : "";
    }

    private DisplayTime time(Optional<Instant> instant) {
        return instant.map(at -> DisplayTime.of(at, language)).orElse(null);
    }

    /** Returns what another administrator has changed an account to. */
    String changedMeanwhile(Account current) {
        return messages.changedMeanwhile(
                current.administrator().displayName(),
                console.role(current.administrator().role()),
                messages.stateOf(current.state()));
    }

    /** Returns whether the administrator can sign in, and how, or why not. */
    String verdict(Account account, AccountFacts.Facts facts, Realm realm) {
        Administrator administrator = account.administrator();
        if (account.state() != AccountState.ACTIVE) {
            return messages.verdict(account.state());
        }
        if (administrator.resetRequiredAt().isPresent()) {
            return messages.verdictReset();
        }
        if (!realm.settings().mfa().enabled()) {
            return messages.verdict(AccountState.ACTIVE);
        }
        Optional<AuthenticatorKind> strongest = facts.authenticators().stream()
                .filter(one ->
                        one.usable() && realm.settings().mfa().allows(one.kind().strength()))
                .map(Authenticator::kind)
                .findFirst();
        if (strongest.isPresent()) {
            return strongest.get() == AuthenticatorKind.PASSKEY ? messages.signsInByPasskey() : messages.signsInByApp();
        }
        MfaMethod method = realm.settings().mfa().method();
        if (!method.allows(Channel.SMS) || !realm.sends(Channel.SMS)) {
            return messages.signsInByEmail();
        }
        boolean mails = method.allows(Channel.EMAIL);
        String number = administrator.phone().map(MobileNumber::hint).orElse("");
        if (number.isEmpty()) {
            return mails ? messages.signsInByEmailOrNumber() : messages.signsInWithNumber();
        }
        return mails ? messages.signsInByEither(number) : messages.signsInBySms(number);
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
