package io.gatehouse.audit;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import java.util.Map;
import java.util.Optional;

/**
 * An event to record.
 *
 * @param actor the administrator that caused it, if known
 * @param subject the administrator whose account it concerns, if any
 * @param details constants and masked addresses only; never a secret, a code or a full address
 */
public record AuditEvent(
        AuditEventType type,
        RealmId realm,
        Optional<AdministratorId> actor,
        Optional<AdministratorId> subject,
        Requester requester,
        Map<String, String> details) {

    /** Creates an event that an administrator caused in their own account. */
    public static AuditEvent by(
            AdministratorId self,
            AuditEventType type,
            RealmId realm,
            Requester requester,
            Map<String, String> details) {
        return new AuditEvent(type, realm, Optional.of(self), Optional.of(self), requester, details);
    }

    /** Creates an event about an account whose actor is unknown. */
    public static AuditEvent about(
            Optional<AdministratorId> subject,
            AuditEventType type,
            RealmId realm,
            Requester requester,
            Map<String, String> details) {
        return new AuditEvent(type, realm, Optional.empty(), subject, requester, details);
    }
}
