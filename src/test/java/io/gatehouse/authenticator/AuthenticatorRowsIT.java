package io.gatehouse.authenticator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.kernel.RefusedStatement;
import io.gatehouse.kernel.Requester;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the database decides about authenticators. */
@GatehouseTest
class AuthenticatorRowsIT {
    private static final String FLOW = "flow";

    @Inject
    Totps totps;

    @Inject
    Passkeys passkeys;

    @Inject
    Authenticators authenticators;

    @Inject
    PasskeyEntity.Repository passkeyRows;

    @Inject
    TestRealms town;

    @Inject
    Realms realms;

    @Inject
    PublicUrls urls;

    @Inject
    TestClock clock;

    @Inject
    AgroalDataSource dataSource;

    private Realm realm;
    private Administrator ada;
    private FlowContext context;
    private String flow;

    @BeforeEach
    void setUp() {
        realm = town.realm();
        ada = town.administrator(realm);
        context = new FlowContext(realm, ada, new Requester("127.0.0.1", "", "test"));
        flow = FLOW + ada.id();
    }

    @Test
    void of_parallel_uses_of_one_code_one_wins() {
        TestApp app = app();
        clock.advance(Duration.ofMinutes(2));
        String code = app.code(clock.instant());

        List<Boolean> wins =
                Parallel.times(20, () -> QuarkusTransaction.requiringNew().call(() -> totps.verify(context, code)));

        assertThat(wins).containsOnlyOnce(true);
        assertThat(authenticators.list(ada.id()).get(0).lastUsedAt()).isPresent();
    }

    @Test
    void a_rolled_back_use_leaves_the_code_unused() {
        TestApp app = app();
        clock.advance(Duration.ofMinutes(2));
        String code = app.code(clock.instant());
        QuarkusTransaction.begin();
        assertThat(totps.verify(context, code)).isTrue();
        QuarkusTransaction.rollback();
        assertThat(QuarkusTransaction.requiringNew().call(() -> totps.verify(context, code)))
                .isTrue();
    }

    @Test
    void of_parallel_answers_to_one_challenge_one_is_accepted() {
        TestPasskey passkey = passkey();
        String challenge = QuarkusTransaction.requiringNew()
                .call(() -> passkeys.requestOptions(realm, flow, Optional.of(ada.id()))
                        .challenge());
        String answer = passkey.get(challenge);

        List<Boolean> accepted = Parallel.times(
                20,
                () -> QuarkusTransaction.requiringNew()
                        .call(() -> passkeys.verify(realm, context.requester(), flow, Optional.of(ada.id()), answer)
                                instanceof Passkeys.Result.Accepted));

        assertThat(accepted).containsOnlyOnce(true);
    }

    @Test
    void of_parallel_uses_with_one_count_one_wins() {
        UUID id = added();
        List<Boolean> wins = Parallel.times(
                20, () -> QuarkusTransaction.requiringNew().call(() -> passkeyRows.use(id, 5, false, clock.instant())));
        assertThat(wins).containsOnlyOnce(true);
        assertThat(use(id, 4)).isFalse();
        assertThat(use(id, 0)).isFalse();
        assertThat(use(id, 6)).isTrue();
    }

    @Test
    void an_authenticator_without_a_counter_is_used_again_and_again() {
        UUID id = added();
        assertThat(use(id, 0)).isTrue();
        assertThat(use(id, 0)).isTrue();
    }

    @Test
    void a_credential_id_is_unique_in_its_realm() {
        TestPasskey passkey = passkey();
        PasskeyEntity row = QuarkusTransaction.requiringNew()
                .call(() -> passkeyRows.find(realm.id(), passkey.credentialId).orElseThrow());
        row.id = UUID.randomUUID();
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> passkeyRows.add(row)))
                .satisfies(failure -> assertThat(RefusedStatement.find(failure)).isPresent());
        row.realmId = town.realm().id().value();
        QuarkusTransaction.requiringNew().run(() -> passkeyRows.add(row));
    }

    @Test
    void suspension_concerns_what_is_younger_than_a_week() {
        app();
        passkey();
        assertThat(suspend()).isEqualTo(2);
        assertThat(authenticators.listUsable(ada.id())).isEmpty();
        assertThat(QuarkusTransaction.requiringNew().call(() -> authenticators.lift(ada.id())))
                .isEqualTo(2);
        clock.advance(Duration.ofDays(8));
        assertThat(suspend()).isZero();
        passkey();
        assertThat(suspend()).isEqualTo(1);
        assertThat(QuarkusTransaction.requiringNew().call(() -> authenticators.deleteSuspended(ada.id())))
                .isEqualTo(1);
        assertThat(authenticators.listUsable(ada.id())).hasSize(2);
        assertThat(QuarkusTransaction.requiringNew().call(() -> authenticators.deleteAll(ada.id())))
                .isEqualTo(2);
    }

    @Test
    void deleting_the_realm_deletes_them() {
        app();
        passkey();
        realms.delete(realm.id());
        assertThat(authenticators.list(ada.id())).isEmpty();
    }

    @Test
    void the_database_does_not_contain_the_secret() throws SQLException {
        TestApp app = app();
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(
                        "select encode(sealed_secret, 'escape') from totp where administrator_id = ?")) {
            statement.setObject(1, ada.id().value());
            try (var result = statement.executeQuery()) {
                assertThat(result.next()).isTrue();
                assertThat(result.getString(1)).doesNotContain(app.secret());
            }
        }
    }

    private int suspend() {
        return QuarkusTransaction.requiringNew().call(() -> authenticators.suspendRecent(ada.id()));
    }

    private boolean use(UUID id, long count) {
        return QuarkusTransaction.requiringNew().call(() -> passkeyRows.use(id, count, false, clock.instant()));
    }

    private TestApp app() {
        return QuarkusTransaction.requiringNew().call(() -> {
            TestApp app = new TestApp(totps.enroll(context, flow).secret());
            assertThat(totps.confirm(context, flow, app.code(clock.instant()))).isEmpty();
            return app;
        });
    }

    private UUID added() {
        passkey();
        return authenticators.list(ada.id()).get(0).id();
    }

    private TestPasskey passkey() {
        return QuarkusTransaction.requiringNew().call(() -> {
            PasskeyOptions.Creation options =
                    passkeys.creationOptions(context, flow).orElseThrow();
            TestPasskey passkey = new TestPasskey(urls.origin(), urls.host(), TestPasskey.Algorithm.ES256);
            String created = passkey.create(options.challenge(), options.user().id());
            assertThat(passkeys.register(context, flow, Optional.empty(), created))
                    .isInstanceOf(Passkeys.Result.Accepted.class);
            return passkey;
        });
    }
}
