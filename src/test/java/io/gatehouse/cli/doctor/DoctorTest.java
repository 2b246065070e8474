package io.gatehouse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.gatehouse.delivery.mail.MailNames;
import io.gatehouse.startup.StartupSettings;
import io.gatehouse.testing.ScriptedSmtpServer;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The diagnoses of each dependency, working and broken. */
class DoctorTest {
    private static final String NOBODY_THERE = "127.0.0.1:1";

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final WireMockServer web =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void start() {
        mail.setUser("gatehouse", "right");
        mail.start();
        web.start();
    }

    @AfterEach
    void stop() {
        mail.stop();
        web.stop();
    }

    @Test
    void a_mail_server_accepts_or_rejects_the_credentials() {
        settings.put("quarkus.mailer.host", "127.0.0.1");
        settings.put("quarkus.mailer.port", String.valueOf(mail.getSmtp().getPort()));
        assertThat(passed(new SmtpProbe()).says()).contains("answers");

        settings.put("quarkus.mailer.username", "gatehouse");
        settings.put("quarkus.mailer.password", "right");
        assertThat(passed(new SmtpProbe()).says()).contains("credentials accepted");

        settings.put("quarkus.mailer.password", "wrong");
        assertThat(failed(new SmtpProbe()).says()).contains("refuses the credentials");
    }

    @Test
    void a_mail_server_must_support_the_required_tls() {
        settings.put("quarkus.mailer.host", "127.0.0.1");
        settings.put("quarkus.mailer.port", String.valueOf(mail.getSmtp().getPort()));
        settings.put("quarkus.mailer.start-tls", "REQUIRED");
        assertThat(failed(new SmtpProbe()).says()).contains("offers no STARTTLS");

        settings.put("quarkus.mailer.port", "1");
        assertThat(failed(new SmtpProbe()).says()).contains("does not answer");

        settings.put("quarkus.mailer.port", "smtp");
        assertThat(failed(new SmtpProbe()).says()).contains("is no port");
    }

    @Test
    void a_mail_server_is_spoken_to_as_by_the_mailer() {
        try (var server = new ScriptedSmtpServer()) {
            settings.put("gatehouse.public-url", "https://id.example.com");
            settings.put("quarkus.mailer.host", "127.0.0.1");
            settings.put("quarkus.mailer.port", String.valueOf(server.port()));
            passed(new SmtpProbe());
            await().untilAsserted(() -> assertThat(server.received())
                    .containsExactly("EHLO id.example.com", "MAIL FROM:<gatehouse@id.example.com>", "RSET", "QUIT"));

            server.reply("EHLO", "502 5.5.1 unknown").reply("HELO", "250 mail.example.com");
            settings.put("quarkus.mailer.own-host-name", "gatehouse.example.com");
            settings.put("gatehouse.mail.from", "codes@example.com");
            passed(new SmtpProbe());
            assertThat(server.received())
                    .contains("HELO gatehouse.example.com", "MAIL FROM:<codes@example.com>")
                    .doesNotContain("DATA");

            server.reply("MAIL", "553 5.7.1 not yours");
            assertThat(failed(new SmtpProbe()).says())
                    .contains("refuses the sender codes@example.com: 553 5.7.1 not yours");

            server.reply("MAIL", "250");
            assertThat(failed(new SmtpProbe()).says())
                    .contains("its reply 250 lacks the space and text after the code");
            server.reply("EHLO", "250-mail.example.com\r\n250");
            assertThat(failed(new SmtpProbe()).says())
                    .contains("its reply 250 lacks the space and text after the code");

            settings.put("quarkus.mailer.start-tls", "REQUIRED");
            server.reply("EHLO", "250-mail.example.com\r\n250 starttls");
            assertThat(failed(new SmtpProbe()).says()).contains("offers no STARTTLS");
        }
    }

    @Test
    void the_second_mail_server_is_asked_if_mail_goes_to_it() {
        try (var server = new ScriptedSmtpServer().reply(ScriptedSmtpServer.GREETING, "554 5.7.1 go away")) {
            settings.put("quarkus.mailer.fallback.host", "127.0.0.1");
            settings.put("quarkus.mailer.fallback.port", String.valueOf(server.port()));
            assertThat(new SmtpProbe().examine(read())).isEmpty();
            settings.put("gatehouse.mail.fallback", "true");
            assertThat(failed(new SmtpProbe()).says()).contains("554 5.7.1 go away");
        }
    }

    @Test
    void twilio_knows_the_account_or_does_not() {
        settings.put("gatehouse.sms.twilio.account-sid", "AC1");
        settings.put("gatehouse.sms.twilio.auth-token", "right");
        settings.put("gatehouse.sms.twilio.api-url", web.baseUrl());
        web.stubFor(WireMock.get("/2010-04-01/Accounts/AC1.json").willReturn(WireMock.status(401)));
        web.stubFor(WireMock.get("/2010-04-01/Accounts/AC1.json")
                .withBasicAuth("AC1", "right")
                .willReturn(WireMock.okJson("{}")));
        assertThat(passed(new TwilioProbe()).says()).contains("knows the account");

        settings.put("gatehouse.sms.twilio.auth-token", "wrong");
        assertThat(failed(new TwilioProbe()).says()).contains("refuses the credentials");

        settings.put("gatehouse.sms.twilio.api-url", "http://" + NOBODY_THERE);
        assertThat(failed(new TwilioProbe()).says()).contains("does not answer");
    }

    @Test
    void twilio_is_not_asked_if_it_sends_nothing() {
        settings.put("gatehouse.sms.twilio.account-sid", "AC1");
        settings.put("gatehouse.sms.twilio.auth-token", "right");
        settings.put("gatehouse.sms.twilio.api-url", "http://" + NOBODY_THERE);
        settings.put("gatehouse.sms.provider", "none");
        assertThat(new TwilioProbe().examine(read())).isEmpty();
        assertThat(passed(new NoSmsProbe()).says()).contains("by e-mail alone");

        settings.put("gatehouse.sms.provider", "http");
        assertThat(new TwilioProbe().examine(read())).isEmpty();
        assertThat(new NoSmsProbe().examine(read())).isEmpty();
    }

    @Test
    void the_public_url_reaches_gatehouse_or_another_server() {
        settings.put("gatehouse.public-url", web.baseUrl());
        assertThat(failed(new PublicUrlProbe()).says()).contains("something else");

        web.stubFor(
                WireMock.get(WireMock.anyUrl()).willReturn(WireMock.notFound().withHeader("X-Request-Id", "1")));
        assertThat(passed(new PublicUrlProbe()).says()).contains("Gatehouse answers");

        settings.put("gatehouse.public-url", "http://" + NOBODY_THERE);
        assertThat(failed(new PublicUrlProbe()).says()).contains("does not answer: connection refused");

        settings.put("gatehouse.public-url", "https://id.invalid");
        assertThat(failed(new PublicUrlProbe()).says()).contains("its name is unknown");
    }

    @Test
    void redis_evicts_keys_or_does_not() throws IOException {
        try (ServerSocket server = redis("+OK", "noeviction")) {
            settings.put("quarkus.redis.hosts", "redis://127.0.0.1:" + server.getLocalPort());
            assertThat(passed(new RedisProbe()).says()).contains("noeviction");
        }
        try (ServerSocket server = redis("+OK", "allkeys-lru")) {
            settings.put("quarkus.redis.hosts", "redis://127.0.0.1:" + server.getLocalPort());
            assertThat(failed(new RedisProbe()).remedy()).contains("maxmemory-policy noeviction");
        }
        try (ServerSocket server = redis("-READONLY You can't write against a read only replica.", "noeviction")) {
            settings.put("quarkus.redis.hosts", "redis://127.0.0.1:" + server.getLocalPort());
            assertThat(failed(new RedisProbe()).says()).contains("accepts no writes: READONLY");
        }
        settings.put("quarkus.redis.hosts", "redis://" + NOBODY_THERE);
        assertThat(failed(new RedisProbe()).says()).contains("does not answer");
        for (String wrong : List.of("127.0.0.1:6379", "localhost:6379", "http://localhost", "no address")) {
            settings.put("quarkus.redis.hosts", wrong);
            assertThat(failed(new RedisProbe()).says()).contains("no address of Redis");
        }
        settings.clear();
        assertThat(failed(new RedisProbe()).says()).contains("is missing");
    }

    @Test
    void the_master_that_sentinels_name_is_checked() throws IOException {
        try (ServerSocket master = redis("+OK", "noeviction")) {
            String port = String.valueOf(master.getLocalPort());
            String address = "*2\r\n$9\r\n127.0.0.1\r\n$" + port.length() + "\r\n" + port + "\r\n";
            try (ServerSocket sentinel = responding(address)) {
                settings.put("quarkus.redis.client-type", "sentinel");
                settings.put("quarkus.redis.hosts", "redis://127.0.0.1:" + sentinel.getLocalPort());
                assertThat(passed(new RedisProbe()).says()).contains("accepts writes");
            }
        }
    }

    /** Responds to one client as Redis does: to a write, and then with its memory policy. */
    private static ServerSocket redis(String written, String policy) throws IOException {
        String info = "# Memory\r\nused_memory:1\r\nmaxmemory_policy:" + policy + "\r\n";
        return responding(written + "\r\n", "$" + info.length() + "\r\n" + info + "\r\n");
    }

    /** Gives one client a response to each command. */
    private static ServerSocket responding(String... responses) throws IOException {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        new Thread(() -> {
                    try (Socket client = server.accept()) {
                        for (String response : responses) {
                            if (client.getInputStream().read(new byte[512]) < 0) {
                                return;
                            }
                            client.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .start();
        return server;
    }

    private Diagnosis passed(Probe probe) {
        Diagnosis only = only(probe);
        assertThat(only.well()).as(only.toString()).isTrue();
        return only;
    }

    private Diagnosis failed(Probe probe) {
        Diagnosis only = only(probe);
        assertThat(only.well()).as(only.toString()).isFalse();
        assertThat(only.remedy()).endsWith(".");
        return only;
    }

    private Diagnosis only(Probe probe) {
        List<Diagnosis> diagnoses = probe.examine(read());
        assertThat(diagnoses).hasSize(1);
        return diagnoses.get(0);
    }

    private StartupSettings read() {
        return new StartupSettings(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withSources(new MailNames())
                .build());
    }
}
