package io.gatehouse.realm;

/** The channel by which a one-time code is delivered. */
public enum Channel {
    /** A text message to the mobile number; a <em>restricted</em> authenticator in NIST SP 800-63B-4, section 3.2.9. */
    SMS,
    /** A mail to the account's address; not an out-of-band authenticator in NIST SP 800-63B-4, section 3.1.3.1. */
    EMAIL
}
