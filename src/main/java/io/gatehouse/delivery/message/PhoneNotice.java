package io.gatehouse.delivery.message;

import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.reportlink.Occasion;
import java.util.Locale;

/**
 * Notifies a proven number, by text message, that it no longer belongs to the account.
 *
 * @param occasion {@link Occasion#PHONE_CHANGED} or {@link Occasion#PHONE_RESET}
 * @param destination the previous number
 * @param realmName display name of the realm
 */
public record PhoneNotice(
        RealmId realm,
        AdministratorId administrator,
        Occasion occasion,
        MobileNumber destination,
        String reportUrl,
        String realmName,
        Locale locale,
        Requester requester)
        implements OutgoingMessage {

    @Override
    public CodePurpose purpose() {
        return CodePurpose.PHONE_CHANGE;
    }

    @Override
    public boolean proven() {
        return true;
    }

    @Override
    public String tag() {
        return "";
    }

    /** Omits the link, to keep it out of logs. */
    @Override
    public String toString() {
        return "PhoneNotice[" + occasion + "]";
    }
}
