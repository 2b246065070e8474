package io.gatehouse.reset;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.ContactAddress;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.code.CodeBinding;
import io.gatehouse.code.CodePolicy;
import io.gatehouse.code.CodeRequest;
import io.gatehouse.delivery.CodePurpose;
import io.gatehouse.delivery.DurableMail;
import io.gatehouse.delivery.MailKind;
import io.gatehouse.platform.RedisFlowStore;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Realm;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** One step towards a new password: realm and account as they are now, the flow as it was left, and who asks. */
record ResetStep(Realm realm, String id, PendingReset pending, Administrator person, Requester requester) {

    ResetStep with(PendingReset changed) {
        return new ResetStep(realm, id, changed, person, requester);
    }

    CodeBinding binding(ContactAddress address) {
        return new CodeBinding(id, realm.id(), person.id(), CodePurpose.PASSWORD_RESET, address);
    }

    CodeRequest codeRequest(ContactAddress address, Instant now) {
        return new CodeRequest(
                binding(address),
                CodePolicy.of(realm.settings().mfa()),
                false,
                RedisFlowStore.LIFETIME,
                realm.settings().displayName(),
                language(),
                requester,
                now);
    }

    DurableMail mail(MailKind kind, Map<String, String> details, Instant now) {
        return new DurableMail(
                kind,
                realm.id(),
                person.id(),
                person.email(),
                realm.settings().displayName(),
                language(),
                details,
                requester,
                now);
    }

    AuditEvent event(AuditEventType type, Map<String, String> details) {
        return AuditEvent.by(person.id(), type, realm.id(), requester, details);
    }

    private Locale language() {
        return Locale.forLanguageTag(person.locale().orElse(realm.settings().locale()));
    }
}
