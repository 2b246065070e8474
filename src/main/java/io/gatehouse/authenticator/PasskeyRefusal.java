package io.gatehouse.authenticator;

/** Why a passkey is refused, as the audit log names it. */
public enum PasskeyRefusal {
    /** It is not the JSON or CBOR that a browser sends. */
    MALFORMED,
    /** It signs another challenge. */
    CHALLENGE,
    /** It was made on a page of another origin. */
    ORIGIN,
    /** It belongs to another host. */
    RP_ID,
    /** It answers a request to sign in with a creation, or the other way round. */
    TYPE,
    /** The authenticator has not verified its user, by a PIN or biometrics. */
    USER_NOT_VERIFIED,
    /** The signature is not one of the passkey's. */
    SIGNATURE,
    /** Its signature counter went back: there may be a copy of the authenticator. */
    COUNTER,
    /** Its algorithm is not among those offered. */
    ALGORITHM,
    /** The account of the flow has no such passkey; another one, or another realm's, may. */
    UNKNOWN,
    /** A report of misuse has suspended it. */
    SUSPENDED,
    /** An account of the realm has it. */
    REGISTERED,
    /** Any other deviation from the standard. */
    OTHER
}
