package io.gatehouse.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.Requester;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.session.Sessions.NewSession;
import io.gatehouse.session.Sessions.OpenedSession;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that is revoked after a request has read it and before the request writes. */
@GatehouseTest
class RevokedMeanwhileIT {
    @Inject
    TestRealms town;

    @Inject
    Sessions sessions;

    @Inject
    RefreshTokens refreshTokens;

    @Inject
    SessionEntity.Repository rows;

    @Inject
    TestClock clock;

    private Realm realm;
    private Administrator owner;

    @BeforeEach
    void setUp() {
        realm = town.realm();
        owner = town.administrator(realm);
    }

    @Test
    void is_not_used() {
        assertRefused(read -> rows.use(read, clock.instant()));
    }

    @Test
    void does_not_record_a_verified_password() {
        assertRefused(read -> rows.recordVerified(read, clock.instant()));
    }

    @Test
    void does_not_record_a_verified_second_factor() {
        assertRefused(read -> rows.recordVerified(read, SecondFactor.EMAIL, clock.instant()));
    }

    @Test
    void is_found_revoked_by_the_transaction_that_read_it_before() {
        SessionId id = open(SessionKind.BROWSER).session().id();

        QuarkusTransaction.requiringNew().run(() -> {
            assertThat(sessions.findById(id)).isPresent();
            QuarkusTransaction.requiringNew().run(() -> sessions.revoke(owner.id(), id));

            assertThat(sessions.findById(id)).isEmpty();
            assertThat(sessions.stepUp(id, Optional.empty())).isEmpty();
            assertThat(sessions.rotateSecret(id)).isEmpty();
            assertThat(sessions.revoke(owner.id(), id)).isFalse();
        });

        assertThat(find(id).revokedAt).isNotNull();
    }

    @Test
    void is_revoked_for_all_by_the_transaction_that_read_and_used_it() {
        SessionId id = open(SessionKind.BROWSER).session().id();
        clock.advance(Duration.ofMinutes(1));

        QuarkusTransaction.requiringNew().run(() -> {
            assertThat(sessions.findById(id)).isPresent();
            assertThat(sessions.revokeAll(owner.id(), Optional.empty())).isEqualTo(1);
            assertThat(sessions.findById(id)).isEmpty();
        });

        assertThat(find(id).revokedAt).isNotNull();
    }

    @Test
    void does_not_issue_a_successor_of_its_refresh_token() {
        OpenedSession opened = open(SessionKind.API);
        SessionId id = opened.session().id();

        sessions.revoke(owner.id(), id);

        assertThat(refreshTokens.rotate(realm.id(), opened.secret(), requester()))
                .isEmpty();
        assertThat(find(id).revokedAt).isNotNull();
    }

    @Test
    void is_used_at_once_and_keeps_what_it_was_opened_with() {
        Session opened = open(SessionKind.BROWSER).session();
        clock.advance(Duration.ofMinutes(1));
        Instant before = clock.instant();

        Session used = sessions.findById(opened.id()).orElseThrow();

        assertThat(used.lastUsedAt()).isAfterOrEqualTo(before);
        SessionEntity row = find(opened.id());
        assertThat(Duration.between(used.lastUsedAt(), row.lastUsedAt)).isLessThan(Duration.ofMillis(1));
        assertThat(Duration.between(row.lastUsedAt, row.toSession().idleUntil()))
                .isEqualTo(realm.settings().session().idle());
        assertThat(row.secretHash).isNotEmpty();
        assertThat(row.revokedAt).isNull();
    }

    private void assertRefused(Predicate<SessionEntity> change) {
        SessionId id = open(SessionKind.BROWSER).session().id();

        SessionEntity before = find(id);
        QuarkusTransaction.requiringNew().run(() -> {
            SessionEntity read = rows.find(id).orElseThrow();
            QuarkusTransaction.requiringNew().run(() -> rows.revoke(read.id, clock.instant()));
            assertThat(change.test(read)).isFalse();
        });

        SessionEntity after = find(id);
        assertThat(after.revokedAt).isNotNull();
        assertThat(after.isLive(clock.instant())).isFalse();
        assertThat(after).usingRecursiveComparison().ignoringFields("revokedAt").isEqualTo(before);
    }

    private SessionEntity find(SessionId id) {
        return QuarkusTransaction.requiringNew().call(() -> rows.find(id).orElseThrow());
    }

    private OpenedSession open(SessionKind kind) {
        var opening = new NewSession(
                owner,
                realm.settings().session(),
                kind,
                false,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                requester());
        return QuarkusTransaction.requiringNew().call(() -> sessions.open(opening));
    }

    private static Requester requester() {
        return new Requester("192.0.2.1", "test", "request");
    }
}
