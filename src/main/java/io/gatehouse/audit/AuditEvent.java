package io.gatehouse.audit;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import java.util.Map;
import java.util.Optional;

/**
 * An event to record.
 *
 * @param actor who caused it, if known
 * @param subject whose account it concerns, if any
 * @param details constants and masked addresses only; never a secret, a code or a full address
 */
public record AuditEvent(
        AuditEventType type,
        RealmId realm,
        Optional<AdministratorId> actor,
        Optional<AdministratorId> subject,
        Requester requester,
        Map<String, String> details) {

    /** Returns an event of an administrator's own account. */
    public static AuditEvent by(
            AdministratorId self,
            AuditEventType type,
            RealmId realm,
            Requester requester,
            Map<String, String> details) {
        return new AuditEvent(type, realm, Optional.of(self), Optional.of(self), requester, details);
    }

    /** Returns an event about an account, caused by a requester who is not known to be its owner. */
    public static AuditEvent about(
            Optional<AdministratorId> subject,
            AuditEventType type,
            RealmId realm,
            Requester requester,
            Map<String, String> details) {
        return new AuditEvent(type, realm, Optional.empty(), subject, requester, details);
    }
}
