package io.gatehouse.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TwoInstanceCluster;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Mail servers without TLS, or with a certificate that nobody vouches for. */
@GatehouseTest
class MailTlsIT {
    @Inject
    TestRealms town;

    @Test
    void get_no_code_where_tls_is_required() {
        String secondPort = ConfigProvider.getConfig().getValue("quarkus.mailer.fallback.port", String.class);
        Realm realm = town.realm(MfaMethod.EMAIL);
        Administrator person = town.administrator(realm);
        try (Instance instance = TwoInstanceCluster.shared()
                .more(Map.of(
                        "quarkus.mailer.start-tls",
                        "REQUIRED",
                        "gatehouse.mail.fallback",
                        "true",
                        "quarkus.mailer.fallback.host",
                        "localhost",
                        "quarkus.mailer.fallback.port",
                        secondPort,
                        "quarkus.mailer.fallback.tls",
                        "true"))) {
            SignInClient client = instance.signIn(realm);
            String id = client.begin(person);
            await("both to be tried twice")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> client.state(id).path("code.delivery"), "failed"::equals);
        }
        assertThat(TestMail.allTo(person.email().value())).isEmpty();
    }
}
