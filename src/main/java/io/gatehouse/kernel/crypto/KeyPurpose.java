package io.gatehouse.kernel.crypto;

/** The purpose of a key derived from the master key; the keys of different purposes are independent. */
public enum KeyPurpose {
    /** HMAC over one-time codes. */
    CODE,
    /** HMAC over recovery codes. */
    RECOVERY_CODE,
    /** HMAC over passwords before they are hashed. */
    PEPPER,
    /** Encryption of the key of {@link IdentifierMacs} at rest. */
    IDENTIFIER_KEY,
    /** HMAC over submitted forms, which may contain passwords and codes. */
    FORM,
    /** Encryption of signing keys at rest. */
    SIGNING_KEY,
    /** Encryption of the secrets of authenticator apps at rest. */
    TOTP,
    /** Encryption of pending flows and messages at rest. */
    PENDING
}
