package io.gatehouse.administrator;

import io.gatehouse.realm.Channel;

/** An address to which messages to an administrator are sent. */
public sealed interface ContactAddress permits EmailAddress, MobileNumber {

    /** Returns the full address, for sending only. */
    String value();

    /** Returns the masked address, which only its owner recognizes. */
    String hint();

    /** Returns the channel that delivers to the address. */
    Channel channel();
}
