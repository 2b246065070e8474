package io.gatehouse.kernel.metrics;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.audit.AuditEventType;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.testing.Command;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus reads. */
@GatehouseTest
class MetricsIT {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private static final Pattern SAMPLE = Pattern.compile("([a-z][a-z0-9_]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");
    private static final Pattern SUFFIX = Pattern.compile("_(count|sum|bucket|total|info|created)$");
    private static final Pattern UNIT = Pattern.compile("milliseconds|minutes|_(ms|ns|min|kb|mb)(_|$)");

    @Inject
    TestRealms testRealms;

    @Test
    void has_a_series_for_every_value_of_a_label_before_the_first_event() {
        String metrics = scrape(TEXT);
        assertThat(labels(metrics, "gatehouse_events_total", "type")).isEqualTo(names(AuditEventType.values()));
        assertThat(labels(metrics, "gatehouse_refusals_total", "code")).isEqualTo(names(ProblemCode.values()));
        assertThat(labels(metrics, "gatehouse_alarms_total", "cause"))
                .isEqualTo(names(
                        Stream.of(MailKind.values()).filter(MailKind::isAlarm).toArray(MailKind[]::new)));
        assertThat(labels(metrics, "gatehouse_faults_total", "task")).isEqualTo(names(Fault.values()));
        assertThat(labels(metrics, "gatehouse_delivery_sends_total", "result"))
                .containsAll(names(SendFailure.values()))
                .contains("accepted");
        for (String metric : List.of("delivery_sends_total", "delivery_breaker", "delivery_duration_seconds_count")) {
            assertThat(labels(metrics, "gatehouse_" + metric, "provider"))
                    .contains("smtp", "smtp_fallback", "twilio", "http");
        }
        assertThat(labels(metrics, "gatehouse_messages_waiting", "queue"))
                .containsExactlyInAnyOrder("codes", "mails", "mail_requests", "logouts");
        assertThat(metrics)
                .contains(
                        "gatehouse_build_info{revision=",
                        "gatehouse_hashing_wait_seconds_bucket{le=\"0.005\",}",
                        "gatehouse_hashing_duration_seconds_bucket{le=\"10.0\",}",
                        "agroal_active{",
                        "agroal_awaiting{");
    }

    @Test
    void has_buckets_for_requests() {
        SignInClient.of(testRealms.realm()).start("unknown@example.com", "wrong");
        assertThat(scrape(TEXT))
                .contains("http_server_requests_seconds_bucket{method=\"POST\",outcome=\"CLIENT_ERROR\",status=\"401\","
                        + "uri=\"/api/v1/realms/{realm}/sign-in\",le=\"0.25\",}");
    }

    @Test
    void follows_the_conventions_of_prometheus() {
        String metrics = scrape(TEXT);
        assertThat(families(metrics)).hasSizeGreaterThan(50).allSatisfy((name, type) -> {
            assertThat(metrics).containsPattern("# HELP " + name + " \\S");
            assertThat(name).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*").doesNotContainPattern(UNIT);
            assertThat(name.endsWith("_total")).as(name).isEqualTo(type.equals("counter"));
            if (!type.equals("counter")) {
                assertThat(name).doesNotContainPattern("_(count|sum|bucket)$");
            }
        });
        assertThat(samples(metrics))
                .allSatisfy(line -> assertThat(LABEL.matcher(line).results())
                        .allSatisfy(label -> assertThat(label.group(1)).matches("[a-z][a-z_]*")));
    }

    @Test
    void is_valid_open_metrics() {
        String metrics = scrape(OPEN_METRICS);
        assertThat(metrics).endsWith("\n# EOF\n");
        Map<String, String> families = families(metrics);
        String family = "";
        Set<String> closed = new HashSet<>();
        for (String line : metrics.lines().toList()) {
            if (line.equals("# EOF")) {
                break;
            }
            String name = line.startsWith("#") ? line.split(" ")[2] : family(line, families);
            assertThat(name.equals(family) || closed.add(name))
                    .as("one group of lines for " + name)
                    .isTrue();
            family = name;
            if (!line.startsWith("#") && "counter".equals(families.get(name))) {
                assertThat(line).startsWith(name + "_total");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text",
                "Application/OpenMetrics-Text; charset=utf-8",
                "application/openmetrics-text;q=0.9",
                "application/openmetrics-text;version=1.0.0",
                "application/json,application/openmetrics-text;version=1.0.0;q=0.5",
            })
    void is_open_metrics_for_requests_that_leave_parameters_out(String accepted) {
        given().accept(accepted).get("/q/metrics").then().statusCode(200).contentType(OPEN_METRICS);
    }

    @Test
    void is_accepted_by_promtool() throws IOException, InterruptedException {
        assumeTrue(Command.find("promtool").isPresent(), "promtool is not installed");
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var input = promtool.getOutputStream()) {
            input.write(scrape(TEXT).getBytes(UTF_8));
        }
        assertThat(new String(promtool.getInputStream().readAllBytes(), UTF_8)).isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }

    private static String scrape(String format) {
        return given().accept(format)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .contentType(format)
                .extract()
                .asString();
    }

    /** Returns the type of each family. */
    private static Map<String, String> families(String metrics) {
        Map<String, String> types = new HashMap<>();
        metrics.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" "))
                .forEach(words -> assertThat(types.put(words[2], words[3]))
                        .as("declared once: " + words[2])
                        .isNull());
        return types;
    }

    private static List<String> samples(String metrics) {
        return metrics.lines().filter(line -> !line.startsWith("#")).toList();
    }

    private static String family(String sample, Map<String, String> families) {
        var line = SAMPLE.matcher(sample);
        assertThat(line.matches()).as(sample).isTrue();
        String name = line.group(1);
        String family = families.containsKey(name) ? name : SUFFIX.matcher(name).replaceFirst("");
        assertThat(families).as(sample).containsKey(family);
        return family;
    }

    private static Set<String> labels(String metrics, String name, String label) {
        List<String> values = new ArrayList<>();
        for (String sample : samples(metrics)) {
            if (sample.startsWith(name + "{")) {
                LABEL.matcher(sample)
                        .results()
                        .filter(found -> found.group(1).equals(label))
                        .forEach(found -> values.add(found.group(2)));
            }
        }
        return Set.copyOf(values);
    }

    private static Set<String> names(Enum<?>... values) {
        return Stream.of(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(toSet());
    }
}
