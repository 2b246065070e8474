package io.gatehouse.password;

import java.util.Locale;

/** A reason to reject a password. */
public enum Rejection {
    /** It has fewer code points than the realm requires. */
    TOO_SHORT,
    /** It has too many code points. */
    TOO_LONG,
    /** It consists of common passwords, repetitions and sequences. */
    COMPROMISED,
    /** It contains little besides the names of administrator, realm and product. */
    CONTAINS_IDENTITY,
    /** It is the account's current password. */
    REUSED;

    /** Returns its value in {@code errors[].code} of {@code password_rejected}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
