package io.gatehouse.faults;

import static io.gatehouse.faults.Unavailable.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.FailoverStores;
import io.gatehouse.testing.FailoverStores.Cluster;
import io.gatehouse.testing.FailoverStores.RedisPair;
import io.gatehouse.testing.FailoverStores.Sentinels;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.PostgresPair;
import io.gatehouse.testing.RedisProcess;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another server takes a store's place: an instance finds it by itself. */
@GatehouseTest
class StoreFailoverIT {
    private static final Duration WITHIN = Duration.ofSeconds(3);
    private static final Duration REDIS_HEALED = Duration.ofSeconds(10);
    private static final Duration DATABASE_HEALED = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 8;

    @Inject
    TestRealms realms;

    @Inject
    AgroalDataSource tests;

    private Realm realm;
    private Administrator person;

    @BeforeEach
    void somebody() {
        realm = realms.realm();
        person = realms.administrator(realm);
    }

    @Test
    void of_one_address() throws Exception {
        try (var database = new PostgresPair();
                var redis = new RedisPair();
                Connection rows = tests.getConnection();
                Instance instance = FailoverStores.instance(database, redis, rows, realm, person)) {
            SignInClient client = instance.signIn(realm);
            Parallel.times(CONNECTIONS, () -> client.start(person.email().value(), TestRealms.PASSWORD));

            redisWasDemoted(instance, client, redis);
            redisHangs(instance, client, redis);
            databaseBecameReadOnly(instance, client, database);
        }
    }

    private void redisWasDemoted(Instance instance, SignInClient client, RedisPair redis) {
        redis.primary().follow(redis.replica());
        assertUnavailable(start(client), WITHIN);
        assertThat(instance.isUp("well")).isFalse();
        assertThat(instance.isUp("ready")).isTrue();
        assertThat(instance.hasLogged("READONLY You can't write against a read only replica"))
                .isTrue();
        redis.leadTo(redis.replica());
        awaitSignIn(client, REDIS_HEALED);
        assertThat(instance.isUp("well")).isTrue();
        await().atMost(REDIS_HEALED).until(() -> instance.hasLogged("store.available: redis"));
    }

    /** As after a power failure: the connections to the old one stay open. */
    private void redisHangs(Instance instance, SignInClient client, RedisPair redis) {
        redis.replica().freeze();
        try {
            redis.primary().lead();
            redis.leadTo(redis.primary());
            awaitSignIn(client, REDIS_HEALED);
            assertThat(instance.isUp("well")).isTrue();
        } finally {
            redis.replica().resume();
        }
    }

    private void databaseBecameReadOnly(Instance instance, SignInClient client, PostgresPair database) {
        database.demotePrimary();
        await("the configuration to be read").until(() -> start(client).statusCode() == 503);
        assertUnavailable(start(client), WITHIN);
        assertThat(instance.isUp("ready")).isFalse();
        assertThat(instance.isUp("live")).isTrue();
        assertThat(instance.hasLogged("store.unavailable: database (")).isTrue();
        database.promoteReplica();
        database.leadToReplica();
        awaitSignIn(client, DATABASE_HEALED);
        assertThat(instance.isUp("ready")).isTrue();
        assertThat(instance.isUp("well")).isTrue();
        await().atMost(DATABASE_HEALED).until(() -> instance.hasLogged("store.available: database"));
    }

    @Test
    void of_a_master_watched_by_sentinels() {
        try (var redis = new Sentinels();
                Instance instance = redis.instance()) {
            SignInClient client = instance.signIn(realm);
            awaitSignIn(client, REDIS_HEALED);
            redis.master().kill();
            assertUnavailable(start(client), WITHIN);
            awaitSignIn(client, REDIS_HEALED);
        }
    }

    @Test
    void of_a_node_of_a_cluster_that_hangs() {
        try (var redis = new Cluster();
                Instance instance = redis.instance()) {
            SignInClient client = instance.signIn(realm);
            awaitSignIn(client, REDIS_HEALED);
            RedisProcess hung = redis.masters().get(1);
            hung.freeze();
            try {
                await().atMost(REDIS_HEALED).until(() -> instance.isUp("well"));
                // Keys of all nodes.
                for (int i = 0; i < CONNECTIONS; i++) {
                    awaitSignIn(instance.signIn(realms.realm()), REDIS_HEALED, 401);
                }
                assertThat(start(client).statusCode()).isEqualTo(200);
            } finally {
                hung.resume();
            }
        }
    }

    private Response start(SignInClient client) {
        return client.start(person.email().value(), TestRealms.PASSWORD);
    }

    private void awaitSignIn(SignInClient client, Duration within) {
        awaitSignIn(client, within, 200);
    }

    private void awaitSignIn(SignInClient client, Duration within, int status) {
        await().atMost(within).until(() -> start(client).statusCode(), answer -> answer == status);
    }
}
