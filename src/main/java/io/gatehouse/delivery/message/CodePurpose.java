package io.gatehouse.delivery.message;

import io.gatehouse.reportlink.ReportLinks.Occasion;

/** The purpose of a one-time code; a code is accepted for its own purpose only. */
public enum CodePurpose {
    SIGN_IN(Occasion.SIGN_IN_CODE),
    /** To prove the mailbox in a sign-in, before it enrols a mobile number. */
    ENROLLMENT(Occasion.SIGN_IN_CODE),
    PASSWORD_RESET(Occasion.PASSWORD_RESET_CODE),
    STEP_UP(Occasion.STEP_UP_CODE),
    PHONE_CHANGE(Occasion.PHONE_CHANGE_CODE),
    CHANNEL_TEST(Occasion.CHANNEL_TEST_CODE);

    private final Occasion occasion;

    CodePurpose(Occasion occasion) {
        this.occasion = occasion;
    }

    /** Returns whether the flow begins with the password, so that wrong codes mean that another person may know it. */
    public boolean followsPassword() {
        return this == SIGN_IN || this == ENROLLMENT || this == STEP_UP;
    }

    /** Returns the occasion that the message with the code reports. */
    public Occasion occasion() {
        return occasion;
    }
}
