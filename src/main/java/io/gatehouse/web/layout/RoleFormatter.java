package io.gatehouse.web.layout;

import io.gatehouse.realm.Role;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SecondFactor;

/** Formats roles and authentication factors in the reader's language. */
public record RoleFormatter(ConsoleMessages messages) {
    public String role(Role role) {
        return switch (role) {
            case SYSTEM_ADMINISTRATOR -> messages.systemAdministrator();
            case OPERATOR -> messages.operator();
            case OBSERVER -> messages.observer();
        };
    }

    /** Returns the factors that the session was opened with. */
    public String factors(Session session) {
        if (session.withoutPassword()) {
            return messages.byPasskeyAlone();
        }
        return session.secondFactor()
                .map(this::factors)
                .orElseGet(() ->
                        session.secondFactorAt().isPresent() ? messages.byTrustedBrowser() : messages.byPassword());
    }

    private String factors(SecondFactor factor) {
        return switch (factor) {
            case SMS -> messages.bySms();
            case EMAIL -> messages.byEmail();
            case RECOVERY_CODE -> messages.byRecoveryCode();
            case TOTP -> messages.byTotp();
            case PASSKEY, SYNCED_PASSKEY -> messages.byPasskey();
        };
    }
}
