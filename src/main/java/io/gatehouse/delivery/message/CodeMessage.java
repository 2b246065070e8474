package io.gatehouse.delivery.message;

import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A message with a one-time code; kept only in memory.
 *
 * @param proven whether a code sent there was verified before; a mail address counts as proven
 * @param tag three letters that identify the message to the administrator
 * @param reportUrl the page to report that the code was not requested by the administrator
 * @param realmName display name of the realm
 * @param validFor lifetime of the code
 * @param requestedAt when the requester requested it
 */
public record CodeMessage(
        RealmId realm,
        AdministratorId administrator,
        CodePurpose purpose,
        ContactAddress destination,
        boolean proven,
        String code,
        String tag,
        String reportUrl,
        String realmName,
        Locale locale,
        Duration validFor,
        Requester requester,
        Instant requestedAt)
        implements OutgoingMessage {

    /** Omits the code, to keep it out of logs. */
    @Override
    public String toString() {
        return "CodeMessage[" + tag + "]";
    }
}
