package io.gatehouse.administration.accounts;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.servicetoken.ServiceTokens;
import io.gatehouse.session.AccessRevocation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** Revokes the access that a change to an account invalidates, and records the change in the audit log. */
@ApplicationScoped
class AccountChangeHandler {
    private final AccessRevocation revocation;
    private final ServiceTokens serviceTokens;
    private final AuditLog audit;

    AccountChangeHandler(AccessRevocation revocation, ServiceTokens serviceTokens, AuditLog audit) {
        this.revocation = revocation;
        this.serviceTokens = serviceTokens;
        this.audit = audit;
    }

    void changed(Actor actor, Administrator before, Administrator after) {
        boolean otherRole = before.role() != after.role();
        if (otherRole || before.disabled() != after.disabled()) {
            revocation.revokeSessions(after.id());
        }
        if (otherRole || after.disabled()) {
            serviceTokens.revokeCreatedBy(after.id());
        }
        if (after.disabled() && !before.disabled()) {
            revocation.revokeAll(after.id());
            audit.record(actor.event(AuditEventType.ADMINISTRATOR_DISABLED, after.id(), Map.of()));
        }
        if (before.disabled() && !after.disabled()) {
            audit.record(actor.event(AuditEventType.ADMINISTRATOR_ENABLED, after.id(), Map.of()));
        }
        Map<String, String> differences = new HashMap<>();
        if (otherRole) {
            differences.put("role", before.role() + " → " + after.role());
        }
        if (!before.displayName().equals(after.displayName())) {
            differences.put("displayName", "changed");
        }
        if (!differences.isEmpty()) {
            audit.record(actor.event(AuditEventType.ADMINISTRATOR_CHANGED, after.id(), differences));
        }
    }

    /** Deletes the account's rows; the audit log keeps the masked address. */
    void deleted(Actor actor, Administrator administrator) {
        serviceTokens.revokeCreatedBy(administrator.id());
        audit.record(actor.event(
                AuditEventType.ADMINISTRATOR_DELETED,
                administrator.id(),
                Map.of(
                        "email",
                        administrator.email().hint(),
                        "role",
                        administrator.role().name())));
    }
}
