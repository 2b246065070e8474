package io.gatehouse.delivery.message;

import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;

/** A message that is sent at once or not at all; kept only in memory. */
public sealed interface OutgoingMessage {
    RealmId realm();

    AdministratorId administrator();

    /** Returns the purpose that its delivery is recorded under. */
    CodePurpose purpose();

    ContactAddress destination();

    /** Returns whether a code sent there was verified before; a mail address counts as proven. */
    boolean proven();

    /** Returns three letters that identify a code's message to the administrator; empty without a code. */
    String tag();

    /** Returns the requester who caused the message. */
    Requester requester();

    /** Returns the result of the function for this message's type. */
    default <T> T fold(Function<CodeMessage, T> code, Function<PhoneNotice, T> notice) {
        return this instanceof CodeMessage message ? code.apply(message) : notice.apply((PhoneNotice) this);
    }

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
    record CodeMessage(
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

    /**
     * Notifies a proven number, by text message, that it no longer belongs to the account, or that other factors are about to be removed.
     *
     * @param occasion {@link Occasion#PHONE_CHANGED}, {@link Occasion#PHONE_RESET_ANNOUNCED} or {@link Occasion#AUTHENTICATORS_RESET}
     * @param destination the previous number
     * @param realmName display name of the realm
     */
    record PhoneNotice(
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

    /** The id of one message. */
    record DeliveryId(UUID value) {
        @Override
        public String toString() {
            return value.toString();
        }
    }
}
