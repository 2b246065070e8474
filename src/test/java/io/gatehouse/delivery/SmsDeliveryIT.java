package io.gatehouse.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.dispatch.Deliveries.DeliveryState;
import io.gatehouse.delivery.message.OutgoingMessage.CodeMessage;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.testing.FakeTwilio;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestSms;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text messages as Twilio receives them, and retries when Twilio does not accept them. */
@GatehouseTest
class SmsDeliveryIT {
    @Inject
    DeliveryFixture deliveryFixture;

    private Administrator administrator;
    private CodeMessage message;

    @Test
    void sends_one_bound_to_its_origin() {
        prepare();
        DeliveryId id = deliveryFixture.deliver(message);

        assertThat(id).isNotNull();
        Map<String, String> form = onlyForm();
        assertThat(form)
                .containsOnlyKeys("To", "From", "Body", "ValidityPeriod", "StatusCallback")
                .containsEntry("StatusCallback", "http://localhost:8081/callbacks/twilio/status?delivery=" + id)
                .containsEntry("To", number())
                .containsEntry("From", FakeTwilio.FROM)
                .containsEntry(
                        "Body",
                        "482139 is your Acme code (KTR), valid 5 min. Not you? " + DeliveryFixture.REPORT_URL + "\n"
                                + "@localhost #482139");
        assertThat(Integer.parseInt(form.get("ValidityPeriod"))).isBetween(200, 300);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void retries_with_the_same_code_after_a_failure(int status) {
        prepare();
        troubleOnce(aResponse().withStatus(status).withBody("<html>" + number() + "</html>"));
        deliveryFixture.deliver(message);

        assertThat(forms()).hasSize(2);
        assertThat(forms().get(0).get("Body")).isEqualTo(forms().get(1).get("Body"));
    }

    @Test
    void retries_after_a_lost_connection() {
        prepare();
        troubleOnce(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        deliveryFixture.deliver(message);

        assertThat(forms()).hasSize(2);
    }

    @Test
    void gives_up_after_the_second_attempt() {
        prepare();
        trouble(aResponse().withStatus(503));
        deliveryFixture.awaitState(deliveryFixture.dispatch(message), DeliveryState.FAILED);

        assertThat(forms()).hasSize(2);
    }

    @Test
    void uses_the_next_provider_with_the_same_code_when_the_first_fails() {
        prepare();
        trouble(aResponse().withStatus(503));
        TestSms.twilio()
                .register(post(urlPathEqualTo(FakeTwilio.GATEWAY))
                        .withRequestBody(containing(number()))
                        .willReturn(aResponse().withStatus(200)));
        deliveryFixture.deliver(message);

        assertThat(forms()).hasSize(1);
        TestSms.twilio()
                .verifyThat(
                        1,
                        postRequestedFor(urlPathEqualTo(FakeTwilio.GATEWAY))
                                .withRequestBody(containing(number()))
                                .withRequestBody(containing("482139 is your Acme code (KTR)")));
    }

    @Test
    void uses_the_next_provider_when_the_first_rejects_the_request() {
        prepare();
        trouble(refusal(20003));
        TestSms.twilio()
                .register(post(urlPathEqualTo(FakeTwilio.GATEWAY))
                        .withRequestBody(containing(number()))
                        .willReturn(aResponse().withStatus(200)));
        deliveryFixture.deliver(message);

        assertThat(forms()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {21211, 21408, 21610, 21614, 30003, 30004, 30005, 30006, 30007})
    void does_not_retry_a_permanent_rejection(int code) {
        prepare();
        trouble(refusal(code));
        deliveryFixture.awaitState(deliveryFixture.dispatch(message), DeliveryState.FAILED);

        assertThat(forms()).hasSize(1);
    }

    private void prepare() {
        administrator = deliveryFixture.administrator();
        message = deliveryFixture.message(administrator, administrator.phone().orElseThrow());
    }

    private String number() {
        return message.destination().value();
    }

    private ResponseDefinitionBuilder refusal(int code) {
        return aResponse()
                .withStatus(400)
                .withHeader("Content-Type", "application/json")
                .withBody("{\"code\":%d,\"message\":\"The number %s cannot be reached\",\"status\":400}"
                        .formatted(code, number()));
    }

    private void trouble(ResponseDefinitionBuilder answer) {
        TestSms.twilio()
                .register(post(urlPathMatching(".*/Messages\\.json"))
                        .withRequestBody(containing(number().substring(1)))
                        .willReturn(answer));
    }

    private void troubleOnce(ResponseDefinitionBuilder answer) {
        TestSms.twilio()
                .register(post(urlPathMatching(".*/Messages\\.json"))
                        .withRequestBody(containing(number().substring(1)))
                        .inScenario(number())
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willSetStateTo("over")
                        .willReturn(answer));
    }

    private List<Map<String, String>> forms() {
        return TestSms.everything().stream()
                .filter(form -> number().equals(form.get("To")))
                .toList();
    }

    private Map<String, String> onlyForm() {
        assertThat(forms()).hasSize(1);
        return forms().get(0);
    }
}
