package io.gatehouse.faults;

import static io.gatehouse.testing.SignInClient.mailedCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.CommandRun;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TlsStores;
import io.gatehouse.testing.TlsStores.TlsPostgres;
import io.gatehouse.testing.TlsStores.TlsRedis;
import io.gatehouse.testing.TwoInstanceCluster;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Redis and PostgreSQL are reached over TLS by the name in a trusted certificate, by the server as by the doctor. */
@GatehouseTest
class StoreTlsIT {
    private static final Duration START = Duration.ofSeconds(60);

    @Inject
    TestRealms testRealms;

    @Test
    void redis_must_show_a_trusted_certificate_of_its_name() {
        try (TlsRedis redis = new TlsRedis()) {
            Map<String, String> right = redis.settings("localhost", redis.certificate());
            try (Instance instance = TwoInstanceCluster.shared().more(right)) {
                signIn(instance);
            }
            assertThat(doctor(right, "Redis").getBoolean("well")).isTrue();

            assertUnreachable(redis.settings("127.0.0.1", redis.certificate()));
            assertUnreachable(redis.settings("localhost", TlsStores.otherCertificate()));
        }
    }

    private static void assertUnreachable(Map<String, String> settings) {
        try (Instance instance = TwoInstanceCluster.shared().cold(settings)) {
            await("the start").atMost(START).until(() -> instance.isUp("live"));
            await().until(() -> instance.hasLogged("store.unavailable: redis"));
            assertThat(instance.isUp("ready")).isFalse();
        }
        assertThat(doctor(settings, "Redis").getString("says")).contains("does not answer");
    }

    @Test
    void postgresql_must_show_a_trusted_certificate_of_its_name() throws IOException, SQLException {
        try (TlsPostgres database = new TlsPostgres()) {
            Map<String, String> right = database.settings("localhost", database.certificate());
            try (Instance instance = TwoInstanceCluster.shared().more(right)) {
                assertThat(instance.isUp("ready")).isTrue();
                assertThat(database.connections(true)).isPositive();
                assertThat(database.connections(false)).isZero();
            }
            assertThat(doctor(right, "database").getBoolean("well")).isTrue();

            assertRefused(database.settings("127.0.0.1", database.certificate()));
            assertRefused(database.settings("localhost", TlsStores.otherCertificate()));
            assertRefused(database.settings("localhost", Path.of("/no/such.pem")));
        }
    }

    private static void assertRefused(Map<String, String> settings) {
        JsonPath printed = doctor(settings, "settings");
        assertThat(printed.getString("says")).contains("leads to no database");
        assertThat(printed.getString("remedy")).contains("sslrootcert");
    }

    private static JsonPath doctor(Map<String, String> settings, String part) {
        Map<String, String> environment = settings.entrySet().stream()
                .collect(Collectors.toMap(
                        setting -> setting.getKey().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                        Map.Entry::getValue));
        String found = "diagnoses.find { it.part == '%s' && (it.part != 'settings' || it.says.contains('jdbc.url')) }";
        return JsonPath.from(CommandRun.where(environment, "doctor", "--json").out())
                .setRootPath(found.formatted(part));
    }

    private void signIn(Instance instance) {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator person = testRealms.administrator(realm);
        SignInClient client = instance.signIn(realm);
        String id = client.begin(person);
        String code = mailedCode(person);
        client.verify(id, code).then().statusCode(200);
    }
}
