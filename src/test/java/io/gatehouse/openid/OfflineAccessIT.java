package io.gatehouse.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.Visitor;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sessions that a client still uses after they have been unused for too long, over HTTP. */
@GatehouseTest
class OfflineAccessIT {
    private static final String INACTIVE = "Inactive: applications still have access";

    @Inject
    Database database;

    @Inject
    TestRealms testRealms;

    /** Returns the flow of a client that may request offline access. */
    private BrowserFlow offline() {
        return BrowserFlow.of(testRealms, Map.of("scopes", List.of("openid", "offline_access")));
    }

    private static JsonPath offlineTokens(BrowserFlow flow) {
        return flow.tokens(flow.signIn(Map.of("scope", "openid offline_access")));
    }

    @Test
    void an_idle_session_with_offline_access_is_listed_until_it_is_revoked() throws ParseException {
        BrowserFlow flow = offline();
        JsonPath tokens = offlineTokens(flow);
        String session = flow.idToken(tokens).getStringClaim("sid");
        makeIdle(flow);
        flow.visitor().get("/account").then().statusCode(302);
        JsonPath refreshed =
                flow.client().refresh(tokens).then().statusCode(200).extract().jsonPath();

        assertThat(idleSessions(flow)).containsExactly(session);
        Visitor elsewhere = Visitor.of(flow.realm());
        elsewhere.signIn(flow.administrator());
        elsewhere.get("/account").then().body(containsString(INACTIVE), containsString(session));
        elsewhere
                .get("/console/administrators/" + flow.administrator().id())
                .then()
                .body(containsString(INACTIVE));

        elsewhere.post("/account/sessions/" + session + "/end", Map.of()).then().statusCode(303);
        assertThat(idleSessions(flow)).isEmpty();
        flow.client().refresh(refreshed).then().statusCode(400);
    }

    @Test
    void an_idle_session_without_offline_access_is_not_listed() {
        BrowserFlow flow = BrowserFlow.of(testRealms, Map.of());
        flow.tokens(flow.signIn(Map.of()));
        makeIdle(flow);
        assertThat(idleSessions(flow)).isEmpty();
    }

    @Test
    void no_session_is_listed_after_its_absolute_end() {
        BrowserFlow flow = offline();
        offlineTokens(flow);
        makeIdle(flow);
        assertThat(idleSessions(flow)).hasSize(1);
        database.execute("update session set expires_at = last_used_at where realm_id = '"
                + flow.realm().id() + "'");
        assertThat(idleSessions(flow)).isEmpty();
    }

    private void makeIdle(BrowserFlow flow) {
        database.execute("update session set last_used_at = last_used_at - interval '1 day' where realm_id = '"
                + flow.realm().id() + "'");
    }

    private static List<String> idleSessions(BrowserFlow flow) {
        return SessionClient.as(flow.realm(), flow.administrator())
                .get("/account/sessions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("findAll { it.idle }.id");
    }
}
