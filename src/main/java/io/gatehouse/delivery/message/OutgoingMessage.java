package io.gatehouse.delivery.message;

import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import java.util.function.Function;

/** A message that is sent at once or not at all; kept only in memory. */
public sealed interface OutgoingMessage permits CodeMessage, PhoneNotice {
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
}
