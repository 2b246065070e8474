package io.gatehouse.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.hamcrest.Matcher;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language of pages, and the language menu. */
@GatehouseTest
class LanguagePagesIT {
    @Inject
    TestRealms testRealms;

    @Inject
    AuditProbe auditProbe;

    @ParameterizedTest
    @CsvSource({
        "'de-AT, en;q=0.5', de, Anmelden",
        "'it, fr-CH;q=0.9, en;q=0.8', fr, Connectez-vous",
        "es-419, es, Inicie sesión",
        "ja, ja, ログイン",
        "en-GB, en, Sign in",
        "'tlh, *;q=0', ja, ログイン",
        "', ;', ja, ログイン"
    })
    void a_page_has_the_browsers_language_or_else_the_realms(String asked, String language, String title) {
        Realm realm = testRealms.realm(settings -> speaking(settings, "ja"));

        given().accept("text/html")
                .header("Accept-Language", asked)
                .get("/realms/" + realm.slug() + "/sign-in")
                .then()
                .statusCode(200)
                .header("Content-Language", language)
                .body(containsString("<h1>" + title + "</h1>"));
    }

    @Test
    void a_chosen_language_persists_and_returns_to_the_page() {
        Realm realm = testRealms.realm();
        Visitor visitor = Visitor.of(realm);
        String asked = "/sign-in?return_to=/realms/" + realm.slug() + "/account";
        String encoded = "/sign-in?return_to=%2Frealms%2F" + realm.slug() + "%2Faccount";

        visitor.get(asked).then().body(menuItem(realm, "es", "Español")).body(menuItem(realm, "ja", "日本語"));
        Response chosen = visitor.get(asked + "&language=fr");

        chosen.then()
                .statusCode(303)
                .header("Location", "/realms/" + realm.slug() + encoded)
                .header(
                        "Set-Cookie",
                        Matchers.allOf(
                                containsString("gatehouse-language-" + realm.slug() + "=fr"),
                                containsString("HttpOnly"),
                                containsString("Path=/")));
        visitor.get(asked).then().body(containsString("<h1>Connectez-vous</h1>"));
        visitor.get("/password-reset").then().body(containsString("<html lang=\"fr\">"));
    }

    @Test
    void an_account_has_its_own_language_or_the_realms() {
        Realm realm = testRealms.realm(settings -> speaking(settings, "de"));
        Administrator administrator = testRealms.administrator(realm);
        Visitor visitor = Visitor.of(realm);
        visitor.get("/sign-in?language=es");
        visitor.signIn(administrator);
        visitor.get("/account").then().header("Content-Language", "es").body(containsString("(alemán)"));
        visitor.get("/account/language").then().body(containsString("class=\"languages\""));

        visitor.post("/account/language", Map.of("language", "fr"))
                .then()
                .statusCode(303)
                .header("Location", "/realms/" + realm.slug() + "/account?done=language-changed")
                .header("Set-Cookie", containsString("gatehouse-language-" + realm.slug() + "=;"));
        visitor.get("/account?done=language-changed")
                .then()
                .header("Content-Language", "fr")
                .body(containsString("Votre langue est changée."))
                .body(containsString(">Français <a "));
        visitor.get("/account/language").then().body(not(containsString("class=\"languages\"")));
        SessionClient.as(realm, administrator).get("/account").then().body("locale", equalTo("fr"));
        visitor.post("/password-reset", Map.of("email", administrator.email().value()));
        assertThat(TestMail.latestTo(administrator.email().value()).subject()).contains("mot de passe");

        visitor.post("/account/language", Map.of("language", "")).then().statusCode(303);
        visitor.get("/account").then().header("Content-Language", "de").body(containsString("(Deutsch)"));
        SessionClient.as(realm, administrator).get("/account").then().body("locale", Matchers.nullValue());
        assertThat(auditProbe.of(administrator))
                .filteredOn("LANGUAGE_CHANGED"::equals)
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tlh", "", "de\r\nX: 1", "en,de"})
    void an_unknown_language_changes_nothing(String language) {
        Realm realm = testRealms.realm();

        Visitor.of(realm)
                .get("/sign-in?language=" + language)
                .then()
                .statusCode(200)
                .header("Content-Language", "en")
                .header("Set-Cookie", Matchers.nullValue());
    }

    @Test
    void a_form_with_errors_has_no_language_menu() {
        Visitor.of(testRealms.realm())
                .post("/sign-in", Map.of("email", "ada@example.com"))
                .then()
                .statusCode(400)
                .body(not(containsString("class=\"languages\"")));
    }

    private static Matcher<String> menuItem(Realm realm, String tag, String name) {
        return containsString("<a href=\"?return_to=%2Frealms%2F" + realm.slug() + "%2Faccount&amp;language=" + tag
                + "\" lang=\"" + tag + "\" hreflang=\"" + tag + "\">" + name + "</a>");
    }

    private static RealmSettings speaking(RealmSettings settings, String language) {
        return new RealmSettings(
                settings.displayName(),
                language,
                settings.accentColor(),
                settings.mfa(),
                settings.password(),
                settings.session(),
                settings.sms(),
                settings.audience(),
                settings.allowedOrigins());
    }
}
