package io.gatehouse.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.FakeTwilio;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.gatehouse.testing.TwoInstanceCluster;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A first provider that answers too late: nobody waits for it twice, the second takes its place until it is well again. */
@GatehouseTest
class SlowProviderIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int WINDOW = 4;
    /** Numbers of this test alone. */
    private static final String NUMBERS = "49157771";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final WireMock providers = TestSms.twilio();

    @Inject
    TestRealms town;

    private Instance instance;
    private Realm realm;
    private StubMapping slow;

    @BeforeEach
    void prepare() {
        realm = town.realm(MfaMethod.SMS);
        slow = providers.register(post(urlPathMatching(".*/Messages\\.json"))
                .withRequestBody(containing(NUMBERS))
                .willReturn(aResponse().withStatus(201).withFixedDelay(2000)));
        providers.register(post(urlPathEqualTo(FakeTwilio.GATEWAY))
                .withRequestBody(containing(NUMBERS))
                .willReturn(aResponse().withStatus(200)));
        instance = TwoInstanceCluster.shared()
                .more(Map.of(
                        "gatehouse.sms.twilio.timeout",
                        "PT0.3S",
                        "gatehouse.breaker.window",
                        String.valueOf(WINDOW),
                        "gatehouse.breaker.open-for",
                        "PT2S"));
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void is_left_for_the_second_and_then_alone_until_it_answers_in_time() {
        for (int i = 0; i < WINDOW; i++) {
            String number = signIn();
            assertThat(atTwilio(number))
                    .as("asked once, and not again once it is slow")
                    .isEqualTo(1);
            assertThat(atGateway(number)).isEqualTo(1);
        }
        String passedBy = signIn();
        assertThat(atTwilio(passedBy)).as("the breaker is open").isZero();
        assertThat(atGateway(passedBy)).isEqualTo(1);

        providers.removeStubMapping(slow);
        await("the breaker to close").atMost(PATIENCE).until(() -> atTwilio(signIn()) == 1);
        String again = signIn();
        assertThat(atTwilio(again)).isEqualTo(1);
        assertThat(atGateway(again)).isZero();
    }

    /** Has a code sent to somebody; answers the number once a provider has taken it. */
    private String signIn() {
        Administrator person = town.administrator(realm);
        SignInClient client = instance.signIn(realm);
        String id = client.begin(person);
        // Far from each other, so that they are no numbers in a row.
        String number = "+" + NUMBERS + "%03d".formatted(COUNT.incrementAndGet()) + "00";
        client.phone(id, number).then().statusCode(200);
        await("a provider").atMost(PATIENCE).until(() -> client.state(id).path("code.delivery"), "sent"::equals);
        return number;
    }

    private int atTwilio(String number) {
        return requests(number, ".*/Messages\\.json");
    }

    private int atGateway(String number) {
        return requests(number, FakeTwilio.GATEWAY);
    }

    private int requests(String number, String path) {
        return providers
                .find(postRequestedFor(urlPathMatching(path)).withRequestBody(containing(number.substring(1))))
                .size();
    }
}
