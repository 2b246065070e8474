package io.gatehouse.signin;

import io.gatehouse.admin.ContactAddress;
import io.gatehouse.realm.Channel;

/** A way a code may take, masked. */
public record Destination(Channel channel, String hint) {
    static Destination of(ContactAddress address) {
        return new Destination(address.channel(), address.hint());
    }
}
