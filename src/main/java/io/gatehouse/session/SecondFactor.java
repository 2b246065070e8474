package io.gatehouse.session;

import io.gatehouse.realm.Channel;

/** The kind of second factor that a session has verified. */
public enum SecondFactor {
    SMS,
    EMAIL,
    RECOVERY_CODE;

    /** Returns the factor that a code sent by that channel verifies. */
    public static SecondFactor of(Channel channel) {
        return switch (channel) {
            case SMS -> SMS;
            case EMAIL -> EMAIL;
        };
    }
}
