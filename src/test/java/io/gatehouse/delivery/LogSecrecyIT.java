package io.gatehouse.delivery;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log at its lowest level, with every option of an operator enabled. */
@GatehouseTest
@TestProfile(LogSecrecyIT.Everything.class)
class LogSecrecyIT {
    /** Loggers of test tools that run in the same JVM. */
    private static final List<String> TOOLS =
            List.of("org.apache.http", "com.icegreen", "wiremock", "com.github.tomakehurst", "org.eclipse.jetty");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler capture = new Capture();

    @Inject
    TestRealms testRealms;

    /** TRACE for all loggers, and again for those known to log too much. */
    public static class Everything implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.log.min-level", "TRACE",
                    "quarkus.log.level", "TRACE",
                    "quarkus.log.console.level", "INFO",
                    "quarkus.log.category.\"com.twilio.http\".level", "TRACE",
                    "quarkus.log.category.\"io.vertx.ext.mail.impl\".level", "TRACE",
                    "quarkus.log.category.\"org.postgresql\".level", "TRACE",
                    "quarkus.log.category.\"org.postgresql.core.v3\".level", "TRACE");
        }
    }

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(capture);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(capture);
    }

    @Test
    void a_sign_in_by_text_message_leaves_no_secret() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        String number = administrator.phone().orElseThrow().value();
        lines.clear();
        var client = SignInClient.of(realm);
        String id = client.begin(administrator);
        String code = codeIn(TestSms.latestTo(number));
        client.verify(id, code).then().body("state", equalTo("complete"));

        assertSilent(
                code, id, number, number.substring(1), administrator.email().value());
    }

    @Test
    void a_sign_in_by_mail_leaves_no_secret() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        lines.clear();
        var client = SignInClient.of(realm);
        String id = client.begin(administrator);
        String code = mailedCode(administrator);
        client.verify(id, code).then().body("state", equalTo("complete"));

        assertSilent(code, id, administrator.email().value());
    }

    private void assertSilent(String... secrets) {
        assertThat(lines).as("captured log").hasSizeGreaterThan(100);
        for (String secret : Stream.concat(Stream.of(TestRealms.PASSWORD), Stream.of(secrets))
                .toList()) {
            assertThat(lines.stream().filter(line -> line.contains(secret))).isEmpty();
        }
    }

    private final class Capture extends Handler {
        private final Formatter formatter = new PatternFormatter("%s");

        private Capture() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord entry) {
            String logger = String.valueOf(entry.getLoggerName());
            if (TOOLS.stream().noneMatch(logger::startsWith)) {
                var text = new StringWriter();
                text.append(logger).append(' ').append(formatter.format(entry));
                if (entry.getThrown() != null) {
                    entry.getThrown().printStackTrace(new PrintWriter(text, true));
                }
                lines.add(text.toString());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
