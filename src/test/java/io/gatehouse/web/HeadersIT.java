package io.gatehouse.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.RawClient;
import io.gatehouse.testing.TestRealms;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The headers of every response. */
@GatehouseTest
class HeadersIT {
    @Inject
    TestRealms testRealms;

    @TestHTTPResource
    URI application;

    @Test
    void every_response_has_the_security_headers() {
        Realm realm = testRealms.realm();
        for (String path : List.of(
                "/realms/" + realm.slug() + "/sign-in",
                "/realms/" + realm.slug() + "/console",
                "/realms/" + realm.slug() + "/style.css",
                "/realms/" + realm.slug() + "/.well-known/jwks.json",
                "/realms/nowhere/sign-in",
                "/assets/missing.css",
                "/nothing/here",
                "/q/health/live")) {
            Response answer = get(path, "text/html");

            assertThat(answer.header("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("Strict-Transport-Security"))
                    .as(path)
                    .isEqualTo("max-age=63072000; includeSubDomains");
            assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("same-origin");
            assertThat(answer.header("Cross-Origin-Opener-Policy")).as(path).isEqualTo("same-origin");
            assertThat(answer.header("Cross-Origin-Resource-Policy")).as(path).isEqualTo("same-origin");
            assertThat(answer.header("Permissions-Policy")).as(path).contains("otp-credentials=(self)");
            assertThat(answer.header("X-Request-Id")).as(path).isNotBlank();
        }
    }

    @Test
    void assets_have_the_headers_that_concern_files_alone() {
        for (String path : List.of("/assets/style.css", "/assets/form.js", "/assets/icon.svg")) {
            Response asset = get(path, "*/*");

            assertThat(asset.statusCode()).as(path).isEqualTo(200);
            assertThat(asset.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(asset.header("Cross-Origin-Resource-Policy")).as(path).isEqualTo("same-origin");
            assertThat(asset.header("Strict-Transport-Security")).as(path).isNotBlank();
            assertThat(asset.header("Cache-Control")).as(path).isEqualTo("no-cache");
            assertThat(asset.header("Content-Security-Policy")).as(path).isNull();
            assertThat(asset.header("Permissions-Policy")).as(path).isNull();
        }
    }

    @Test
    void a_page_by_a_detour_over_the_assets_has_the_headers_of_pages() {
        String target = "/assets/../realms/" + testRealms.realm().slug() + "/sign-in";
        RawClient.Answer page = RawClient.plain(application.getPort()).get(target, "Accept: text/html");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.head()).containsIgnoringCase("Content-Security-Policy: default-src 'none'");
    }

    @Test
    void a_page_loads_one_style_sheet() {
        String html = get("/realms/" + testRealms.realm().slug() + "/sign-in", "text/html")
                .asString();

        assertThat(html.split("rel=\"stylesheet\"", -1)).hasSize(2);
        Response style = get(html.replaceAll("(?s).*rel=\"stylesheet\" href=\"([^\"]*)\".*", "$1"), "text/css");
        assertThat(style.asString()).contains("--accent:", ".code {", ".console__bar {");
        assertThat(style.header("Content-Encoding")).isEqualTo("gzip");
    }

    @Test
    void nothing_personal_is_stored_and_the_assets_of_a_page_are() {
        Realm realm = testRealms.realm();

        assertThat(get("/realms/" + realm.slug() + "/sign-in", "text/html").header("Cache-Control"))
                .isEqualTo("no-store");
        assertThat(get("/realms/" + realm.slug() + "/console", "text/html").header("Cache-Control"))
                .isEqualTo("no-store");
        String html = get("/realms/" + realm.slug() + "/sign-in", "text/html").asString();
        List<String> assets = Pattern.compile("(?:href|src)=\"([^\"]*[?]v=[^\"]*)\"")
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(assets).hasSizeGreaterThan(2).allSatisfy(asset -> {
            assertThat(get(asset, "*/*").header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(get(asset + "x", "*/*").header("Cache-Control")).isEqualTo("no-cache");
        });
    }

    @Test
    void errors_are_html_for_browsers_and_json_for_clients() {
        get("/nothing/here", "text/html,application/xhtml+xml,*/*;q=0.8")
                .then()
                .statusCode(404)
                .contentType(startsWith("text/html"))
                .body(containsString("Page not found"), containsString("href=\"/forgot-realm\""));
        get("/nothing/here", "*/*").then().statusCode(404).contentType("application/problem+json");
        get("/realms/nowhere/sign-in", "text/html").then().statusCode(404).contentType(startsWith("text/html"));
        get("/realms/nowhere/console", "text/html").then().statusCode(302);
        given().accept("text/html")
                .delete("/realms/" + testRealms.realm().slug() + "/sign-in")
                .then()
                .statusCode(405);
    }

    @Test
    void a_page_holds_no_inline_script_or_style() {
        get("/realms/" + testRealms.realm().slug() + "/sign-in", "text/html")
                .then()
                .body(not(containsString("<style")))
                .body(not(containsString("style=")))
                .body(not(containsString("onclick")))
                .body(not(containsString("<script>")));
    }

    @Test
    void a_first_visit_weighs_less_than_60_kilobytes() {
        String page = "/realms/" + testRealms.realm().slug() + "/sign-in";
        String html = get(page, "text/html").asString();
        int weight = html.length();
        var links =
                java.util.regex.Pattern.compile("(?:href|src)=\"(/[^\"#]+)\"").matcher(html);
        while (links.find()) {
            weight += get(links.group(1), "*/*").asByteArray().length;
        }

        assertThat(weight).isLessThan(60_000);
    }

    private static Response get(String path, String accept) {
        return given().accept(accept).redirects().follow(false).get(path);
    }
}
