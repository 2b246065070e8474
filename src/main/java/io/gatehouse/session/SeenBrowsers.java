package io.gatehouse.session;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.Device;
import io.gatehouse.platform.KeyPurpose;
import io.gatehouse.platform.Requester;
import io.gatehouse.platform.SecretKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;

/** From which browsers, roughly, and networks each account has been signed in to, as keyed digests. */
@ApplicationScoped
public class SeenBrowsers {
    private final EntityManager database;
    private final SecretKeys keys;
    private final Clock clock;

    SeenBrowsers(EntityManager database, SecretKeys keys, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /** Notes a sign-in; whether it is the first from such a browser and network, though not the account's very first. */
    @Transactional(TxType.MANDATORY)
    public boolean isNew(AdministratorId person, Requester requester) {
        boolean added = database.createNativeQuery("insert into seen_browser (administrator_id, mac, seen_at)"
                                + " values (?1, ?2, ?3) on conflict do nothing")
                        .setParameter(1, person.value())
                        .setParameter(2, mac(person, requester))
                        .setParameter(3, clock.instant())
                        .executeUpdate()
                == 1;
        return added && count(person) > 1;
    }

    private long count(AdministratorId person) {
        return ((Number) database.createNativeQuery("select count(*) from seen_browser where administrator_id = ?1")
                        .setParameter(1, person.value())
                        .getSingleResult())
                .longValue();
    }

    /** By the rough device: an update of the browser makes it no other. */
    private String mac(AdministratorId person, Requester requester) {
        String device = Device.of(requester.userAgent()).map(Device::toString).orElse("");
        return keys.macBase64Url(KeyPurpose.IDENTIFIER, person.toString(), device, requester.network());
    }
}
