package io.gatehouse.token;

import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Replaces aged signing keys; a database lock ensures that only one node does. */
@ApplicationScoped
public class KeyRotation {
    private static final Logger LOG = Logger.getLogger(KeyRotation.class);

    private final Realms realms;
    private final SigningKeys keys;

    KeyRotation(Realms realms, SigningKeys keys) {
        this.realms = realms;
        this.keys = keys;
    }

    @Scheduled(every = "1h", delayed = "10s")
    void rotateAged() {
        for (Realm realm : realms.list()) {
            keys.rotateIfAged(realm.id());
            keys.deleteRetired(realm.id());
            int moved = keys.reseal(realm.id());
            if (moved > 0) {
                LOG.infof("keys.moved: %d signing keys of realm %s to the new master key", moved, realm);
            }
        }
    }

    /** Replaces the realm's key: the new one is published at once and signs after the publication time. */
    public void rotate(RealmId realm) {
        keys.rotate(realm);
        LOG.infof("keys.rotated: realm %s", realm);
    }
}
