package io.gatehouse.realm;

import java.util.Set;

/** By which channels the administrators of a realm may receive their codes. */
public enum MfaMethod {
    SMS(Channel.SMS),
    EMAIL(Channel.EMAIL),
    SMS_OR_EMAIL(Channel.SMS, Channel.EMAIL);

    private final Set<Channel> channels;

    MfaMethod(Channel... channels) {
        this.channels = Set.of(channels);
    }

    /** Whether a code may travel by this channel. */
    public boolean allows(Channel channel) {
        return channels.contains(channel);
    }
}
