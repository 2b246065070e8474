package io.gatehouse.realm;

import java.util.Set;

/** The channels by which the administrators of a realm can receive codes. */
public enum MfaMethod {
    SMS(Channel.SMS),
    EMAIL(Channel.EMAIL),
    SMS_OR_EMAIL(Channel.SMS, Channel.EMAIL);

    private final Set<Channel> channels;

    MfaMethod(Channel... channels) {
        this.channels = Set.of(channels);
    }

    /** Returns whether codes may be sent by the channel. */
    public boolean allows(Channel channel) {
        return channels.contains(channel);
    }
}
