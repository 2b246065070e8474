package io.gatehouse.faults;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.openid.BrowserFlow;
import io.gatehouse.openid.LogoutReceiver;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.PausedScheduler;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TwoInstanceCluster;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The reports of ended sessions to clients, if the instance that ended the session is killed. Until then the application here sends none: other
 * tests may have put its clock forward so far that it would give up what the client refuses.
 */
@GatehouseTest
class LogoutNoticesIT extends PausedScheduler {
    @Inject
    TestRealms testRealms;

    @Test
    void outlive_the_instance_that_ended_the_session() {
        try (var receiver = new LogoutReceiver();
                Instance killed = TwoInstanceCluster.shared().more()) {
            receiver.respond(503);
            BrowserFlow flow = BrowserFlow.of(testRealms, Map.of("backchannelLogoutUri", receiver.address()));
            flow.tokens(flow.signIn(Map.of()));
            Realm realm = flow.realm();
            Administrator other = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
            given().auth()
                    .oauth2(killed.signIn(realm).start(other).getString("tokens.accessToken"))
                    .post(killed.url("/api/v1/realms/" + realm.slug() + "/administrators/"
                            + flow.administrator().id() + "/revoke-sessions"))
                    .then()
                    .statusCode(204);
            receiver.awaitRequests(1, Duration.ofSeconds(10));
            killed.kill();
            int before = receiver.count();
            receiver.respond(200);
            resume();
            receiver.awaitRequests(before + 1, Duration.ofSeconds(30));
            assertThat(receiver.token()).isNotBlank();
        }
    }
}
