package io.gatehouse.administration.realm;

import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Deletes a realm with everything in it, except its audit events. */
@ApplicationScoped
public class RealmDeletion {
    private final Actors actors;
    private final Realms realms;
    private final AuditLog audit;

    RealmDeletion(Actors actors, Realms realms, AuditLog audit) {
        this.actors = actors;
        this.realms = realms;
        this.audit = audit;
    }

    /**
     * Deletes the realm, unless it is the root realm; returns whether it was deleted.
     *
     * @throws io.gatehouse.kernel.NotFoundException if there is none of that name
     */
    @Transactional
    public boolean delete(Caller caller, String slug) {
        Actor actor = actors.confirm(caller, Permission.REALMS);
        Realm realm = realms.get(slug);
        if (realm.root()) {
            return false;
        }
        audit.record(actor.event(AuditEventType.REALM_DELETED, Map.of("realm", slug)));
        realms.delete(realm.id());
        return true;
    }
}
