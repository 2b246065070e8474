package io.gatehouse.delivery.message;

import io.gatehouse.reportlink.Occasion;
import java.util.Optional;

/** The mails that must arrive, however late. */
public enum MailKind {
    /** Carries {@code link}: to choose a new password. */
    RESET_LINK,
    /** Carries {@code link}: to choose the first password. */
    INVITATION,
    /** Carries {@code link}: the sign-in page of the realm, which its person has forgotten. */
    REALM_REMINDER,
    /** Tells that the password was changed. */
    PASSWORD_CHANGED,
    /** Tells that a mobile number was enrolled or changed; carries {@code phone}, masked. */
    PHONE_CHANGED,
    /** Carries {@code link}: to confirm, from there, a new address. */
    EMAIL_CONFIRM,
    /** Tells the former address that the account has another now; carries {@code email}, masked. */
    EMAIL_CHANGED,
    /** Tells that the mobile number is about to be removed; carries {@code link}: to object. */
    PHONE_RESET_REQUESTED,
    /** Tells that the mobile number was removed. */
    PHONE_RESET,
    /** Tells that a recovery code was used; carries {@code left}. */
    RECOVERY_CODE_USED,
    /** Tells that somebody enters wrong codes, and so knows the password. */
    PASSWORD_KNOWN,
    /** Tells of a sign-in from a browser or network not seen before. */
    NEW_BROWSER,
    /** Tells that the second factor is on, or its codes come another way; carries {@code method} and {@code by}. */
    MFA_ENABLED,
    /** Tells that the second factor is off; carries {@code by}, the name of whoever switched it. */
    MFA_DISABLED,

    /** Alarm: wrong passwords for many accounts. */
    PASSWORD_SPRAY,
    /** Alarm: half of a day's text messages are spent; carries {@code limit}. */
    SMS_HALF_SPENT,
    /** Alarm: only those kept for proven numbers are left; carries {@code limit}. */
    SMS_MOSTLY_SPENT,
    /** Alarm: none is left; carries {@code limit}. */
    SMS_SPENT,
    /** Alarm: codes to unproven numbers close together; carries {@code about}, one of them, masked. */
    SEQUENTIAL_NUMBERS,
    /** Alarm: codes hardly ever used; carries {@code about}, the country they go to. */
    LOW_VERIFIED_SHARE,
    /** Alarm: somebody's account was used by somebody else; carries {@code about}, the person's name. */
    NOT_ME,
    /** Alarm: an account was opened anew by command; carries {@code about}, the person's name. */
    BREAK_GLASS;

    /** Whether somebody waits for it, and can do nothing until it is there. */
    public boolean isAwaited() {
        return this == RESET_LINK || this == INVITATION || this == REALM_REMINDER || this == EMAIL_CONFIRM;
    }

    /**
     * What a notice tells of, and its reader can report. Alarms and mails that are but a link to follow are no notices.
     */
    public Optional<Occasion> occasion() {
        return switch (this) {
            case PASSWORD_CHANGED -> Optional.of(Occasion.PASSWORD_CHANGED);
            case PHONE_CHANGED -> Optional.of(Occasion.PHONE_CHANGED);
            case EMAIL_CHANGED -> Optional.of(Occasion.EMAIL_CHANGED);
            case RECOVERY_CODE_USED -> Optional.of(Occasion.RECOVERY_CODE_USED);
            case PASSWORD_KNOWN -> Optional.of(Occasion.PASSWORD_KNOWN);
            case NEW_BROWSER -> Optional.of(Occasion.NEW_BROWSER);
            case PHONE_RESET_REQUESTED, PHONE_RESET -> Optional.of(Occasion.PHONE_RESET);
            case MFA_ENABLED -> Optional.of(Occasion.MFA_ENABLED);
            case MFA_DISABLED -> Optional.of(Occasion.MFA_DISABLED);
            case RESET_LINK,
                    EMAIL_CONFIRM,
                    INVITATION,
                    REALM_REMINDER,
                    PASSWORD_SPRAY,
                    SMS_HALF_SPENT,
                    SMS_MOSTLY_SPENT,
                    SMS_SPENT,
                    SEQUENTIAL_NUMBERS,
                    LOW_VERIFIED_SHARE,
                    NOT_ME,
                    BREAK_GLASS -> Optional.empty();
        };
    }
}
