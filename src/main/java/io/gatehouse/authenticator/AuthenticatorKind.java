package io.gatehouse.authenticator;

/** The kinds of authenticators that nothing is sent to, the strongest first. */
public enum AuthenticatorKind {
    /** A WebAuthn credential, which cannot be used on the pages of another host. */
    PASSKEY,
    /** An app that shows time-based one-time codes (RFC 6238). */
    TOTP
}
