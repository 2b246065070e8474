package io.gatehouse.delivery;

/** The mails that must arrive, however late. */
public enum MailKind {
    /** Carries {@code link}: to choose a new password. */
    RESET_LINK,
    /** Carries {@code link}: to choose the first password. */
    INVITATION,
    /** Tells that the password was changed. */
    PASSWORD_CHANGED,
    /** Tells that a mobile number was enrolled or changed; carries {@code phone}, masked. */
    PHONE_CHANGED,
    /** Tells that a recovery code was used; carries {@code left}. */
    RECOVERY_CODE_USED,
    /** Tells that somebody enters wrong codes, and so knows the password. */
    PASSWORD_KNOWN,
    /** Tells of a sign-in from a browser or network not seen before. */
    NEW_BROWSER,
    /** Tells that the second factor is on; carries {@code method}. */
    MFA_ENABLED,
    /** Tells that the second factor is off. */
    MFA_DISABLED
}
