package io.gatehouse.kernel.crypto;

/** What a key derived from the master key is for; keys of different purposes know nothing of each other. */
public enum KeyPurpose {
    /** HMAC over one-time codes. */
    CODE,
    /** HMAC over recovery codes. */
    RECOVERY_CODE,
    /** HMAC over passwords before they are hashed. */
    PEPPER,
    /** HMAC over identifiers, such as addresses, that serve as keys in Redis or as a count in PostgreSQL. */
    IDENTIFIER,
    /** Encryption of signing keys at rest. */
    SIGNING_KEY,
    /** Encryption of pending flows and messages at rest. */
    PENDING
}
