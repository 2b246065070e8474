package io.gatehouse.signin;

/** Where a sign-in stands after the password; drawn in {@code docs/sign-in.md}. */
public enum SignInState {
    /** A mobile number is wanted. */
    ENROLL_PHONE,
    /** A channel must be chosen before a code is sent. */
    CHOOSE_CHANNEL,
    /** A code is out and can be entered. */
    CODE_SENT
}
