package io.gatehouse.administrator;

import io.gatehouse.realm.Channel;

/** Where a person can be reached. */
public sealed interface ContactAddress permits EmailAddress, MobileNumber {

    /** The full address, for senders alone. */
    String value();

    /** Enough for its owner to recognise it, too little for anybody else to use it. */
    String hint();

    /** The channel that leads there. */
    Channel channel();
}
