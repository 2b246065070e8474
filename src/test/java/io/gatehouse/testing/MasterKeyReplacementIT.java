package io.gatehouse.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.kernel.crypto.MasterKey;
import io.gatehouse.kernel.crypto.Randomness;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The shipped artifact replaces its master key step by step, and refuses the step that would leave rows unreadable. */
@GatehouseTest
class MasterKeyReplacementIT {
    private static final String DATABASE = "master_key_replacement";
    private static final String OLD_KEY = MasterKey.generate(new Randomness());
    private static final String NEW_KEY = MasterKey.generate(new Randomness());

    @Inject
    Database tests;

    @Test
    void refuses_a_start_without_the_old_key_as_long_as_rows_are_encrypted_with_it() {
        tests.execute("create database " + DATABASE);
        InstanceSettings old = settings(OLD_KEY);
        bootstrap(old);
        createSigningKey(old);

        CommandRun tooEarly = CommandRun.with(settings(NEW_KEY).environment());
        assertThat(tooEarly.exitCode()).isNotZero();
        assertThat(tooEarly.err()).contains("is not the master key that this database is encrypted with");

        Map<String, String> both = settings(NEW_KEY)
                .with(Map.of("gatehouse.previous-secret-key", OLD_KEY))
                .environment();
        Instance.start(both).awaitReady().close();
        CommandRun stillNeeded = CommandRun.with(settings(NEW_KEY).environment());
        assertThat(stillNeeded.exitCode()).isNotZero();
        assertThat(stillNeeded.out() + stillNeeded.err())
                .contains("gatehouse.previous-secret-key is missing or another one than still encrypts: 2 signing keys")
                .doesNotContain("\tat ");

        Map<String, String> moving = settings(NEW_KEY)
                .with(Map.of("gatehouse.previous-secret-key", OLD_KEY, "quarkus.scheduler.enabled", "true"))
                .environment();
        try (Instance instance = Instance.start(moving).awaitReady()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> instance.hasLogged("keys.moved: 2"));
        }
        Instance.start(settings(NEW_KEY).environment()).awaitReady().close();

        CommandRun replaced = CommandRun.with(settings(OLD_KEY).environment());
        assertThat(replaced.exitCode()).isNotZero();
    }

    private static void bootstrap(InstanceSettings settings) {
        CommandRun bootstrap = CommandRun.with(
                settings.environment(), "bootstrap", "--realm", "acme", "--email", "first@example.com", "--json");
        assertThat(bootstrap.exitCode()).as(bootstrap.err()).isZero();
    }

    private static void createSigningKey(InstanceSettings settings) {
        try (Instance instance = Instance.start(settings.environment()).awaitReady()) {
            given().get(instance.url("/realms/acme/.well-known/jwks.json"))
                    .then()
                    .statusCode(200);
        }
    }

    private static InstanceSettings settings(String key) {
        String url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
        return new InstanceSettings()
                .with(Map.of(
                        "quarkus.datasource.jdbc.url",
                        url.replaceFirst("/[^/]*$", "/" + DATABASE),
                        "gatehouse.public-url",
                        "https://gatehouse.example",
                        "gatehouse.secret-key",
                        key));
    }
}
