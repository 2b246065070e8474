package io.gatehouse.web.form;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Forms that are posted when the session needs a step-up: nothing entered is lost, and nothing is applied unseen. */
@GatehouseTest
class UnsavedFormsIT {
    private static final String INVITE = "/console/administrators/invite";
    private static final String UNSAVED = "Not saved yet.";

    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    private Realm realm;
    private Administrator owner;
    private String invited;
    private Browser browser;

    @BeforeEach
    void a_session_that_needs_a_step_up() {
        realm = testRealms.realm();
        owner = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        invited = "new-" + UUID.randomUUID() + "@example.com";
        browser = signedIn();
        clock.advance(Duration.ofMinutes(6));
    }

    @Test
    void are_shown_again_filled_in_after_the_step_up_and_take_effect_when_posted_again() {
        Response answer = browser.post(INVITE, invitation());
        answer.then().statusCode(302).header("Location", containsString("/step-up?return_to="));
        browser.get(INVITE).then().statusCode(302);

        browser.stepUp(INVITE);

        browser.get(INVITE)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body(containsString(UNSAVED), containsString("value=\"" + invited + "\""))
                .body(containsString("value=\"Grace Hopper\""), containsString("value=\"OBSERVER\" aria-describedby"));
        assertThat(TestMail.allTo(invited)).isEmpty();
        browser.post(INVITE, invitation()).then().statusCode(303);
        assertThat(TestMail.latestTo(invited).text()).isNotBlank();
    }

    @Test
    void are_shown_once() {
        browser.post(INVITE, invitation());
        browser.stepUp(INVITE);
        Map<String, String> cookies = new HashMap<>(browser.cookies);
        browser.get(INVITE).then().body(containsString(invited));

        browser.get(INVITE).then().statusCode(200).body(not(containsString(invited)));
        browser.cookies.putAll(cookies);
        browser.get(INVITE).then().statusCode(200).body(not(containsString(invited)), not(containsString(UNSAVED)));
    }

    @Test
    void of_a_stolen_session_are_not_shown_in_the_owners_browser_nor_applied_by_the_owners_step_up() {
        Browser thief = new Browser();
        thief.cookies.putAll(browser.cookies);
        thief.post(INVITE, invitation()).then().statusCode(302);

        browser.stepUp(INVITE);

        browser.get(INVITE).then().statusCode(200).body(not(containsString(invited)), not(containsString(UNSAVED)));
        thief.get(INVITE).then().statusCode(302).header("Location", containsString("/sign-in"));
        assertThat(TestMail.allTo(invited)).isEmpty();
    }

    @Test
    void are_shown_in_their_session_only() {
        browser.post(INVITE, invitation());
        Browser other = signedIn();
        other.cookies.putAll(browser.pages());

        other.get(INVITE).then().statusCode(200).body(not(containsString(invited)));
    }

    @Test
    void are_shown_at_their_path_only() {
        browser.post(INVITE, invitation());
        browser.stepUp(INVITE);

        browser.get("/console/service-tokens").then().statusCode(200).body(not(containsString(UNSAVED)));
        browser.get(INVITE + "?x=1").then().statusCode(200).body(not(containsString(UNSAVED)));
        browser.get(INVITE).then().body(containsString(UNSAVED));
    }

    @Test
    void are_not_found_by_a_changed_cookie() {
        browser.post(INVITE, invitation());
        browser.stepUp(INVITE);
        browser.pages().forEach((name, value) -> browser.cookies.put(name, value.replaceFirst("\\.(.)", ".x$1")));
        browser.get(INVITE).then().statusCode(200).body(not(containsString(UNSAVED)));
    }

    @Test
    void contain_no_password() {
        String page = "/account/password";
        browser.post(page, Map.of("current", "the current secret", "password", "another secret"))
                .then()
                .statusCode(302);
        browser.stepUp(page);

        browser.get(page)
                .then()
                .statusCode(200)
                .body(containsString(UNSAVED), not(containsString("secret\"")), not(containsString("another secret")));
    }

    @Test
    void of_an_account_changed_meanwhile_are_shown_with_that_conflict() {
        String page =
                "/console/administrators/" + testRealms.administrator(realm).id() + "/edit";
        browser.post(page, Map.of("name", "Ada Byron", "role", "OBSERVER", "version", "999"))
                .then()
                .statusCode(302);
        browser.stepUp(page);

        browser.get(page).then().statusCode(412).body(containsString(UNSAVED), containsString("value=\"Ada Byron\""));
    }

    @Test
    void that_only_confirm_an_action_ask_for_it_again() {
        String account =
                "/console/administrators/" + testRealms.administrator(realm).id();
        String page = account + "/actions/delete";
        browser.post(page, Map.of("version", "0")).then().statusCode(302);
        browser.stepUp(page);

        browser.get(page).then().statusCode(200).body(containsString(UNSAVED), containsString("name=\"version\""));
        browser.get(account).then().statusCode(200);
    }

    @Test
    void of_another_site_are_not_kept() {
        browser.request()
                .header("Sec-Fetch-Site", "cross-site")
                .formParams(invitation())
                .post("/realms/" + realm.slug() + INVITE)
                .then()
                .statusCode(403);
        browser.stepUp(INVITE);

        browser.get(INVITE).then().statusCode(200).body(not(containsString(invited)));
    }

    @Test
    void are_kept_a_few_times_a_minute() {
        for (int count = 0; count < ShownPages.FORMS_PER_MINUTE; count++) {
            assertThat(browser.post(INVITE, invitation()).cookies().keySet()).anyMatch(Browser::isPage);
        }

        browser.post(INVITE, invitation()).then().statusCode(303).header("Location", containsString(INVITE));
        browser.get(INVITE).then().statusCode(429).body(containsString("Too many requests"));
    }

    private Map<String, String> invitation() {
        return Map.of(
                "email",
                invited,
                "name",
                "Grace Hopper",
                "role",
                "OBSERVER",
                "form",
                UUID.randomUUID().toString());
    }

    private Browser signedIn() {
        Browser signedIn = new Browser();
        signedIn.post("/sign-in", Map.of("email", owner.email().value(), "password", TestRealms.PASSWORD))
                .then()
                .statusCode(303);
        return signedIn;
    }

    /** A browser whose cookies can be stolen. */
    private class Browser {
        private final Map<String, String> cookies = new HashMap<>();

        private Response get(String path) {
            return received(request().get("/realms/" + realm.slug() + path));
        }

        private Response post(String path, Map<String, String> form) {
            return received(request()
                    .header("Sec-Fetch-Site", "same-origin")
                    .formParams(form)
                    .post("/realms/" + realm.slug() + path));
        }

        private void stepUp(String page) {
            post("/step-up", Map.of("password", TestRealms.PASSWORD, "return_to", "/realms/" + realm.slug() + page))
                    .then()
                    .statusCode(303)
                    .header("Location", "/realms/" + realm.slug() + page);
        }

        private Map<String, String> pages() {
            Map<String, String> pages = new HashMap<>(cookies);
            pages.keySet().removeIf(name -> !isPage(name));
            assertThat(pages).isNotEmpty();
            return pages;
        }

        private static boolean isPage(String name) {
            return name.contains("gatehouse-page-");
        }

        private RequestSpecification request() {
            return given().accept("text/html")
                    .contentType("application/x-www-form-urlencoded; charset=utf-8")
                    .cookies(cookies)
                    .redirects()
                    .follow(false);
        }

        private Response received(Response answer) {
            answer.detailedCookies().forEach(cookie -> {
                if (cookie.getMaxAge() == 0) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            });
            return answer;
        }
    }
}
