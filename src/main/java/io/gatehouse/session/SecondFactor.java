package io.gatehouse.session;

/** What proved the second factor of a session. */
public enum SecondFactor {
    SMS,
    EMAIL,
    RECOVERY_CODE
}
