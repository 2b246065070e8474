package io.gatehouse.startup;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.RecordedSpans;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Traces of an application that exports them. */
@GatehouseTest
@TestProfile(TracesIT.Traced.class)
class TracesIT {
    @Inject
    TestRealms testRealms;

    @Inject
    RecordedSpans spans;

    /** An endpoint, which turns tracing on, where nothing listens. */
    public static class Traced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.otel.exporter.otlp.endpoint", "http://127.0.0.1:9",
                    "quarkus.log.category.\"io.quarkus.opentelemetry\".level", "OFF",
                    "gatehouse.trusted-proxies", "127.0.0.1");
        }
    }

    @Test
    void a_sign_in_by_mail_is_a_trace_with_statements_commands_hash_and_mail_but_no_secret() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        String address = administrator.email().value();
        var client = SignInClient.of(realm);
        String id = client.begin(administrator);
        String code = codeIn(TestMail.latestTo(address).text());
        String token = client.verify(id, code).then().statusCode(200).extract().path("tokens.accessToken");

        SpanData sent = awaitSpan("send mail");
        List<SpanData> trace = trace(sent);
        assertThat(trace).filteredOn(span -> span.getKind() == SpanKind.SERVER).hasSize(1);
        assertThat(trace)
                .anySatisfy(
                        span -> assertThat(attributes(span)).contains("select").contains("postgresql"));
        assertThat(trace).anySatisfy(span -> assertThat(span.getName()).containsIgnoringCase("evalsha"));
        assertThat(trace).extracting(SpanData::getName).contains("hash password");
        assertThat(attributes(sent)).contains("gatehouse.provider=smtp", "gatehouse.result=accepted");
        assertSilent(id, code, token, address);
    }

    @Test
    void a_sign_in_by_text_message_is_traced_without_the_number() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        String number = administrator.phone().orElseThrow().value();
        String id = SignInClient.of(realm).begin(administrator);
        String code = codeIn(TestSms.latestTo(number));

        assertThat(attributes(awaitSpan("send text message"))).contains("gatehouse.provider=twilio");
        assertSilent(id, code, number.substring(1));
    }

    @Test
    void a_query_and_a_malformed_body_leave_no_trace() {
        String secret = "dYNmlAbwp8fIkMw0676Toc";
        RestAssured.given().get("/realms/x/invitation?token=" + secret);
        RestAssured.given().get("/n/" + secret);
        RestAssured.given()
                .contentType("application/json")
                .header("Cookie", "session=" + secret)
                .body("{\"email\":" + secret)
                .post("/api/v1/realms/x/sign-in");

        await().until(() ->
                spans.all().stream().anyMatch(span -> attributes(span).contains("/realms/x/sign-in")));
        assertSilent(secret);
    }

    @Test
    void the_client_address_is_the_one_that_a_trusted_proxy_forwards_and_no_other() {
        RestAssured.given()
                .header("Forwarded", "for=198.51.100.7")
                .header("X-Forwarded-For", "203.0.113.7:443")
                .get("/realms/x/forwarded");
        RestAssured.given().header("Forwarded", "for=198.51.100.7").get("/realms/x/direct");
        RestAssured.given().header("X-Forwarded-For", "198.51.100.7 or so").get("/realms/x/malformed");

        assertThat(clientAddress("/realms/x/forwarded")).isEqualTo("203.0.113.7");
        assertThat(clientAddress("/realms/x/direct")).isEqualTo("127.0.0.1");
        assertThat(clientAddress("/realms/x/malformed")).isEqualTo("127.0.0.1");
        assertSilent("198.51.100.7");
    }

    @Test
    void scheduled_work_begins_no_trace() {
        testRealms.realm();
        assertThat(spans.all())
                .filteredOn(span -> !span.getParentSpanContext().isValid())
                .allSatisfy(span -> assertThat(span.getKind()).isIn(SpanKind.SERVER, SpanKind.PRODUCER));
    }

    private SpanData awaitSpan(String name) {
        return await("span " + name)
                .until(
                        () -> spans.all().stream()
                                .filter(span -> span.getName().equals(name)
                                        && span.getParentSpanContext().isValid())
                                .reduce((earlier, later) -> later)
                                .filter(span ->
                                        trace(span).stream().anyMatch(other -> other.getKind() == SpanKind.SERVER)),
                        Optional::isPresent)
                .orElseThrow();
    }

    private String clientAddress(String path) {
        return await("request of " + path)
                .until(
                        () -> spans.all().stream()
                                .filter(span -> path.equals(span.getAttributes().get(stringKey("url.path"))))
                                .map(span -> span.getAttributes().get(stringKey("client.address")))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<SpanData> trace(SpanData span) {
        return spans.all().stream()
                .filter(other -> other.getTraceId().equals(span.getTraceId()))
                .toList();
    }

    private static String attributes(SpanData span) {
        return span.getAttributes().toString();
    }

    private void assertSilent(String... secrets) {
        assertThat(spans.all()).isNotEmpty();
        for (String secret : Stream.concat(
                        Stream.of(TestRealms.PASSWORD, "gatehouse:flow", "gatehouse:rate"), Stream.of(secrets))
                .toList()) {
            assertThat(spans.all())
                    .extracting(SpanData::toString)
                    .filteredOn(span -> span.contains(secret))
                    .isEmpty();
        }
    }
}
