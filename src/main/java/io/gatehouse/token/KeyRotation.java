package io.gatehouse.token;

import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.metrics.Fault;
import io.gatehouse.kernel.store.RowFaults;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Replaces aged signing keys; a database lock ensures that only one node does. A realm that fails holds up no other. */
@ApplicationScoped
public class KeyRotation {
    private static final Logger LOG = Logger.getLogger(KeyRotation.class);

    private final Realms realms;
    private final SigningKeys keys;
    private final RowFaults faults;

    KeyRotation(Realms realms, SigningKeys keys, RowFaults faults) {
        this.realms = realms;
        this.keys = keys;
        this.faults = faults;
    }

    @Scheduled(every = "1h", delayed = "10s")
    void rotateAged() {
        for (Realm realm : realms.list()) {
            try {
                rotateAged(realm.id());
            } catch (RuntimeException e) {
                faults.record(Fault.KEY_ROTATION, realm.slug(), e);
            }
        }
    }

    private void rotateAged(RealmId realm) {
        keys.rotateIfAged(realm);
        keys.deleteRetired(realm);
        int moved = keys.reseal(realm);
        if (moved > 0) {
            LOG.infof("keys.moved: %d signing keys of realm %s to the new master key", moved, realm);
        }
    }

    /** Replaces the realm's key: the new one is published at once and signs after the publication time. */
    public void rotate(RealmId realm) {
        keys.rotate(realm);
        LOG.infof("keys.rotated: realm %s", realm);
    }
}
