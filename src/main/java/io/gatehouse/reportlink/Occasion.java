package io.gatehouse.reportlink;

/** The event that a message with a report link notifies of. */
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

    /** Returns whether the message contains a code, which expires soon, rather than a notice. */
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

    /** Returns whether the event concerns the realm, so that all administrators are notified. */
    public boolean concernsRealm() {
        return this == MFA_ENABLED || this == MFA_DISABLED;
    }

    /**
     * Returns whether it was done from the recipient's own account; if by a colleague, the message must not show the
     * device.
     */
    public boolean isOwnAction() {
        return this != PHONE_RESET && !concernsRealm();
    }
}
