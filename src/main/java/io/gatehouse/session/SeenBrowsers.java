package io.gatehouse.session;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.Device;
import io.gatehouse.platform.KeyPurpose;
import io.gatehouse.platform.Requester;
import io.gatehouse.platform.SecretKeys;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;

/** From which browsers, roughly, and networks each account has been signed in to, as keyed digests. */
@ApplicationScoped
public class SeenBrowsers {
    private final Sql sql;
    private final SecretKeys keys;
    private final Clock clock;

    SeenBrowsers(Sql sql, SecretKeys keys, Clock clock) {
        this.sql = sql;
        this.keys = keys;
        this.clock = clock;
    }

    /** Notes a sign-in; whether it is the first from such a browser and network, though not the account's very first. */
    @Transactional(TxType.MANDATORY)
    public boolean isNew(AdministratorId person, Requester requester) {
        boolean added = sql.statement("""
                                insert into seen_browser (administrator_id, mac, seen_at) values (:person, :mac, :now)
                                on conflict do nothing""")
                        .with("person", person.value())
                        .with("mac", mac(person, requester))
                        .with("now", clock.instant())
                        .update()
                == 1;
        return added && count(person) > 1;
    }

    private long count(AdministratorId person) {
        return sql.statement("select count(*) from seen_browser where administrator_id = :person")
                .with("person", person.value())
                .number();
    }

    /** By the rough device: an update of the browser makes it no other. */
    private String mac(AdministratorId person, Requester requester) {
        String device = Device.of(requester.userAgent()).map(Device::toString).orElse("");
        return keys.macBase64Url(KeyPurpose.IDENTIFIER, person.toString(), device, requester.network());
    }
}
