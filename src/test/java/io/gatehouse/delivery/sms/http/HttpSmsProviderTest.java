package io.gatehouse.delivery.sms.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.delivery.sms.SmsMessage;
import io.gatehouse.testing.TestKeys;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several kinds of gateways, over HTTP. */
class HttpSmsProviderTest {
    private static final String TEXT = "482139 is your \"Acme & Söhne\" code\n{to}";
    private static final SmsMessage MESSAGE =
            new SmsMessage("1", new MobileNumber("+4915112345678"), TEXT, Duration.ofMinutes(5));

    private final WireMockServer gateway = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void start() {
        gateway.start();
        set("url", gateway.baseUrl() + "/messages");
        answer(aResponse().withStatus(200).withBody("{\"status\":\"ok\"}"));
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    @Test
    void sends_json() {
        set("body", "{\"recipient\":\"{to}\",\"content\":\"{text}\"}");
        set("headers.Authorization", "Bearer abc");
        assertThat(send()).isInstanceOf(SendResult.Accepted.class);
        gateway.verify(
                postRequestedFor(urlEqualTo("/messages"))
                        .withHeader("Authorization", equalTo("Bearer abc"))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"recipient\":\"+4915112345678\",\"content\":\"482139 is your \\\"Acme & Söhne\\\" code\\n{to}\"}")));
    }

    @Test
    void sends_a_form() {
        set("content-type", "application/x-www-form-urlencoded");
        set("body", "to={to}&text={text}");
        assertThat(send()).isInstanceOf(SendResult.Accepted.class);
        gateway.verify(postRequestedFor(urlEqualTo("/messages"))
                .withFormParam("to", equalTo("+4915112345678"))
                .withFormParam("text", equalTo(TEXT)));
    }

    @Test
    void sends_all_in_the_address() {
        set("method", "GET");
        set("url", gateway.baseUrl() + "/send?to={to}&text={text}");
        assertThat(send()).isInstanceOf(SendResult.Accepted.class);
        gateway.verify(getRequestedFor(urlPathEqualTo("/send"))
                .withQueryParam("to", equalTo("+4915112345678"))
                .withQueryParam("text", equalTo(TEXT)));
    }

    @Test
    void accepts_a_response_that_matches_success() {
        set("success", "\"status\":\\s*\"ok\"");
        assertThat(send()).isInstanceOf(SendResult.Accepted.class);
        answer(aResponse().withStatus(200).withBody("{\"status\":\"no credit\"}"));
        assertThat(send()).isEqualTo(SendFailure.PROVIDER.because("http_refused"));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void reports_these_as_temporary_failures(int status) {
        answer(aResponse().withStatus(status));
        assertThat(send()).isEqualTo(SendFailure.TROUBLE.because("http_" + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 404})
    void reports_these_as_a_rejection_by_the_provider(int status) {
        answer(aResponse().withStatus(status));
        assertThat(send()).isEqualTo(SendFailure.PROVIDER.because("http_" + status));
    }

    @Test
    void times_out_without_a_response() {
        set("timeout", "PT0.2S");
        answer(aResponse().withFixedDelay(2000));
        assertThat(send()).isEqualTo(SendFailure.TROUBLE.because("timeout"));
    }

    @Test
    void survives_a_lost_connection() {
        answer(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertThat(send()).isEqualTo(SendFailure.TROUBLE.because("connection_lost"));
    }

    private void set(String name, String value) {
        settings.put("gatehouse.sms.http." + name, value);
    }

    private void answer(ResponseDefinitionBuilder answer) {
        gateway.stubFor(any(anyUrl()).willReturn(answer));
    }

    private SendResult send() {
        return new HttpSmsProvider(
                        new SmallRyeConfigBuilder()
                                .addDefaultInterceptors()
                                .withSources(new PropertiesConfigSource(settings, "test", 100))
                                .withMapping(HttpSmsConfig.class)
                                .build()
                                .getConfigMapping(HttpSmsConfig.class),
                        TestKeys.config())
                .send(MESSAGE);
    }
}
