package io.gatehouse.testing;

import static io.gatehouse.testing.SessionClient.api;
import static io.gatehouse.testing.SignInClient.mailedCode;
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

    /** Replaces the settings of that version. */
    public static Response put(RequestSpecification caller, String version, Object body) {
        return given().spec(caller).header("If-Match", version).body(body).put("/settings");
    }

    /** Returns the current settings with the field at that path changed. */
    public static Map<String, Object> withSetting(RequestSpecification caller, String field, Object value) {
        return withSetting(field, value, caller.get("/settings").jsonPath().getMap(""));
    }

    /** Returns the given settings with the field at that path changed. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> withSetting(String path, Object value, Map<String, Object> settings) {
        Map<String, Object> changed = new HashMap<>(settings);
        int dot = path.indexOf('.');
        changed.put(
                dot < 0 ? path : path.substring(0, dot),
                dot < 0
                        ? value
                        : withSetting(path.substring(dot + 1), value, (Map<String, Object>)
                                settings.get(path.substring(0, dot))));
        return changed;
    }

    /** Tests the mail channel and enables MFA by mail; returns a client with the new session. The mailbox must be empty. */
    public static RequestSpecification switchOn(Realm realm, Administrator systemAdministrator) {
        RequestSpecification caller = SessionClient.as(realm, systemAdministrator);
        caller.body(Map.of("channel", "email")).post("/settings/test").then().statusCode(200);
        Response proven =
                caller.body(Map.of("code", mailedCode(systemAdministrator))).post("/settings/test/verify");
        RequestSpecification raised = api(realm, proven.jsonPath().getString("tokens.accessToken"));
        put(raised, "\"0\"", withSetting("mfa.enabled", true, withSetting(raised, "mfa.method", "email")))
                .then()
                .statusCode(200);
        return raised;
    }
}
