package io.gatehouse.otp;

import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Channel;
import java.time.Duration;
import java.util.Optional;

/**
 * A code that is to be sent, as far as limits look at it.
 *
 * @param proven whether a code sent there was verified before; a mail address counts as proven
 * @param dailyLimit text messages that the realm may send within 24 hours, if it has set a limit
 * @param lifetime after which a code that was not used will not be
 */
public record SendAttempt(
        RealmId realm,
        AdministratorId administrator,
        ContactAddress destination,
        boolean proven,
        Optional<Integer> dailyLimit,
        Duration lifetime,
        Requester requester) {
    SendAttempt withDailyLimit(int limit) {
        return new SendAttempt(realm, administrator, destination, proven, Optional.of(limit), lifetime, requester);
    }

    boolean bySms() {
        return destination.channel() == Channel.SMS;
    }
}
