package io.gatehouse.session;

/** The kind of second factor that a session has verified. */
public enum SecondFactor {
    SMS,
    EMAIL,
    RECOVERY_CODE
}
