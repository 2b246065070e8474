package io.gatehouse.delivery.message;

import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import java.util.function.Function;

/** A message that is sent at once or never; lives in memory alone. */
public sealed interface OutgoingMessage permits CodeMessage, PhoneNotice {
    RealmId realm();

    AdministratorId administrator();

    /** What it is about. */
    CodePurpose purpose();

    ContactAddress destination();

    /** Whether a code sent there was verified before; a mail address counts as proven. */
    boolean proven();

    /** Three letters by which the person recognises a code's message; empty without a code. */
    String tag();

    /** Who brought it about. */
    Requester requester();

    /** Handles both cases. */
    default <T> T fold(Function<CodeMessage, T> code, Function<PhoneNotice, T> notice) {
        return this instanceof CodeMessage message ? code.apply(message) : notice.apply((PhoneNotice) this);
    }
}
