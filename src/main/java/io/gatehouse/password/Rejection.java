package io.gatehouse.password;

import java.util.Locale;

/** Why a password may not be chosen. */
public enum Rejection {
    /** Fewer code points than the realm asks for. */
    TOO_SHORT,
    /** More code points than are taken. */
    TOO_LONG,
    /** Made of common passwords, repetitions and sequences. */
    COMPROMISED,
    /** Too little beside the names of person, realm and product. */
    CONTAINS_IDENTITY,
    /** The one the account has. */
    REUSED;

    /** Its name in {@code errors[].code} of {@code password_rejected}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
