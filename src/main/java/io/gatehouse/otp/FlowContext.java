package io.gatehouse.otp;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.Requester;
import io.gatehouse.otp.CodeRequest.CodeBinding;
import io.gatehouse.realm.Realm;
import java.time.Instant;
import java.util.Map;

/** Whom a flow is about and who asks, and what is sent and kept of it. */
public record FlowContext(Realm realm, Administrator person, Requester requester) {

    /** What a code of that flow is bound to. */
    public CodeBinding binding(String flow, CodePurpose purpose, ContactAddress address) {
        return new CodeBinding(flow, realm.id(), person.id(), purpose, address);
    }

    /** A wish for a code by the realm's policy. */
    public CodeRequest codeRequest(CodeBinding binding, boolean waitWaived, Instant now) {
        return new CodeRequest(this, binding, waitWaived, now);
    }

    /** A mail to the person. */
    public DurableMail mail(MailKind kind, Map<String, String> details, Instant now) {
        return new DurableMail(
                kind,
                realm.id(),
                person.id(),
                person.email(),
                realm.settings().displayName(),
                person.language(realm.settings()),
                details,
                requester,
                now);
    }

    /** Something the person did, by all that was proven so far. */
    public AuditEvent event(AuditEventType type, Map<String, String> details) {
        return AuditEvent.by(person.id(), type, realm.id(), requester, details);
    }
}
