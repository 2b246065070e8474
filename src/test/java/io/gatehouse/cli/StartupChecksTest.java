package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.startup.Finding;
import io.gatehouse.startup.StartupSettings;
import io.gatehouse.testing.TestKeys;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartupChecksTest {
    /** StartupSettings fit for production, except that there is no database. */
    private static final Map<String, String> FIT = Map.ofEntries(
            Map.entry("gatehouse.public-url", "https://id.example.com"),
            Map.entry("gatehouse.secret-key", randomKey()),
            Map.entry("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:1/gatehouse"),
            Map.entry("quarkus.datasource.username", "gatehouse"),
            Map.entry("quarkus.datasource.password", "8fQ2v7Lr"),
            Map.entry("quarkus.redis.hosts", "redis://127.0.0.1:6379"),
            Map.entry("quarkus.mailer.host", "smtp.example.com"),
            Map.entry("quarkus.mailer.start-tls", "REQUIRED"),
            Map.entry("gatehouse.sms.twilio.account-sid", "AC1"),
            Map.entry("gatehouse.sms.twilio.auth-token", "token"),
            Map.entry("gatehouse.sms.twilio.from", "+15005550006"));

    @Test
    void valid_settings_fail_only_for_the_missing_database() {
        StartupChecks readiness = readiness(FIT);
        assertThat(readiness.findings()).extracting(Finding::property).containsExactly("quarkus.datasource.jdbc.url");
        assertThat(readiness.breakdown())
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("quarkus.datasource.jdbc.url leads to no database")
                        .contains("Start PostgreSQL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://id.example.com/", "https://id.example.com:8443", "https://[2001:db8::1]"})
    void accepts_a_public_url_with_a_port_or_a_final_slash(String url) {
        assertThat(readiness(changed("gatehouse.public-url", url)).findings()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "gatehouse.public-url, http://id.example.com, plain HTTP",
        "gatehouse.public-url, id.example.com, no http or https address",
        "gatehouse.public-url, , missing",
        "gatehouse.public-url, https://id.example.com/portal, has a path",
        "gatehouse.public-url, https://id.example.com//, has a path",
        "gatehouse.public-url, https://id.example.com/?a=b, has a path",
        "gatehouse.public-url, https://id.example.com?, has a path",
        "gatehouse.public-url, https://id.example.com#a, has a path",
        "gatehouse.public-url, https://ada@id.example.com, has a path",
        "gatehouse.secret-key, , missing",
        "gatehouse.secret-key, c2hvcnQ=, not 32 bytes",
        "gatehouse.secret-key, Zm9yIGRldmVsb3BtZW50IG9uIHRoaXMgY29tcHV0ZXI=, text or a repetition",
        "gatehouse.secret-key, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, text or a repetition",
        "gatehouse.previous-secret-key, c2hvcnQ=, not 32 bytes",
        "gatehouse.allow-insecure, 'redis-plain,nope', names the unknown nope",
        "gatehouse.nope, 1, is no setting",
        "GATEHOUSE_PUBLICURL, 1, is no setting",
        "gatehouse.trusted-proxies, 'nginx,10.0.0.5', 'names nginx, which is no address'",
        "gatehouse.trusted-proxies, 10.0.0.0/33, which is no address",
        "gatehouse.trusted-proxies, '10.0.0.5,0.0.0.0/0', 'names 0.0.0.0/0, which is every address'",
        "gatehouse.trusted-proxies, ::/0, which is every address",
        "quarkus.http.proxy.proxy-address-forwarding, true, no proxy is named",
        "quarkus.http.proxy.allow-x-forwarded, true, no proxy is named",
        "quarkus.http.proxy.use-proxy-protocol, true, is not supported",
        "quarkus.datasource.jdbc.url, mysql://db, no address of PostgreSQL",
        "quarkus.datasource.jdbc.url, jdbc:postgresql://db.invalid/gatehouse, without TLS",
        "quarkus.datasource.jdbc.url, jdbc:postgresql://db.invalid/gatehouse?sslmode=require, without verifying",
        "quarkus.redis.hosts, , missing",
        "quarkus.redis.hosts, cache.example.com:6379, no address of Redis",
        "quarkus.redis.hosts, redis://cache.example.com, without TLS",
        "quarkus.datasource.password, postgres, everybody tries first",
        "quarkus.datasource.password, gatehouse, everybody tries first",
        "quarkus.mailer.start-tls, OPTIONAL, does not require TLS",
        "quarkus.mailer.start-tls, , does not require TLS",
        "quarkus.mailer.host, , missing",
        "quarkus.mailer.trust-all, true, anybody can pass",
        "quarkus.mailer.trust-all, on, anybody can pass",
        "gatehouse.mail.from, Acme <id@example.com>, is not an e-mail address",
        "gatehouse.sms.twilio.account-sid, , missing",
        "gatehouse.sms.twilio.auth-token, , missing",
        "gatehouse.sms.twilio.from, , missing",
        "gatehouse.sms.twilio.api-url, http://localhost:9091, plain HTTP",
        "gatehouse.sms.provider, sendmail, unknown provider",
        "gatehouse.sms.provider, 'none,twilio', none and a provider",
        "gatehouse.sms.http.url, , missing",
        "gatehouse.sms.http.url, 'https://sms example/', no http or https address",
        "gatehouse.sms.http.success, [, no regular expression",
        "gatehouse.sms.twilio.api-url, '', set to nothing",
        "gatehouse.sms.provider, '', set to nothing",
        "gatehouse.delivery.queue-size, '', set to nothing",
        "gatehouse.delivery.queue-size, abc, is no number",
        "gatehouse.delivery.queue-size, 99999999999, is no number",
        "gatehouse.delivery.queue-size, 1e3, is no number",
        "gatehouse.mail.timeout, 5x, is no duration",
        "gatehouse.mail.timeout, 999999999999999999d, is no duration",
        "gatehouse.mail.timeout, five, is no duration",
        "gatehouse.password-throttle.spray.window, 10 minutes, is no duration",
        "gatehouse.trusted-certificates, /no/such.pem, leads to no certificates",
        "java.io.tmpdir, /no/such/folder, no folder that can be written to",
        "quarkus.otel.exporter.otlp.endpoint, collector:4317, no http or https address",
    })
    void names_the_property_at_fault_and_what_is_wrong(String property, String value, String problem) {
        assertThat(readiness(changed(property, value)).findings())
                .anySatisfy(finding -> {
                    assertThat(finding.property()).isEqualTo(property);
                    assertThat(finding.problem()).contains(problem);
                    assertThat(finding.remedy()).endsWith(".");
                })
                .noneSatisfy(finding -> assertThat(finding.toString()).contains("Zm9yIGRl"));
    }

    @Test
    void a_previous_key_that_is_the_current_one_is_refused() {
        Map<String, String> same = changed("gatehouse.previous-secret-key", FIT.get("gatehouse.secret-key"));
        assertThat(readiness(same).findings())
                .anySatisfy(
                        finding -> assertThat(finding.problem()).isEqualTo("is the same key as gatehouse.secret-key"));
    }

    @ParameterizedTest
    @CsvSource({
        "gatehouse.public-url, http://id.example.com, public-url-plain",
        "quarkus.mailer.start-tls, DISABLED, mail-plain",
        "quarkus.redis.hosts, redis://cache.example.com, redis-plain",
        "gatehouse.sms.twilio.from, , sms-missing",
    })
    void lets_what_is_merely_unsafe_pass_where_that_is_allowed(String property, String value, String hazard) {
        Map<String, String> settings = changed(property, value);
        assertThat(readiness(settings).refusal())
                .hasValueSatisfying(text -> assertThat(text).contains(property, "gatehouse.allow-insecure=" + hazard));

        for (String allowed : List.of("true", hazard, "secret-key-weak, " + hazard)) {
            settings.put("gatehouse.allow-insecure", allowed);
            assertThat(readiness(settings).refusal())
                    .hasValueSatisfying(text ->
                            assertThat(text).contains("leads to no database").doesNotContain(property));
        }
        settings.put("gatehouse.allow-insecure", "secret-key-weak");
        assertThat(readiness(settings).refusal())
                .hasValueSatisfying(text -> assertThat(text).contains(property));
    }

    @Test
    void checks_a_list_that_is_set_one_by_one() {
        Map<String, String> settings = changed("gatehouse.trusted-proxies[0]", "10.0.0.5");
        settings.put("gatehouse.trusted-proxies[1]", "nginx");
        assertThat(readiness(settings).findings())
                .anySatisfy(finding ->
                        assertThat(finding.problem()).isEqualTo("names nginx, which is no address or range"));
    }

    @ParameterizedTest
    @CsvSource({
        "GATEHOUSE_SMS_HTTP_HEADERS_X_KEY, 1",
        "GATEHOUSE_SECRET_KEY_FILE, 1",
        "GATEHOUSE_SERVICE_HOST, 1",
        "GATEHOUSE_PORT_8080_TCP_ADDR, 1",
        "gatehouse.sms.provider[0], twilio",
        "gatehouse.password-throttle.spray.window, 1",
    })
    void accepts_every_form_of_a_settings_name(String name, String value) {
        assertThat(readiness(changed(name, value)).findings()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT5S", "pt5s", "5", "5s", "500ms", "5m", "5H", "1d", "1h30m", "1.5s", "0000000005"})
    void accepts_every_form_of_a_duration(String duration) {
        assertThat(readiness(changed("gatehouse.mail.timeout", duration)).findings())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+20", "2147483647", "0000000020"})
    void accepts_every_form_of_a_number(String number) {
        assertThat(readiness(changed("gatehouse.delivery.queue-size", number)).findings())
                .hasSize(1);
    }

    @Test
    void knows_every_configuration_type() {
        assertThat(new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("io.gatehouse")
                                .stream()
                                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                                .map(JavaClass::getName))
                .containsExactlyInAnyOrderElementsOf(
                        KnownSettings.MAPPINGS.stream().map(Class::getName).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.invalid/gatehouse?sslmode=verify-full",
                "jdbc:postgresql://[::1]:1,127.0.0.1:1/gatehouse",
                "jdbc:postgresql://localhost:1/gatehouse",
            })
    void accepts_a_database_that_is_verified_or_on_this_machine(String url) {
        assertThat(readiness(changed("quarkus.datasource.jdbc.url", url)).findings())
                .extracting(Finding::problem)
                .allMatch(problem -> problem.startsWith("leads to no database"));
    }

    @Test
    void an_installation_without_text_messages_needs_no_provider_of_them() {
        Map<String, String> settings = changed("gatehouse.sms.provider", "none");
        settings.keySet().removeIf(name -> name.startsWith("gatehouse.sms.twilio."));
        assertThat(readiness(settings).findings()).hasSize(1);
    }

    @Test
    void implicit_tls_is_as_good_as_start_tls() {
        Map<String, String> settings = changed("quarkus.mailer.start-tls", null);
        settings.put("quarkus.mailer.tls", "true");
        assertThat(readiness(settings).findings()).hasSize(1);
    }

    @Test
    void a_server_needs_its_ports_and_a_command_does_not() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            Map<String, String> settings = changed("quarkus.http.host", "127.0.0.1");
            settings.put("quarkus.http.port", port);
            settings.put("quarkus.management.enabled", "true");
            settings.put("quarkus.management.host", "127.0.0.1");
            settings.put("quarkus.management.port", port);
            assertThat(ports(settings))
                    .extracting(Finding::property)
                    .containsExactly("quarkus.http.port", "quarkus.management.port");
            assertThat(ports(settings))
                    .allSatisfy(finding -> assertThat(finding.problem()).contains(port + " of 127.0.0.1"));
            assertThat(readiness(settings).findings()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.http.port, http, no port",
        "quarkus.http.port, 65536, no port",
        "quarkus.http.host, id.invalid, unknown here",
        "quarkus.http.host, 192.0.2.1, cannot be listened on"
    })
    void a_port_that_cannot_be_listened_on_is_named(String property, String value, String problem) {
        Map<String, String> settings = changed(property, value);
        settings.putIfAbsent("quarkus.http.port", "0");
        assertThat(ports(settings))
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem()).contains(problem));
    }

    private static List<Finding> ports(Map<String, String> settings) {
        return StartupChecks.ofServer(settings(settings)).findings().stream()
                .filter(finding -> finding.property().matches("quarkus\\.(http|management)\\..*"))
                .toList();
    }

    @Test
    void reports_all_problems_at_once() {
        assertThat(readiness(Map.of()).refusal())
                .hasValueSatisfying(text -> assertThat(text)
                        .contains(List.of(
                                "gatehouse.public-url is missing",
                                "gatehouse.secret-key is missing",
                                "quarkus.datasource.jdbc.url is missing",
                                "quarkus.mailer.host is missing",
                                "gatehouse.sms.twilio.account-sid is missing",
                                "quarkus.redis.hosts is missing",
                                "gatehouse.allow-insecure=mail-missing,mail-plain,sms-missing")));
    }

    private static Map<String, String> changed(String property, String value) {
        Map<String, String> settings = new HashMap<>(FIT);
        settings.remove(property);
        if (property.startsWith("gatehouse.sms.http.")) {
            settings.put("gatehouse.sms.provider", "twilio,http");
            settings.put("gatehouse.sms.http.url", "https://sms.example.com/?to={to}");
            settings.remove(property);
        }
        if (value != null) {
            settings.put(property, value);
        }
        return settings;
    }

    private static StartupChecks readiness(Map<String, String> settings) {
        return StartupChecks.of(settings(settings));
    }

    private static StartupSettings settings(Map<String, String> settings) {
        return new StartupSettings(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build());
    }

    private static String randomKey() {
        return Base64.getEncoder().encodeToString(TestKeys.any().mac(KeyPurpose.CODE));
    }
}
