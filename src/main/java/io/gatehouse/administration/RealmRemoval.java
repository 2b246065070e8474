package io.gatehouse.administration;

import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Removes a realm with everything in it; what the audit log says stays. */
@ApplicationScoped
public class RealmRemoval {
    private final Realms realms;
    private final AuditLog audit;

    RealmRemoval(Realms realms, AuditLog audit) {
        this.realms = realms;
        this.audit = audit;
    }

    /**
     * Removes the realm, unless it is the root realm; whether it did.
     *
     * @throws io.gatehouse.platform.NotFoundException if there is none of that name
     */
    @Transactional
    public boolean remove(Actor actor, String slug) {
        Realm realm = realms.get(slug);
        if (realm.root()) {
            return false;
        }
        audit.record(actor.event(AuditEventType.REALM_DELETED, Map.of("realm", slug)));
        realms.delete(realm.id());
        return true;
    }
}
