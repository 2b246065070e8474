package io.gatehouse.authenticator;

import io.gatehouse.realm.FactorStrength;

/** The kinds of authenticators that nothing is sent to, the strongest first. */
public enum AuthenticatorKind {
    /** A WebAuthn credential, which cannot be used on the pages of another host. */
    PASSKEY(FactorStrength.PASSKEY),
    /** An app that shows time-based one-time codes (RFC 6238). */
    TOTP(FactorStrength.TOTP);

    private final FactorStrength strength;

    AuthenticatorKind(FactorStrength strength) {
        this.strength = strength;
    }

    /** Returns how strong it is as a second factor. */
    public FactorStrength strength() {
        return strength;
    }
}
