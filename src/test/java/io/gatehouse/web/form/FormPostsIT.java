package io.gatehouse.web.form;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.gatehouse.web.form.SlowFormResource.SlowForm;
import io.restassured.RestAssured;
import io.restassured.filter.cookie.CookieFilter;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Posts of forms over HTTP: their redirects, and equal ones. */
@GatehouseTest
class FormPostsIT {
    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @Inject
    SlowFormResource slowForms;

    private final CookieFilter cookies = new CookieFilter();
    private Realm realm;
    private Administrator administrator;

    @BeforeEach
    void an_enrolled_administrator() {
        realm = testRealms.realm(MfaMethod.SMS);
        administrator = testRealms.enrolled(realm);
    }

    @Test
    void an_error_is_shown_once_by_the_page_of_the_form_with_its_status() {
        String form = path("/sign-in?return_to=%2Freports");
        Response answer = browser()
                .header("Referer", "http://localhost:8081" + form)
                .formParams(Map.of("email", "some.body@example.com", "password", "not the one & only"))
                .post(path("/sign-in"));

        answer.then().statusCode(303).header("Location", form).header("Content-Type", nullValue());
        assertThat(answer.asString()).isEmpty();
        assertThat(answer.header("Set-Cookie"))
                .startsWith("gatehouse-page-" + realm.slug() + ".")
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Strict")
                .containsIgnoringCase("Max-Age=30");
        browser().get(path("/sign-in")).then().statusCode(200);
        browser()
                .get(form)
                .then()
                .statusCode(401)
                .header("Cache-Control", "no-store")
                .body(containsString("value=\"some.body@example.com\""))
                .body(containsString("E-mail address or password is wrong"));
        browser().get(form).then().statusCode(200).body(not(containsString("is wrong")));
    }

    @Test
    void a_page_of_another_site_is_not_returned_to() {
        for (String referer :
                new String[] {"https://evil.example/realms/" + realm.slug() + "/x", "//evil", "nonsense"}) {
            browser()
                    .header("Referer", referer)
                    .post(path("/sign-in"))
                    .then()
                    .statusCode(303)
                    .header("Location", path("/sign-in"));
        }
        browser()
                .header("Referer", "http://localhost:8081/reports")
                .post(path("/sign-in"))
                .then()
                .header("Location", path("/sign-in"));
    }

    @Test
    void a_form_of_another_site_is_refused_without_redirect() {
        given().accept("text/html")
                .header("Sec-Fetch-Site", "cross-site")
                .contentType("application/x-www-form-urlencoded")
                .post(path("/sign-in"))
                .then()
                .statusCode(403);
    }

    @Test
    void a_refusal_keeps_its_wait() {
        signIn("a");
        Response refused = browser().formParam("channel", "SMS").post(path("/sign-in/code"));

        refused.then().statusCode(303).header("Retry-After", nullValue());
        assertThat(browser().get(refused.header("Location")).header("Retry-After"))
                .matches("[1-9][0-9]?");
    }

    @Test
    void the_second_of_two_equal_passwords_gets_the_flow_of_the_first() {
        Response first = signIn("a", new CookieFilter());
        Response second = signIn("a", new CookieFilter());

        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.cookies()).isEqualTo(first.cookies());
        assertThat(TestSms.allTo(administrator.phone().orElseThrow().value())).hasSize(1);
        assertThat(signIn("b", new CookieFilter()).header("Location")).isNotEqualTo(first.header("Location"));
    }

    @Test
    void another_password_in_the_same_form_gets_no_answer_of_the_first() {
        signIn("a", new CookieFilter());

        Response other = browser(new CookieFilter())
                .formParams(Map.of("email", administrator.email().value(), "password", "a guess", "form", "a"))
                .post(path("/sign-in"));

        assertThat(other.header("Location")).doesNotContain("flow=");
    }

    @Test
    void a_wrong_code_posted_twice_costs_one_attempt() {
        Response flow = signIn("a");
        String wrong = SignInClient.otherThan(SignInClient.codeIn(
                TestSms.latestTo(administrator.phone().orElseThrow().value())));

        for (int post = 0; post < 2; post++) {
            Response answer = given().accept("text/html")
                    .redirects()
                    .follow(false)
                    .header("Sec-Fetch-Site", "same-origin")
                    .contentType("application/x-www-form-urlencoded")
                    .cookies(flow.cookies())
                    .formParam("code", wrong)
                    .post(flow.header("Location"));
            answer.then().statusCode(303);
        }

        browser().get(flow.header("Location")).then().body(containsString("4 attempts left"));
    }

    @Test
    void the_second_post_after_the_answer_of_the_first_gets_the_same_flow() {
        Response first = signIn("a");
        Response second = signIn("a");

        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.cookies()).isEqualTo(first.cookies());
        assertThat(TestSms.allTo(administrator.phone().orElseThrow().value())).hasSize(1);
    }

    @Test
    void the_second_post_after_the_answer_of_the_first_gets_the_same_session() {
        Response flow = signIn("a");
        String code = SignInClient.codeIn(
                TestSms.latestTo(administrator.phone().orElseThrow().value()));
        Response first =
                browser().formParam("code", code).formParam("form", "b").post(flow.header("Location"));
        Response second =
                browser().formParam("code", code).formParam("form", "b").post(flow.header("Location"));

        first.then().statusCode(303).header("Location", path("/console"));
        second.then().statusCode(303).header("Location", path("/console"));
        assertThat(second.cookies()).isEqualTo(first.cookies());
    }

    @Test
    void the_second_post_is_not_handled_while_the_first_takes_long() throws Exception {
        SlowForm slow = slowForms.in(realm.slug());
        ExecutorService tab = Executors.newSingleThreadExecutor();
        try {
            Future<Response> first = tab.submit(() -> postSlowly("a"));
            assertThat(slow.received().await(10, TimeUnit.SECONDS)).isTrue();

            postSlowly("a")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .body(containsString("Your form is still being processed"));

            slow.released().countDown();
            first.get().then().statusCode(303).header("Location", endsWith("/done"));
            postSlowly("a").then().statusCode(303).header("Location", endsWith("/done"));
            assertThat(slow.posts()).hasValue(1);
        } finally {
            slow.released().countDown();
            tab.shutdown();
        }
    }

    /** As at a double click, where the browser closes the connection of the first click's post. */
    @Test
    void the_second_post_gets_the_answer_of_the_first_whose_connection_was_closed() throws Exception {
        SlowForm slow = slowForms.in(realm.slug());
        Socket tab = send("a");
        assertThat(slow.received().await(10, TimeUnit.SECONDS)).isTrue();
        tab.close();
        await().until(() -> slow.response().get().closed());
        slow.released().countDown();

        postSlowly("a").then().statusCode(303).header("Location", endsWith("/done"));
        assertThat(slow.posts()).hasValue(1);
    }

    @Test
    void a_post_whose_connection_is_closed_at_any_time_is_handled_once_at_most_and_blocks_no_equal_one()
            throws Exception {
        SlowForm slow = slowForms.in(realm.slug());
        slow.released().countDown();
        for (int post = 1; post <= 60; post++) {
            String form = Integer.toString(post);
            Socket tab = send(form);
            // Closing it takes one round trip of its own more each time, so that it happens at various stages.
            for (int i = 0; i < post % 4; i++) {
                given().get("/robots.txt");
            }
            tab.close();
            postSlowly(form).then().statusCode(303).header("Location", endsWith("/done"));
            assertThat(slow.posts()).hasValue(post);
        }
    }

    @Test
    void recovery_codes_are_shown_once_and_created_once() {
        String codes = createCodes("b");

        browser().get(codes).then().statusCode(200).body(containsString("<code>"));
        browser().get(codes).then().statusCode(200).body(not(containsString("<code>")));
    }

    @Test
    void the_second_post_shows_the_same_codes_if_the_browser_did_not_show_the_first_ones() {
        String first = browser().get(createCodes("b")).asString();
        String second = browser().get(createCodes("b")).asString();

        assertThat(second).contains("<code>").isEqualTo(first);
    }

    @Test
    void codes_are_not_shown_after_sign_out() {
        String codes = createCodes("b");
        browser().post(path("/sign-out")).then().statusCode(303);

        browser().get(codes).then().statusCode(302).body(not(containsString("<code>")));

        administrator = testRealms.administrator(realm);
        signIn("c").then().statusCode(303);
        browser().get(codes).then().statusCode(200).body(not(containsString("<code>")));
    }

    @Test
    void codes_are_not_shown_in_another_browser_of_the_same_person() {
        String codes = createCodes("b");
        CookieFilter other = new CookieFilter();
        signIn("c", other);

        browser(other).get(codes).then().statusCode(200).body(not(containsString("<code>")));
        browser().get(codes).then().statusCode(200).body(containsString("<code>"));
    }

    @Test
    void what_a_browser_prefetches_does_not_use_the_codes_up() {
        String codes = createCodes("b");
        browser()
                .header("Sec-Purpose", "prefetch")
                .get(codes)
                .then()
                .statusCode(200)
                .body(not(containsString("<code>")));
        browser()
                .header("Sec-Fetch-Mode", "no-cors")
                .get(codes)
                .then()
                .statusCode(200)
                .body(not(containsString("<code>")));

        browser().header("Sec-Fetch-Mode", "navigate").get(codes).then().body(containsString("<code>"));
    }

    @Test
    void of_parallel_requests_one_shows_the_codes() {
        String codes = createCodes("b");

        List<Response> shown =
                Parallel.each(List.of(1, 2, 3, 4), request -> browser().get(codes));

        assertThat(shown).filteredOn(page -> page.asString().contains("<code>")).hasSize(1);
    }

    @Test
    void forms_posted_at_once_in_two_tabs_show_their_own_pages() {
        Response here = browser().formParam("email", "one").post(path("/password-reset"));
        Response there = browser().formParam("email", "a@example.com").post(path("/sign-in"));

        browser().get(here.header("Location")).then().statusCode(400).body(containsString("value=\"one\""));
        browser().get(there.header("Location")).then().statusCode(400).body(containsString("value=\"a@example.com\""));
    }

    @Test
    void the_same_form_posted_at_once_in_two_tabs_shows_both_pages() {
        Response here = browser().formParam("email", "one").post(path("/password-reset"));
        clock.advance(Duration.ofMillis(1));
        Response there = browser().formParam("email", "two").post(path("/password-reset"));

        browser().get(there.header("Location")).then().statusCode(400).body(containsString("value=\"two\""));
        browser().get(here.header("Location")).then().statusCode(400).body(containsString("value=\"one\""));
    }

    @Test
    void a_browser_keeps_its_four_newest_pages() {
        for (int tab = 0; tab < 5; tab++) {
            browser().formParam("email", "tab" + tab).post(path("/password-reset"));
            clock.advance(Duration.ofMillis(1));
        }

        for (int tab = 4; tab > 0; tab--) {
            browser().get(path("/password-reset")).then().statusCode(400).body(containsString("value=\"tab" + tab));
        }
        browser().get(path("/password-reset")).then().statusCode(200);
    }

    @Test
    void each_tab_continues_its_own_sign_in() {
        Response here = signIn("a", "/here");
        String number = administrator.phone().orElseThrow().value();
        String first = SignInClient.codeIn(TestSms.latestTo(number));
        Response there = signIn("b", "/there");
        String second = SignInClient.codeIn(TestSms.latestTo(number, 2));
        assertThat(here.header("Location")).contains("flow=", "return_to=%2Fhere");

        Response wrong = browser().formParam("code", second).post(here.header("Location"));
        assertThat(browser().get(wrong.header("Location")).asString())
                .contains("Enter the code from message "
                        + tag(TestSms.allTo(number).get(0)))
                .contains("You have 4 attempts left");
        browser()
                .formParam("code", second)
                .post(there.header("Location"))
                .then()
                .statusCode(303)
                .header("Location", "/there");
        browser()
                .formParam("code", first)
                .post(here.header("Location"))
                .then()
                .statusCode(303)
                .header("Location", "/here");
    }

    @Test
    void a_handle_opens_nothing_without_its_cookie() {
        Response flow = signIn("a");

        given().accept("text/html")
                .redirects()
                .follow(false)
                .get(flow.header("Location"))
                .then()
                .statusCode(303)
                .header("Location", path("/sign-in"));
    }

    @Test
    void a_browser_keeps_its_four_newest_sign_ins() {
        List<String> tabs = new ArrayList<>();
        for (int tab = 0; tab < 5; tab++) {
            administrator = testRealms.enrolled(realm);
            tabs.add(signIn(Integer.toString(tab)).header("Location"));
            clock.advance(Duration.ofSeconds(1));
        }

        browser().get(tabs.get(0)).then().statusCode(303).header("Location", path("/sign-in"));
        for (String tab : tabs.subList(1, 5)) {
            browser().get(tab).then().statusCode(200);
        }
    }

    /** Signs in without a second factor, unless done, and returns the address of the page with new recovery codes. */
    private String createCodes(String form) {
        if (realm.settings().mfa().enabled()) {
            realm = testRealms.realm();
            administrator = testRealms.administrator(realm);
            signIn("a");
        }
        Response made = browser().formParam("form", form).post(path("/account/recovery-codes"));
        made.then().statusCode(303);
        return made.header("Location");
    }

    private Response postSlowly(String form) {
        return browser(new CookieFilter()).formParam("form", form).post(path("/slow-form"));
    }

    private Socket send(String form) throws IOException {
        String body = "form=" + form;
        var socket = new Socket("localhost", RestAssured.port);
        socket.getOutputStream()
                .write(String.join(
                                "\r\n",
                                "POST " + path("/slow-form") + " HTTP/1.1",
                                "Host: localhost:" + RestAssured.port,
                                "Accept: text/html",
                                "Sec-Fetch-Site: same-origin",
                                "Content-Type: application/x-www-form-urlencoded; charset=utf-8",
                                "Content-Length: " + body.length(),
                                "",
                                body)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String tag(String text) {
        return text.replaceAll("(?s).*\\(([A-Z]{3})\\).*", "$1");
    }

    private Response signIn(String form) {
        return signIn(form, cookies);
    }

    private Response signIn(String form, String returnTo) {
        return browser()
                .formParams(
                        Map.of("email", administrator.email().value(), "password", TestRealms.PASSWORD, "form", form))
                .formParam("return_to", returnTo)
                .post(path("/sign-in"));
    }

    private Response signIn(String form, CookieFilter jar) {
        return browser(jar)
                .formParams(
                        Map.of("email", administrator.email().value(), "password", TestRealms.PASSWORD, "form", form))
                .post(path("/sign-in"));
    }

    private RequestSpecification browser() {
        return browser(cookies);
    }

    private static RequestSpecification browser(CookieFilter jar) {
        return given().accept("text/html")
                .redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .filter(jar)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/x-www-form-urlencoded; charset=utf-8");
    }

    private String path(String page) {
        return "/realms/" + realm.slug() + page;
    }
}
