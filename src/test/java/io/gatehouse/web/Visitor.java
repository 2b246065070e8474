package io.gatehouse.web;

import static io.restassured.RestAssured.given;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.AnsweredForm;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.restassured.filter.cookie.CookieFilter;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts in one realm: stores cookies, posts forms from the current page, follows no redirects. */
public final class Visitor {
    private final String base;
    private final CookieFilter cookies = new CookieFilter();
    private final Map<String, String> foreign = new HashMap<>();

    private Visitor(String base) {
        this.base = base;
    }

    public static Visitor of(Realm realm) {
        return new Visitor("/realms/" + realm.slug());
    }

    /** Returns a visitor of that realm at another server than the one under test. */
    public static Visitor of(URI server, Realm realm) {
        return new Visitor(server.resolve("/realms/" + realm.slug()).toString());
    }

    /**
     * Returns a visitor of one realm with the cookies of a System Administrator of the other, renamed to this realm's.
     */
    static Visitor withSessionOf(Realm other, Realm realm, TestRealms testRealms) {
        Visitor there = of(other);
        Response answer = there.signIn(testRealms.administrator(other, Role.SYSTEM_ADMINISTRATOR));
        Visitor here = of(realm);
        answer.cookies().forEach((name, value) -> here.foreign.put(name.replace(other.slug(), realm.slug()), value));
        return here;
    }

    public Response get(String path) {
        return request().get(base + path);
    }

    public Response head(String path) {
        return request().head(base + path);
    }

    /** Returns a file that is no page. */
    Response download(String path) {
        return request().accept("*/*").get(base + path);
    }

    /** Posts a newly rendered form, and returns the page that answers it, or else the redirect. */
    public Response post(String path, Map<String, String> form) {
        return shown(request()
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParams(form)
                .formParam("form", UUID.randomUUID())
                .post(base + path));
    }

    /** Posts a form as if it were on another page of the realm, and returns the answer, which is not followed. */
    public Response postFrom(String page, String path, Map<String, String> form) {
        return request()
                .header("Sec-Fetch-Site", "same-origin")
                .header("Referer", "http://localhost:8081" + base + page)
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParams(form)
                .post(base + path);
    }

    /** Follows the redirect of a post to the page that answers it. */
    private Response shown(Response answer) {
        return AnsweredForm.isPage(answer)
                ? request()
                        .urlEncodingEnabled(false)
                        .get(URI.create(base).resolve(answer.header("Location")).toString())
                : answer;
    }

    /** Completes the first factor, which must redirect to the next step. */
    public Response signIn(Administrator administrator) {
        return signIn(administrator, Map.of());
    }

    /** Completes the first factor as {@link #signIn(Administrator)} does; that page is to follow the last step. */
    public Response signIn(Administrator administrator, String returnTo) {
        return signIn(administrator, Map.of("return_to", returnTo));
    }

    private Response signIn(Administrator administrator, Map<String, String> more) {
        Map<String, String> form = new HashMap<>(more);
        form.put("email", administrator.email().value());
        form.put("password", TestRealms.PASSWORD);
        Response answer = post("/sign-in", form);
        answer.then().statusCode(303);
        return answer;
    }

    /** Completes both factors, the second by a code sent to the administrator's verified number. */
    public Response signInByCode(Administrator administrator, Map<String, String> fields) {
        String number = administrator.phone().orElseThrow().value();
        int before = TestSms.allTo(number).size();
        signIn(administrator);
        Map<String, String> form = new HashMap<>(fields);
        form.put("code", SignInClient.codeIn(TestSms.latestTo(number, before + 1)));
        Response answer = post("/sign-in/code", form);
        answer.then().statusCode(303);
        return answer;
    }

    /** Returns the cookies of the flow that the response began, with a part of their names replaced. */
    public static Map<String, String> pending(Response answer, String part, String replacement) {
        return answer.cookies().entrySet().stream()
                .filter(cookie -> cookie.getKey().contains("."))
                .collect(Collectors.toMap(cookie -> cookie.getKey().replace(part, replacement), Map.Entry::getValue));
    }

    /** Returns all matches of the pattern in the page. */
    public List<String> found(String path, Pattern pattern) {
        return pattern.matcher(get(path).asString())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private RequestSpecification request() {
        return given().accept("text/html")
                .cookies(foreign)
                .filter(cookies)
                .redirects()
                .follow(false);
    }
}
