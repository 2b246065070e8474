package io.gatehouse.delivery.message;

import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A one-time code on its way to a person; lives in memory alone.
 *
 * @param proven whether a code sent there was verified before; a mail address counts as proven
 * @param tag three letters by which the person recognises the message
 * @param reportUrl where the person can say that it wasn't them who asked
 * @param realmName display name of the realm
 * @param validFor lifetime of the code
 * @param requester who asked for it
 * @param askedAt when
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
        Instant askedAt)
        implements OutgoingMessage {

    /** Says nothing of the code, so that no log can. */
    @Override
    public String toString() {
        return "CodeMessage[" + tag + "]";
    }
}
