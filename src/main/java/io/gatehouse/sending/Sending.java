package io.gatehouse.sending;

import io.gatehouse.admin.ContactAddress;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Channel;

/**
 * A code that is to be sent, as far as limits look at it.
 *
 * @param proven whether a code sent there was verified before; a mail address counts as proven
 * @param dailyLimit text messages the realm may send within 24 hours
 */
public record Sending(
        RealmId realm,
        AdministratorId administrator,
        ContactAddress destination,
        boolean proven,
        int dailyLimit,
        Requester requester) {
    boolean bySms() {
        return destination.channel() == Channel.SMS;
    }
}
