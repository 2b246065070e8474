package io.gatehouse.delivery;

/** What a one-time code is for; a code of one purpose opens nothing of another. */
public enum CodePurpose {
    SIGN_IN,
    PASSWORD_RESET,
    STEP_UP,
    PHONE_CHANGE,
    CHANNEL_TEST
}
