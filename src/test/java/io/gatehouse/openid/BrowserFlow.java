package io.gatehouse.openid;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.Visitor;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A browser in which a System Administrator uses a client. */
public record BrowserFlow(RelyingParty client, Visitor visitor, Realm realm, Administrator administrator) {

    /** Registers a client with these fields beside the necessary ones, in a realm of its own. */
    public static BrowserFlow of(TestRealms testRealms, Map<String, Object> fields) {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        return new BrowserFlow(
                RelyingParty.register(realm, administrator, fields), Visitor.of(realm), realm, administrator);
    }

    /** Sends an authorization request with these parameters besides, and returns the response. */
    Response begin(Map<String, String> more) {
        return visitor.get(client.authorization(more));
    }

    /** Posts an authorization request from the client's site, and returns the response of the page that it is redirected to. */
    Response post(Map<String, String> more) {
        return visitor.get(path(postFromClient(more).header("Location")));
    }

    /** Posts an authorization request from the client's site, without the browser's cookies, and returns the redirect. */
    Response postFromClient(Map<String, String> more) {
        Response received = given().redirects()
                .follow(false)
                .header("Origin", "https://portal.example")
                .header("Sec-Fetch-Site", "cross-site")
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParams(client.parameters(more))
                .post(client.path("authorize"));
        received.then().statusCode(303);
        return received;
    }

    /** Signs in with the password after a request without a session, and returns the address of the answer. */
    public String signIn(Map<String, String> more) {
        return signIn(begin(more));
    }

    /** Signs in with the password where that response redirects to, and returns the address of the answer. */
    String signIn(Response begun) {
        return continued(visitor, enterPassword(begun, "/sign-in"));
    }

    /** Steps up with the password where that response redirects to, and returns the address of the answer. */
    String stepUp(Response begun) {
        return continued(visitor, enterPassword(begun, "/step-up"));
    }

    /** Enters the password on that page, where the response redirects to, and returns the redirect back to the request. */
    Response enterPassword(Response begun, String page) {
        assertThat(begun.header("Location")).contains(page + "?return_to=");
        Map<String, String> form = new HashMap<>(Map.of("password", TestRealms.PASSWORD, "return_to", returnTo(begun)));
        if (page.equals("/sign-in")) {
            form.put("email", administrator.email().value());
        }
        return visitor.post(page, form);
    }

    /** Returns the address of the answer to a request that no page comes before. */
    static String answer(Response response) {
        return response.statusCode() == 200 ? led(response) : response.header("Location");
    }

    /** Returns the page to return to that a redirect names. */
    static String returnTo(Response redirect) {
        return URLUtils.parseParameters(URI.create(redirect.header("Location")).getRawQuery())
                .get("return_to")
                .get(0);
    }

    /** Follows a redirect to the request of a client, and returns the address that its page leads to. */
    static String continued(Visitor visitor, Response redirect) {
        assertThat(redirect.header("Location")).contains("/oidc/continue?request=");
        Response page = visitor.get(path(redirect.header("Location")));
        page.then().statusCode(200);
        return led(page);
    }

    private static String led(Response page) {
        String refresh = page.header("Refresh");
        assertThat(refresh).startsWith("0; url=");
        return refresh.substring("0; url=".length());
    }

    /** Returns the path below the realm's, decoded, since the visitor encodes it. */
    static String path(String location) {
        return URLDecoder.decode(location.replaceFirst("^/realms/[^/]+", ""), StandardCharsets.UTF_8);
    }

    /** Exchanges the code of the answer. */
    public JsonPath tokens(String answer) {
        return client.exchange(answer).then().statusCode(200).extract().jsonPath();
    }

    /** Returns the claims of the ID token. */
    JWTClaimsSet idToken(JsonPath tokens) {
        return client.verified(tokens.getString("id_token"), JWSAlgorithm.RS256);
    }

    /** Returns the response of the UserInfo endpoint to the access token. */
    Response userInfo(JsonPath tokens) {
        return given().auth().oauth2(tokens.getString("access_token")).get(client.path("userinfo"));
    }
}
