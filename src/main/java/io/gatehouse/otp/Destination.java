package io.gatehouse.otp;

import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.realm.Channel;

/** A way a code may take, masked. */
public record Destination(Channel channel, String hint) {
    /** The address, masked. */
    public static Destination of(ContactAddress address) {
        return new Destination(address.channel(), address.hint());
    }
}
