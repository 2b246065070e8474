package io.gatehouse.testing;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.gatehouse.dev.EmbeddedServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import javax.net.ServerSocketFactory;

/** The world around the application under test: its stores, a mail server and Twilio. */
public final class GatehouseTestResource implements QuarkusTestResourceLifecycleManager {

    private static final String HOST = "127.0.0.1";

    private GreenMail mail;
    private RejectingSmtpProxy gate;
    private RejectingSmtpProxy secondGate;
    private WireMockServer twilio;

    @Override
    public Map<String, String> start() {
        EmbeddedServers.startMissing(GatehouseTestResource::isConfigured);
        mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP), new ServerSetup(0, HOST, ServerSetup.PROTOCOL_POP3)
        });
        mail.getUserManager().setMessageDeliveryHandler((message, to) -> mailbox(to.getEmail()));
        mail.start();
        var certificate = new SelfSignedCertificate(folder());
        gate = RejectingSmtpProxy.before(
                mail.getSmtp().getPort(), RejectingSmtpProxy.FIRST, ServerSocketFactory.getDefault());
        secondGate = RejectingSmtpProxy.before(
                mail.getSmtp().getPort(),
                RejectingSmtpProxy.SECOND,
                certificate.shown().getServerSocketFactory());
        twilio = FakeTwilio.start(HOST);
        // Tests are loaded by other class loaders than this resource: they find the servers by port.
        TestMail.usePort(mail.getPop3().getPort());
        TestSms.usePort(twilio.port());
        return Map.ofEntries(
                // All tests come from one address.
                Map.entry("gatehouse.send-limits.unused-per-address-and-hour", "1000000"),
                Map.entry("gatehouse.password-throttle.per-address-and-minute", "1000000"),
                // What one test does to a provider is no matter for the others.
                Map.entry("gatehouse.breaker.window", "1000"),
                Map.entry("quarkus.mailer.host", HOST),
                Map.entry("quarkus.mailer.port", String.valueOf(gate.port())),
                Map.entry("quarkus.mailer.start-tls", "DISABLED"),
                Map.entry("quarkus.mailer.tls", "false"),
                Map.entry("gatehouse.sms.twilio.account-sid", FakeTwilio.ACCOUNT_SID),
                Map.entry("gatehouse.sms.twilio.auth-token", FakeTwilio.AUTH_TOKEN),
                Map.entry("gatehouse.sms.twilio.from", FakeTwilio.FROM),
                Map.entry("gatehouse.sms.twilio.api-url", twilio.baseUrl()),
                Map.entry("gatehouse.mail.fallback", "true"),
                Map.entry("quarkus.mailer.fallback.host", "localhost"),
                Map.entry("quarkus.mailer.fallback.port", String.valueOf(secondGate.port())),
                Map.entry("quarkus.mailer.fallback.tls", "true"),
                Map.entry("quarkus.mailer.fallback.tls-configuration-name", "mail"),
                Map.entry(
                        "quarkus.tls.mail.trust-store.pem.certs",
                        certificate.certificate().toString()),
                Map.entry("gatehouse.sms.provider", "twilio,http"),
                Map.entry("gatehouse.sms.http.url", twilio.baseUrl() + FakeTwilio.GATEWAY),
                Map.entry("gatehouse.sms.http.body", "{\"to\":\"{to}\",\"text\":\"{text}\"}"),
                Map.entry("gatehouse.secret-key", "dGVzdHMgYWxvbmUga25vdyB0aGlzIG1hc3RlciBrZXk="),
                Map.entry("gatehouse.public-url", "http://localhost:8081"));
    }

    @Override
    public void stop() {
        if (gate != null) {
            gate.close();
        }
        if (secondGate != null) {
            secondGate.close();
        }
        if (mail != null) {
            mail.stop();
        }
        if (twilio != null) {
            twilio.stop();
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("smtp");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the mailbox of that address. Created here alone, one at a time: of two for one address, one would not get its mail. */
    private synchronized GreenMailUser mailbox(String address) throws UserException {
        GreenMailUser known = mail.getUserManager().getUserByEmail(address);
        return known == null ? mail.getUserManager().createUser(address, address, address) : known;
    }

    // Not by Quarkus' configuration, which cannot be loaded here yet.
    private static boolean isConfigured(String property) {
        String variable = property.replace('.', '_').toUpperCase(Locale.ROOT);
        return System.getProperty(property) != null || System.getenv(variable) != null;
    }
}
