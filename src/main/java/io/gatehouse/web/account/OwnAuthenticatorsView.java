package io.gatehouse.web.account;

import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.authenticator.Passkeys;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.signin.AuthenticatorMessages;
import io.quarkus.qute.TemplateData;
import java.util.List;
import java.util.Locale;

/**
 * The passkeys and the authenticator app of the caller, as the account page shows them.
 *
 * @param shown whether the realm accepts any, or the caller has one
 * @param mayAddPasskey whether the realm allows passkeys and the caller can have another one
 * @param tooMany whether the caller has as many passkeys as possible
 * @param maySetUpApp whether the realm allows authenticator apps and the caller has none
 */
@TemplateData
record OwnAuthenticatorsView(
        boolean shown, boolean mayAddPasskey, boolean tooMany, boolean maySetUpApp, List<Row> rows) {

    /**
     * A passkey or an app.
     *
     * @param detail the kind, and the model of a passkey
     * @param note why it cannot be used; empty if it can
     * @param lastUsed null if it was never used
     */
    @TemplateData
    record Row(
            String id,
            boolean passkey,
            String name,
            String detail,
            String note,
            boolean replaceable,
            DisplayTime createdAt,
            DisplayTime lastUsed) {}

    static OwnAuthenticatorsView of(
            RealmSettings.Mfa mfa, List<Authenticator> held, AuthenticatorMessages messages, Locale language) {
        boolean app = held.stream().anyMatch(one -> one.kind() == AuthenticatorKind.TOTP);
        boolean passkeys = mfa.enabled() && mfa.allows(FactorStrength.PASSKEY);
        boolean tooMany = held.stream()
                        .filter(one -> one.kind() == AuthenticatorKind.PASSKEY && one.usable())
                        .count()
                >= Passkeys.MAX;
        boolean apps = mfa.enabled() && mfa.allows(FactorStrength.TOTP);
        return new OwnAuthenticatorsView(
                passkeys || apps || !held.isEmpty(),
                passkeys && !tooMany,
                tooMany,
                apps && !app,
                held.stream().map(one -> row(one, mfa, messages, language)).toList());
    }

    private static Row row(Authenticator one, RealmSettings.Mfa mfa, AuthenticatorMessages messages, Locale language) {
        boolean passkey = one.kind() == AuthenticatorKind.PASSKEY;
        boolean accepted = mfa.enabled() && mfa.allows(one.kind().strength());
        String kind = one.synced() ? messages.synced() : messages.passkey();
        return new Row(
                one.id().toString(),
                passkey,
                passkey ? one.name() : messages.app(),
                passkey ? one.model().map(model -> model + " · " + kind).orElse(kind) : "",
                note(one, accepted, messages),
                !passkey && accepted,
                DisplayTime.of(one.createdAt(), language),
                one.lastUsedAt().map(at -> DisplayTime.of(at, language)).orElse(null));
    }

    private static String note(Authenticator one, boolean accepted, AuthenticatorMessages messages) {
        if (one.suspended()) {
            return messages.suspended();
        }
        if (one.otherHost()) {
            return messages.otherAddress();
        }
        return accepted ? "" : messages.turnedOff();
    }
}
