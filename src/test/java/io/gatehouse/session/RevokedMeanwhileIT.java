package io.gatehouse.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.admin.Administrator;
import io.gatehouse.platform.Requester;
import io.gatehouse.platform.SessionId;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Town;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A session that was live when a request read it, and is revoked before that request writes. */
@GatehouseTest
class RevokedMeanwhileIT {
    @Inject
    Town town;

    @Inject
    Sessions sessions;

    @Inject
    SessionEntity.Repository rows;

    @Inject
    Clock clock;

    @Test
    void neither_use_nor_proof_brings_it_back() {
        SessionId id = open();
        Instant now = clock.instant();
        assertThat(rows.use(id, now)).isPresent();

        rows.revoke(id, now);

        assertThat(rows.use(id, now)).isEmpty();
        assertThat(rows.prove(id, now)).isEmpty();
        assertThat(rows.prove(id, SecondFactor.EMAIL, now)).isEmpty();
        assertThat(rows.find(id).orElseThrow().isLive(now)).isFalse();
    }

    private SessionId open() {
        Realm realm = town.realm();
        Administrator person = town.administrator(realm);
        var wish = new NewSession(
                person,
                realm.settings().session(),
                SessionKind.BROWSER,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                new Requester("192.0.2.1", "test", "request"));
        return QuarkusTransaction.requiringNew()
                .call(() -> sessions.open(wish).session().id());
    }
}
