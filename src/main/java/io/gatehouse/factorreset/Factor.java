package io.gatehouse.factorreset;

/** What a reset removes from an account. */
public enum Factor {
    /** The mobile number. */
    PHONE,
    /** All passkeys and the authenticator app. */
    AUTHENTICATORS
}
