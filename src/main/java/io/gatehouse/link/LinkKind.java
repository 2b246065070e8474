package io.gatehouse.link;

/** The purpose of a mailed link, which is valid for that purpose only. */
public enum LinkKind {
    PASSWORD_RESET,
    INVITATION,
    /** Admits a browser to the sign-in of an account whose password was guessed too often. */
    ADMISSION,
    /** Cancels a reset of the mobile number. */
    PHONE_RESET,
    /** Cancels a reset of the authenticators. */
    AUTHENTICATORS_RESET
}
