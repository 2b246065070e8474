package io.gatehouse.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The text messages that the application handed to Twilio, by number; tests use distinct numbers. */
public final class TestSms {

    private static final String PORT = "testing.twilio.port";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private TestSms() {}

    /** Awaits a message to this number and answers the body of the newest. */
    public static String latestTo(String number) {
        return latestTo(number, 1);
    }

    /** Awaits the given count of messages to this number and answers the body of the newest. */
    public static String latestTo(String number, int atLeast) {
        List<String> bodies =
                await("SMS to " + number).atMost(PATIENCE).until(() -> allTo(number), all -> all.size() >= atLeast);
        return bodies.get(bodies.size() - 1);
    }

    /** Answers the bodies of the messages to this number so far, oldest first. */
    public static List<String> allTo(String number) {
        return twilio().find(postRequestedFor(urlPathMatching(FakeTwilio.MESSAGES))).stream()
                .sorted(Comparator.comparing(LoggedRequest::getLoggedDate))
                .map(request -> Form.parse(request.getBodyAsString()))
                .filter(form -> number.equals(form.get("To")))
                .map(form -> form.get("Body"))
                .toList();
    }

    /** Answers the forms of every message so far: all that Twilio was told. */
    public static List<Map<String, String>> everything() {
        return twilio().find(postRequestedFor(urlPathMatching(FakeTwilio.MESSAGES))).stream()
                .map(request -> Form.parse(request.getBodyAsString()))
                .toList();
    }

    /** Answers a client to the faked Twilio, for stubs that fail or dawdle; match them to a number of the test's own. */
    public static WireMock twilio() {
        return new WireMock("127.0.0.1", Integer.getInteger(PORT));
    }

    static void usePort(int port) {
        System.setProperty(PORT, String.valueOf(port));
    }
}
