package io.gatehouse.testing;

import static io.gatehouse.testing.SessionClient.api;
import static io.gatehouse.testing.SignInClient.codeIn;
import static io.restassured.RestAssured.given;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;

/** A client of a realm's settings over REST. */
public final class SettingsClient {
    private SettingsClient() {}

    /** Puts settings in place of that version. */
    public static Response put(RequestSpecification who, String version, Object body) {
        return given().spec(who).header("If-Match", version).body(body).put("/settings");
    }

    /** The settings as they are, with one field another, by its path. */
    public static Map<String, Object> wish(RequestSpecification who, String field, Object value) {
        return wish(field, value, who.get("/settings").jsonPath().getMap(""));
    }

    /** The same of settings read before. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> wish(String path, Object value, Map<String, Object> settings) {
        Map<String, Object> changed = new HashMap<>(settings);
        int dot = path.indexOf('.');
        changed.put(
                dot < 0 ? path : path.substring(0, dot),
                dot < 0
                        ? value
                        : wish(path.substring(dot + 1), value, (Map<String, Object>)
                                settings.get(path.substring(0, dot))));
        return changed;
    }

    /** Proves the mailbox, to which nothing has gone so far, and switches the second factor on, by mail; the session is another then. */
    public static RequestSpecification switchOn(Realm realm, Administrator chief) {
        RequestSpecification who = SessionClient.as(realm, chief);
        who.body(Map.of("channel", "email")).post("/settings/test").then().statusCode(200);
        Response proven = who.body(Map.of(
                        "code", codeIn(TestMail.latestTo(chief.email().value()).text())))
                .post("/settings/test/verify");
        RequestSpecification raised = api(realm, proven.jsonPath().getString("tokens.accessToken"));
        put(raised, "\"0\"", wish("mfa.enabled", true, wish(raised, "mfa.method", "email")))
                .then()
                .statusCode(200);
        return raised;
    }
}
