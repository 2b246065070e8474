package io.gatehouse.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.authenticator.TestApp;
import io.gatehouse.authenticator.Totps;
import io.gatehouse.kernel.Requester;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticatorUse;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TwoInstanceCluster;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One code of an authenticator app, sent many times at once to two instances. */
@GatehouseTest
class AuthenticatorRacesIT {
    private static final int FLOWS = 10;
    private static final int POSTS = 50;

    private final List<Instance> instances = List.of(
            TwoInstanceCluster.shared().one(), TwoInstanceCluster.shared().other());

    @Inject
    TestRealms town;

    @Inject
    Totps totps;

    @Inject
    Database database;

    @Inject
    Clock clock;

    private Realm realm;
    private Administrator ada;

    @Test
    void of_fifty_posts_of_one_code_one_signs_in() {
        realm = town.realm(settings -> settings.with(settings.mfa()
                .enabledWith(MfaMethod.EMAIL)
                .withAuthenticators(
                        AuthenticatorUse.ALLOWED,
                        AuthenticatorUse.OFF,
                        settings.mfa().minimum())));
        ada = town.administrator(realm);
        String code = enrolled().code(clock.instant());
        List<String> flows = IntStream.range(0, FLOWS)
                .mapToObj(flow -> at(flow).signIn(realm).begin(ada))
                .toList();

        List<Response> answers = Parallel.each(
                IntStream.range(0, POSTS).boxed().toList(),
                post -> at(post / FLOWS)
                        .signIn(realm)
                        .post("/verify", Map.of("signInId", flows.get(post % FLOWS), "totp", code)));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                .hasSize(1);
        assertThat(answers)
                .extracting(Response::statusCode)
                .allMatch(status -> status == 200 || status == 401 || status == 429);
        assertThat(database.sessionsOf(ada)).isEqualTo(1);
    }

    private Instance at(int number) {
        return instances.get(number % instances.size());
    }

    /** Sets up an app, whose codes from before are used up. */
    private TestApp enrolled() {
        var context = new FlowContext(realm, ada, new Requester("127.0.0.1", "", "test"));
        return QuarkusTransaction.requiringNew().call(() -> {
            TestApp app = new TestApp(totps.enroll(context, "race" + ada.id()).secret());
            assertThat(totps.confirm(
                            context, "race" + ada.id(), app.code(clock.instant().minus(Duration.ofSeconds(30)))))
                    .isEmpty();
            return app;
        });
    }
}
