package io.gatehouse.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Twilio's Messages resource over its real wire; it queues whatever it is asked to send. */
public final class FakeTwilio implements ResponseDefinitionTransformerV2 {

    public static final String ACCOUNT_SID = "AC00000000000000000000000000000001";
    public static final String AUTH_TOKEN = "0123456789abcdef0123456789abcdef";
    public static final String FROM = "+15005550006";

    /** Where the other gateway is, on the same server. */
    public static final String GATEWAY = "/gateway";

    static final String MESSAGES = "/2010-04-01/Accounts/[^/]+/Messages\\.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    static WireMockServer start(String host) {
        WireMockServer server = new WireMockServer(
                WireMockConfiguration.options().bindAddress(host).dynamicPort().extensions(new FakeTwilio()));
        server.start();
        server.stubFor(post(urlPathMatching(MESSAGES))
                .willReturn(aResponse().withStatus(201).withTransformers("twilio-message")));
        // The second provider, which takes nothing until a test says so.
        server.stubFor(post(urlPathEqualTo(GATEWAY)).willReturn(aResponse().withStatus(503)));
        return server;
    }

    @Override
    public String getName() {
        return "twilio-message";
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        try {
            return aResponse()
                    .withStatus(201)
                    .withHeader("Content-Type", "application/json;charset=utf-8")
                    .withBody(JSON.writeValueAsString(
                            message(Form.parse(event.getRequest().getBodyAsString()))))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> message(Map<String, String> form) {
        String sid = "SM" + UUID.randomUUID().toString().replace("-", "");
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("account_sid", ACCOUNT_SID);
        message.put("api_version", "2010-04-01");
        message.put("body", form.get("Body"));
        message.put("date_created", "Thu, 24 Aug 2023 05:01:45 +0000");
        message.put("date_sent", null);
        message.put("date_updated", "Thu, 24 Aug 2023 05:01:45 +0000");
        message.put("direction", "outbound-api");
        message.put("error_code", null);
        message.put("error_message", null);
        message.put("from", form.get("From"));
        message.put("messaging_service_sid", form.get("MessagingServiceSid"));
        message.put("num_media", "0");
        message.put("num_segments", "1");
        message.put("price", null);
        message.put("price_unit", "USD");
        message.put("sid", sid);
        message.put("status", "queued");
        message.put("subresource_uris", Map.of("media", path(sid) + "/Media.json"));
        message.put("to", form.get("To"));
        message.put("uri", path(sid) + ".json");
        return message;
    }

    private static String path(String sid) {
        return "/2010-04-01/Accounts/" + ACCOUNT_SID + "/Messages/" + sid;
    }
}
