package io.gatehouse.faults;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.authenticator.TestApp;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticatorUse;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Realms;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TwoInstanceCluster;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
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
    Realms realms;

    @Inject
    Database database;

    private Realm realm;
    private Administrator ada;

    @Test
    void of_fifty_posts_of_one_code_one_signs_in() {
        realm = town.realm(settings -> settings.with(settings.mfa()
                .withAuthenticators(
                        AuthenticatorUse.ALLOWED,
                        AuthenticatorUse.OFF,
                        settings.mfa().minimum())));
        ada = town.administrator(realm);
        TestApp app = enrolled();
        long before = database.sessionsOf(ada);
        RealmSettings settings = realm.settings();
        realms.update(realm, settings.with(settings.mfa().enabledWith(MfaMethod.EMAIL)));
        String code = app.code(now());
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
        assertThat(database.sessionsOf(ada)).isEqualTo(before + 1);
    }

    private Instance at(int number) {
        return instances.get(number % instances.size());
    }

    /** Sets up an app by a code of the step before. */
    private TestApp enrolled() {
        String token = at(0).signIn(realm).start(ada).getString("tokens.accessToken");
        var app = new TestApp(account(token, "/totp", Map.of()).jsonPath().getString("secret"));
        account(token, "/totp/verify", Map.of("code", app.code(now().minusSeconds(30))))
                .then()
                .statusCode(204);
        return app;
    }

    private Response account(String token, String path, Map<String, String> body) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post(at(0).url("/api/v1/realms/" + realm.slug() + "/account" + path));
    }

    /** The time of the instances, which is not that of tests that move it. */
    private static Instant now() {
        return Instant.now();
    }
}
