package io.gatehouse.realm;

import java.util.Set;

/** The channels by which this installation sends codes, as configured. */
public interface AvailableChannels {
    /** Returns the channels; e-mail is always among them. */
    Set<Channel> channels();
}
