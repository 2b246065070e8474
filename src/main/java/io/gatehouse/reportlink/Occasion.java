package io.gatehouse.reportlink;

/** What a message tells of, that perhaps somebody else has done in its reader's name, or in another's. */
public enum Occasion {
    SIGN_IN_CODE,
    PASSWORD_RESET_CODE,
    STEP_UP_CODE,
    PHONE_CHANGE_CODE,
    CHANNEL_TEST_CODE,
    PASSWORD_CHANGED,
    PHONE_CHANGED,
    PHONE_RESET,
    EMAIL_CHANGED,
    RECOVERY_CODE_USED,
    PASSWORD_KNOWN,
    NEW_BROWSER,
    MFA_ENABLED,
    MFA_DISABLED;

    /** Whether the message carries a code, which is soon of no use, rather than news. */
    boolean isCode() {
        return switch (this) {
            case SIGN_IN_CODE, PASSWORD_RESET_CODE, STEP_UP_CODE, PHONE_CHANGE_CODE, CHANNEL_TEST_CODE -> true;
            case PASSWORD_CHANGED,
                    PHONE_CHANGED,
                    PHONE_RESET,
                    EMAIL_CHANGED,
                    RECOVERY_CODE_USED,
                    PASSWORD_KNOWN,
                    NEW_BROWSER,
                    MFA_ENABLED,
                    MFA_DISABLED -> false;
        };
    }

    /** Whether it was done to the whole realm, so that every administrator is told. */
    public boolean ofRealm() {
        return this == MFA_ENABLED || this == MFA_DISABLED;
    }

    /** Whether it was done with the reader's account; where a colleague did it, their device is nobody's business. */
    public boolean ownDoing() {
        return this != PHONE_RESET && !ofRealm();
    }
}
