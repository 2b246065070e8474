package io.gatehouse.administration.command;

import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.kernel.Requester;
import io.gatehouse.realm.Realm;
import io.gatehouse.token.KeyRotation;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** Rotates signing keys ahead of schedule. */
@ApplicationScoped
@Unremovable
public class KeyCommands {
    private final KeyRotation rotation;
    private final AuditLog audit;

    KeyCommands(KeyRotation rotation, AuditLog audit) {
        this.rotation = rotation;
        this.audit = audit;
    }

    /** Publishes the realm's next key, which signs once all caches of the key set have expired. */
    @Transactional
    public void rotate(Realm realm) {
        rotation.rotate(realm.id());
        audit.record(AuditEvent.about(
                Optional.empty(), AuditEventType.KEYS_ROTATED, realm.id(), Requester.COMMAND, Map.of()));
    }
}
