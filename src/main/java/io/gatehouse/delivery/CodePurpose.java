package io.gatehouse.delivery;

import io.gatehouse.link.Occasion;

/** What a one-time code is for; a code of one purpose opens nothing of another. */
public enum CodePurpose {
    SIGN_IN(Occasion.SIGN_IN_CODE),
    PASSWORD_RESET(Occasion.PASSWORD_RESET_CODE),
    STEP_UP(Occasion.STEP_UP_CODE),
    PHONE_CHANGE(Occasion.PHONE_CHANGE_CODE),
    CHANNEL_TEST(Occasion.CHANNEL_TEST_CODE);

    private final Occasion occasion;

    CodePurpose(Occasion occasion) {
        this.occasion = occasion;
    }

    /** What the message with the code tells of. */
    public Occasion occasion() {
        return occasion;
    }
}
