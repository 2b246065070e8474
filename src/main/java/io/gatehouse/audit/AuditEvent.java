package io.gatehouse.audit;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.Requester;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened, as it is kept.
 *
 * @param actor who did it, if that is known
 * @param subject whose account it concerns, if any
 * @param details words and masked addresses alone; never a secret, a code or a full address
 */
public record AuditEvent(
        AuditEventType type,
        RealmId realm,
        Optional<AdministratorId> actor,
        Optional<AdministratorId> subject,
        Requester requester,
        Map<String, String> details) {

    /** Somebody did something to the own account. */
    public static AuditEvent by(
            AdministratorId self,
            AuditEventType type,
            RealmId realm,
            Requester requester,
            Map<String, String> details) {
        return new AuditEvent(type, realm, Optional.of(self), Optional.of(self), requester, details);
    }

    /** Somebody not known to be the account's owner did something about it. */
    public static AuditEvent about(
            Optional<AdministratorId> subject,
            AuditEventType type,
            RealmId realm,
            Requester requester,
            Map<String, String> details) {
        return new AuditEvent(type, realm, Optional.empty(), subject, requester, details);
    }
}
