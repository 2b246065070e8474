package io.gatehouse.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.dispatch.Deliveries;
import io.gatehouse.delivery.dispatch.Deliveries.DeliveryState;
import io.gatehouse.delivery.dispatch.DeliveryEntity;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.FakeTwilio;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestSms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Twilio's status callbacks: signed, repeated, in any order. */
@GatehouseTest
class TwilioCallbackIT {
    private static final String BASE = "http://localhost:8081/callbacks/twilio/status";

    @Inject
    DeliveryFixture deliveryFixture;

    @Inject
    Deliveries deliveries;

    @Inject
    DeliveryEntity.Repository rows;

    @Inject
    AuditProbe trail;

    private Administrator administrator;
    private DeliveryId id;
    private String url;
    private String sid;

    @BeforeEach
    void deliver() {
        administrator = deliveryFixture.administrator();
        id = deliveryFixture.deliver(
                deliveryFixture.message(administrator, administrator.phone().orElseThrow()));
        url = TestSms.everything().stream()
                .filter(form -> form.get("To")
                        .equals(administrator.phone().orElseThrow().value()))
                .map(form -> form.get("StatusCallback"))
                .findFirst()
                .orElseThrow();
        sid = QuarkusTransaction.requiringNew().call(() -> rows.find(id).orElseThrow().providerMessageId);
    }

    @Test
    void a_delivered_message_stays_delivered_after_late_and_duplicate_reports() {
        for (String status : List.of("queued", "sending", "delivered", "delivered", "sent", "failed")) {
            call(url, form(status, "")).then().statusCode(204);
        }
        assertThat(state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(trail.of(administrator)).isEmpty();
    }

    @Test
    void an_undelivered_message_is_reported_once_with_its_reason() {
        call(url, form("undelivered", "30006")).then().statusCode(204);
        call(url, form("undelivered", "30006")).then().statusCode(204);
        call(url, form("delivered", "")).then().statusCode(204);
        assertThat(deliveries.fate(id).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(deliveries.fate(id).failure()).hasValue(SendFailure.NOT_MOBILE);
        assertThat(trail.of(administrator)).containsExactly("DELIVERY_FAILED");
    }

    @Test
    void a_message_is_also_found_by_its_twilio_id() {
        call(BASE, form("delivered", "")).then().statusCode(204);
        assertThat(state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void ignores_the_failure_of_an_earlier_attempt() {
        Map<String, String> form = form("failed", "30008");
        form.put("MessageSid", "SM00000000000000000000000000000000");
        call(url, form).then().statusCode(204);
        assertThat(state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void ignores_an_unknown_message() {
        Map<String, String> form = form("delivered", "");
        form.put("MessageSid", "SM00000000000000000000000000000000");
        call(BASE, form).then().statusCode(204);
        call(BASE + "?delivery=1", form).then().statusCode(400).body("errors[0].field", equalTo("delivery"));
    }

    @Test
    void forgeries_are_refused() {
        Map<String, String> form = form("delivered", "");
        String right = signature(FakeTwilio.AUTH_TOKEN, url, form);
        send(url, form, "").then().statusCode(403);
        send(url, form, signature("another token", url, form)).then().statusCode(403);
        send(BASE, form, right).then().statusCode(403);
        Map<String, String> altered = form("failed", "30006");
        send(url, altered, right).then().statusCode(403);
        given().formParams(form).post(url).then().statusCode(403);
        assertThat(state()).isEqualTo(DeliveryState.SENT);
    }

    private DeliveryState state() {
        return deliveries.fate(id).state();
    }

    private Map<String, String> form(String status, String error) {
        Map<String, String> form = new HashMap<>(Map.of(
                "AccountSid",
                FakeTwilio.ACCOUNT_SID,
                "MessageSid",
                sid,
                "SmsSid",
                sid,
                "MessageStatus",
                status,
                "SmsStatus",
                status,
                "To",
                administrator.phone().orElseThrow().value(),
                "From",
                FakeTwilio.FROM,
                "ApiVersion",
                "2010-04-01"));
        if (!error.isEmpty()) {
            form.put("ErrorCode", error);
        }
        return form;
    }

    private static Response call(String url, Map<String, String> form) {
        return send(url, form, signature(FakeTwilio.AUTH_TOKEN, url, form));
    }

    private static Response send(String url, Map<String, String> form, String signature) {
        return given().header("X-Twilio-Signature", signature).formParams(form).post(url);
    }

    /** Signs as Twilio documents: HMAC-SHA-1 over the URL and all parameters, sorted, each name before its value. */
    private static String signature(String token, String url, Map<String, String> form) {
        try {
            var signed = new StringBuilder(url);
            new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
