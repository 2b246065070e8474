package io.gatehouse.testing;

import static io.restassured.RestAssured.given;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of the REST sign-in of one realm. */
public final class SignInClient {
    private static final Pattern CODE = Pattern.compile("(?m)^\\s*([0-9]{6,8})\\b");

    private final String base;

    private SignInClient(String base) {
        this.base = base;
    }

    /** A client of that realm. */
    public static SignInClient of(Realm realm) {
        return new SignInClient("/api/v1/realms/" + realm.slug() + "/sign-in");
    }

    /** A client of that realm at another server than the one under test. */
    public static SignInClient of(URI server, Realm realm) {
        return new SignInClient(
                server.resolve("/api/v1/realms/" + realm.slug() + "/sign-in").toString());
    }

    /** First factor. */
    public Response start(String email, String password) {
        return post("", Map.of("email", email, "password", password));
    }

    /** First factor, which must succeed. */
    public JsonPath start(Administrator administrator) {
        return start(administrator.email().value(), TestRealms.PASSWORD)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** First factor up to the flow's id. */
    public String begin(Administrator administrator) {
        return start(administrator).getString("signInId");
    }

    /** Enrols a number. */
    public Response phone(String id, String phone) {
        return post("/phone", Map.of("signInId", id, "phone", phone));
    }

    /** Asks for a code. */
    public Response code(String id, String channel) {
        return post("/code", Map.of("signInId", id, "channel", channel));
    }

    /** Enters a code. */
    public Response verify(String id, String code) {
        return post("/verify", Map.of("signInId", id, "code", code));
    }

    /** Asks where the sign-in stands. */
    public Response state(String id) {
        return post("/state", Map.of("signInId", id));
    }

    /** Gives up. */
    public Response cancel(String id) {
        return post("/cancel", Map.of("signInId", id));
    }

    /** Any step with any body. */
    public Response post(String step, Object body) {
        return given().contentType("application/json").body(body).post(base + step);
    }

    /** The code in a message. */
    public static String codeIn(String message) {
        Matcher matcher = CODE.matcher(message);
        if (!matcher.find()) {
            throw new AssertionError("No code in: " + message);
        }
        return matcher.group(1);
    }

    /** Returns the code in the newest mail to the administrator, once there is one. */
    public static String mailedCode(Administrator administrator) {
        return mailedCode(administrator, 1);
    }

    /** Returns the code in the newest mail to the administrator, once there are that many. */
    public static String mailedCode(Administrator administrator, int mails) {
        return codeIn(TestMail.latestTo(administrator.email().value(), mails).text());
    }

    /** A code of the same length that is not this one. */
    public static String otherThan(String code) {
        return code.substring(0, code.length() - 1) + (char) ('0' + (code.charAt(code.length() - 1) - '0' + 1) % 10);
    }

    /** A mutable copy, for bodies with one thing wrong. */
    public static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(body);
        changed.put(field, value);
        return changed;
    }
}
