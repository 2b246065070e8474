package io.gatehouse.otp;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.caller.Actor;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.Requester;
import io.gatehouse.otp.CodeRequest.CodeBinding;
import io.gatehouse.realm.Realm;
import java.time.Instant;
import java.util.Map;

/** The realm, administrator and requester of a flow, from which its codes, mails and audit events are made. */
public record FlowContext(Realm realm, Administrator administrator, Requester requester) {

    /** Returns the context of a change by that administrator. */
    public static FlowContext of(Actor actor) {
        return new FlowContext(actor.realm(), actor.administrator(), actor.requester());
    }

    /** Returns what a code of that flow is bound to. */
    public CodeBinding binding(String flow, CodePurpose purpose, ContactAddress address) {
        return new CodeBinding(flow, realm.id(), administrator.id(), purpose, address);
    }

    /** Returns whether the address is proven, as every mail address is: it is set by the invitation. */
    public boolean hasProven(ContactAddress address) {
        return !(address instanceof MobileNumber number) || administrator.hasProven(number);
    }

    /** Returns a request for a code with that binding. */
    public CodeRequest codeRequest(CodeBinding binding, boolean waitWaived, Instant now) {
        return new CodeRequest(this, binding, waitWaived, now);
    }

    /** Returns a mail to the administrator. */
    public DurableMail mail(MailKind kind, Map<String, String> details, Instant now) {
        return new DurableMail(
                kind,
                realm.id(),
                administrator.id(),
                administrator.email(),
                realm.settings().displayName(),
                administrator.language(realm.settings()),
                details,
                requester,
                now);
    }

    /** Returns an audit event with the administrator as its actor. */
    public AuditEvent event(AuditEventType type, Map<String, String> details) {
        return AuditEvent.by(administrator.id(), type, realm.id(), requester, details);
    }
}
