package io.gatehouse.delivery.message;

import io.gatehouse.reportlink.ReportLinks.Occasion;
import java.util.Optional;

/** The kinds of {@link DurableMail}. */
public enum MailKind {
    /**
     * Carries {@code link}: set a new password; after a report of misuse {@code accessGiven}, the names of accounts to which the
     * account gave access before, if there are any.
     */
    RESET_LINK,
    /** Carries {@code link}: set the first password; {@code role}; {@code inviter}, empty if there is none. */
    INVITATION,
    /** Carries {@code link}: the sign-in page of the realm, whose address the administrator has forgotten. */
    REALM_REMINDER,
    /** Carries {@code link}: admit a browser to the sign-in, after too many wrong passwords. */
    ADMISSION_LINK,
    /** The password was changed. */
    PASSWORD_CHANGED,
    /** A mobile number was enrolled or changed; carries {@code phone}, masked. */
    PHONE_CHANGED,
    /** Carries {@code link}: confirm the new address, to which it is sent. */
    EMAIL_CONFIRM,
    /** The account has a new address; sent to the previous one; carries {@code email}, masked. */
    EMAIL_CHANGED,
    /** The mobile number will be removed; carries {@code link}: cancel the removal. */
    PHONE_RESET_REQUESTED,
    /**
     * A report disputes the mobile number; carries {@code approvers}, the names of those who decide, or {@code effectiveAt}, when
     * it will be removed if its holder does not object.
     */
    PHONE_DISPUTED,
    /** The mobile number was removed. */
    PHONE_RESET,
    /** All passkeys and the authenticator app will be removed; carries {@code link}: cancel the removal. */
    AUTHENTICATORS_RESET_REQUESTED,
    /** All passkeys and the authenticator app were removed. */
    AUTHENTICATORS_RESET,
    /** A set of recovery codes was created; those of an earlier one no longer work. */
    RECOVERY_CODES_CREATED,
    /** An authenticator app was set up, in the place of an earlier one. */
    TOTP_ADDED,
    /** The authenticator app was removed. */
    TOTP_REMOVED,
    /** A passkey was added; carries {@code about}, its name. */
    PASSKEY_ADDED,
    /** A passkey was removed; carries {@code about}, its name. */
    PASSKEY_REMOVED,
    /** A service token was created; carries {@code about}, its name. */
    SERVICE_TOKEN_CREATED,
    /** A recovery code was used; carries {@code left}. */
    RECOVERY_CODE_USED,
    /** Wrong codes were entered after the right password, which another person may know. */
    PASSWORD_KNOWN,
    /** A sign-in from a browser or network not seen before. */
    NEW_BROWSER,
    /** The second factor was enabled or its method changed; carries {@code method} and {@code by}. */
    MFA_ENABLED,
    /** The second factor was disabled; carries {@code by}, the name of the administrator responsible. */
    MFA_DISABLED,
    /** Carries {@code role}: its administrators must sign in with {@code factor} or a stronger one; {@code by}. */
    MFA_MINIMUM_RAISED,

    /** Alarm: wrong passwords for many accounts. */
    PASSWORD_SPRAY,
    /** Alarm: too many wrong passwords in a row for an account; carries {@code about}, the administrator's name. */
    PASSWORD_GUESSED,
    /** Alarm: half of a day's text messages are used up; carries {@code limit}. */
    SMS_HALF_SPENT,
    /** Alarm: only the share reserved for proven numbers is left; carries {@code limit}. */
    SMS_MOSTLY_SPENT,
    /** Alarm: the day's text messages are used up; carries {@code limit}. */
    SMS_SPENT,
    /** Alarm: codes to sequential unproven numbers; carries {@code about}, one of them, masked. */
    SEQUENTIAL_NUMBERS,
    /** Alarm: few of the codes sent to a country are verified; carries {@code about}, the country. */
    LOW_VERIFIED_SHARE,
    /**
     * Alarm: misuse of an account was reported; carries {@code about}, the administrator's name; what was suspended; {@code
     * accessGiven}, the names of accounts to which the account gave access before, if there are any.
     */
    NOT_ME,
    /** Alarm: an account's credentials were reset by command; carries {@code about}, the administrator's name. */
    BREAK_GLASS;

    /** Returns whether it reports an alarm to the System Administrators. */
    public boolean isAlarm() {
        return compareTo(PASSWORD_SPRAY) >= 0;
    }

    /** Returns whether the recipient is waiting for the mail and cannot continue without it. */
    public boolean isAwaited() {
        return switch (this) {
            case RESET_LINK, INVITATION, REALM_REMINDER, ADMISSION_LINK, EMAIL_CONFIRM -> true;
            default -> false;
        };
    }

    /** Returns the occasion that the recipient can report, or empty for alarms and for mails that only carry a link. */
    public Optional<Occasion> occasion() {
        return switch (this) {
            case PASSWORD_CHANGED -> Optional.of(Occasion.PASSWORD_CHANGED);
            case PHONE_CHANGED -> Optional.of(Occasion.PHONE_CHANGED);
            case EMAIL_CHANGED -> Optional.of(Occasion.EMAIL_CHANGED);
            case RECOVERY_CODES_CREATED -> Optional.of(Occasion.RECOVERY_CODES_CREATED);
            case TOTP_ADDED, PASSKEY_ADDED -> Optional.of(Occasion.AUTHENTICATOR_ADDED);
            case TOTP_REMOVED, PASSKEY_REMOVED -> Optional.of(Occasion.AUTHENTICATOR_REMOVED);
            case SERVICE_TOKEN_CREATED -> Optional.of(Occasion.SERVICE_TOKEN_CREATED);
            case RECOVERY_CODE_USED -> Optional.of(Occasion.RECOVERY_CODE_USED);
            case PASSWORD_KNOWN -> Optional.of(Occasion.PASSWORD_KNOWN);
            case NEW_BROWSER -> Optional.of(Occasion.NEW_BROWSER);
            case PHONE_RESET_REQUESTED, PHONE_RESET -> Optional.of(Occasion.PHONE_RESET);
            case AUTHENTICATORS_RESET_REQUESTED, AUTHENTICATORS_RESET -> Optional.of(Occasion.AUTHENTICATORS_RESET);
            case MFA_ENABLED, MFA_MINIMUM_RAISED -> Optional.of(Occasion.MFA_ENABLED);
            case MFA_DISABLED -> Optional.of(Occasion.MFA_DISABLED);
            case RESET_LINK,
                    PHONE_DISPUTED,
                    EMAIL_CONFIRM,
                    INVITATION,
                    REALM_REMINDER,
                    ADMISSION_LINK,
                    PASSWORD_SPRAY,
                    PASSWORD_GUESSED,
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
