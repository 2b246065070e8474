package io.gatehouse.testing;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.restassured.RestAssured.given;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;

/** A client of what follows a sign-in over REST. */
public final class SessionClient {
    private SessionClient() {}

    /** The tokens of a sign-in by password alone. */
    public static Map<String, String> tokens(Realm realm, Administrator person) {
        return SignInClient.of(realm).start(person).getMap("tokens");
    }

    /** The tokens of a sign-in by a text message to the person's proven number, the first one there. */
    public static Map<String, String> signInByText(Realm realm, Administrator person) {
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(person);
        String number = person.phone().orElseThrow().value();
        return client.verify(id, codeIn(TestSms.latestTo(number))).jsonPath().getMap("tokens");
    }

    /** Signs in by a mailed code, of which this is the given one. */
    public static Response signInByMail(Realm realm, Administrator person, Map<String, Object> more, int mails) {
        SignInClient client = SignInClient.of(realm);
        Map<String, Object> body = new HashMap<>(more);
        body.put("signInId", client.begin(person));
        body.put("code", mailedCode(person, mails));
        return client.post("/verify", body);
    }

    /** Starts a sign-in from the browser that got that answer. */
    public static Response startFrom(Realm realm, Administrator person, Response browser) {
        String cookie = "gatehouse-trust-" + realm.slug();
        return given().cookie(cookie, browser.getCookie(cookie))
                .contentType("application/json")
                .body(Map.of("email", person.email().value(), "password", TestRealms.PASSWORD))
                .post("/api/v1/realms/" + realm.slug() + "/sign-in");
    }

    /** Exchanges a refresh token. */
    public static Response refresh(Realm realm, String token) {
        return given().contentType("application/json")
                .body(Map.of("refreshToken", token))
                .post("/api/v1/realms/" + realm.slug() + "/token/refresh");
    }

    /** Requests of that person, signed in by password alone, to the realm. */
    public static RequestSpecification as(Realm realm, Administrator person) {
        return api(realm, tokens(realm, person).get("accessToken"));
    }

    /** Requests to the realm. */
    public static RequestSpecification api(Realm realm, String token) {
        return given().basePath("/api/v1/realms/" + realm.slug())
                .auth()
                .oauth2(token)
                .contentType("application/json");
    }

    /** Invites a System Administrator, who accepts by the mailed link and signs in. */
    public static RequestSpecification invited(Realm realm, RequestSpecification by, String email) {
        by.body(Map.of("email", email, "displayName", "Puppet", "role", "SYSTEM_ADMINISTRATOR"))
                .post("/administrators")
                .then()
                .statusCode(201);
        String invitation = "/api/v1/realms/" + realm.slug() + "/invitation";
        String opened = given().contentType("application/json")
                .body(Map.of(
                        "token", MailedLink.in(TestMail.latestTo(email).text()).token()))
                .post(invitation + "/open")
                .jsonPath()
                .getString("invitationId");
        given().contentType("application/json")
                .body(Map.of("invitationId", opened, "newPassword", TestRealms.PASSWORD))
                .post(invitation + "/password")
                .then()
                .statusCode(204);
        return api(
                realm,
                SignInClient.of(realm)
                        .start(email, TestRealms.PASSWORD)
                        .jsonPath()
                        .getString("tokens.accessToken"));
    }

    /** Requests to the own account. */
    public static RequestSpecification account(Realm realm, String token) {
        return given().basePath("/api/v1/realms/" + realm.slug() + "/account")
                .auth()
                .oauth2(token)
                .contentType("application/json");
    }

    /** The claims of the answer's access token. */
    public static JWTClaimsSet claims(Response answer) throws ParseException {
        return SignedJWT.parse(answer.jsonPath().getString("tokens.accessToken"))
                .getJWTClaimsSet();
    }
}
