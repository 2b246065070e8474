package io.gatehouse.web;

import static io.gatehouse.testing.SignInClient.mailedCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.agroal.api.AgroalDataSource;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Sessions;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.EchoServer.Received;
import io.gatehouse.testing.ExampleProxy;
import io.gatehouse.testing.PortalHost;
import io.gatehouse.testing.RawClient.Answer;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import java.net.http.WebSocketHandshakeException;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every shipped proxy example guarantees: only authenticated requests reach the portal, with an identity that
 * comes from Gatehouse alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PortalContract {
    private static final String AUDIENCE = "https://portal.example.com";

    private final ExampleProxy example;
    private final List<Page> pages = new ArrayList<>();

    @Inject
    TestRealms testRealms;

    @Inject
    Sessions sessions;

    @Inject
    AgroalDataSource database;

    private Realm realm;
    private PortalHost host;
    private Browser browser;

    PortalContract(ExampleProxy example) {
        this.example = example;
    }

    @BeforeAll
    void open() {
        realm = testRealms.realm(AUDIENCE);
        host = new PortalHost(example, realm);
        browser = Browser.open();
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
        if (host != null) {
            host.close();
        }
    }

    @AfterEach
    void leave() {
        pages.forEach(page -> page.context().close());
        pages.clear();
    }

    @Test
    void a_deep_link_is_opened_after_password_and_code() throws Exception {
        Administrator administrator = testRealms.administrator(realm);
        String deepLink = "/reports/7?from=a&to=b%26c%20d";
        Page page = newPage();
        page.context().addCookies(List.of(new Cookie("theme", "dark").setUrl(host.url("/"))));
        signIn(page, administrator, deepLink + "#part");

        assertThat(page.url()).isEqualTo(host.url(deepLink + "#part"));
        Received seen = host.portal().received(deepLink);
        assertThat(seen.header("X-Gatehouse-Subject"))
                .containsExactly(administrator.id().toString());
        assertThat(seen.header("X-Gatehouse-Email"))
                .containsExactly(administrator.email().value());
        assertThat(seen.header("X-Gatehouse-Role")).containsExactly("OPERATOR");
        assertThat(seen.header("Cookie").toString()).contains("theme=dark").doesNotContain("gatehouse");
        SignedJWT token = SignedJWT.parse(seen.header("Authorization").get(0).substring("Bearer ".length()));
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly(AUDIENCE);
        JWKSet keys = JWKSet.parse(host.client()
                .get("/realms/" + realm.slug() + "/.well-known/jwks.json")
                .body());
        assertThat(token.verify(new ECDSAVerifier(
                        keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey())))
                .isTrue();
    }

    @Test
    void identity_headers_of_clients_do_not_reach_the_portal() {
        Administrator administrator = testRealms.administrator(realm);
        String session = signIn(newPage(), administrator, "/claims-page");
        Answer answer = host.client()
                .send(
                        "POST",
                        "/claims",
                        "a=1",
                        "Cookie: a=1; " + session
                                + "; __Host-gatehouse-trust-x=1; b=2; __Host-gatehouse-sign-in-y=z; c=3",
                        "X-Gatehouse-Subject: forged",
                        "X-Gatehouse-Email: forged@example.com",
                        "x-gatehouse-email: forged@example.com",
                        "X_Gatehouse_Email: forged@example.com",
                        "X-Gatehouse-Role: SYSTEM_ADMINISTRATOR",
                        "Authorization: Basic Zm9yZ2VkOmZvcmdlZA==",
                        "Forwarded: for=192.0.2.1");

        assertThat(answer.status()).isEqualTo(200);
        Received seen = host.portal().received("/claims");
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.body()).isEqualTo("a=1");
        assertThat(seen.header("X-Gatehouse-Email"))
                .containsExactly(administrator.email().value());
        assertThat(seen.header("X-Gatehouse-Role")).containsExactly("OPERATOR");
        assertThat(seen.header("Authorization")).hasSize(1);
        assertThat(seen.header("Authorization").get(0)).startsWith("Bearer ");
        assertThat(seen.header("Forwarded")).isEmpty();
        assertThat(seen.header("Cookie").toString())
                .contains("a=1", "b=2", "c=3")
                .doesNotContain("gatehouse");
        assertThat(seen.headers().toString()).doesNotContainIgnoringCase("forged");
    }

    @Test
    void cookies_of_gatehouse_do_not_reach_the_portal() {
        String session = signIn(newPage(), testRealms.administrator(realm), "/cookies-page");
        String many = "p=1; " + session;
        for (int i = 0; i < 12; i++) {
            many += "; __Host-gatehouse-trust-r" + i + "=s; p" + i + "=1";
        }
        assertThat(host.client().get("/cookies", "Cookie: " + many).status()).isEqualTo(200);
        assertThat(host.portal().received("/cookies").header("Cookie").toString())
                .doesNotContainIgnoringCase("gatehouse");
    }

    @Test
    void websockets_of_authenticated_clients_reach_the_portal() {
        String session = signIn(newPage(), testRealms.administrator(realm), "/socket-page");
        assertThat(host.echo("/socket", session, "text")).isEqualTo("text");
        assertThatThrownBy(() -> host.echo("/socket", "none=1", "text"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void no_other_upgrade_is_passed_on() {
        String session = signIn(newPage(), testRealms.administrator(realm), "/upgrade-page");
        for (String target : List.of("/upgrade", "/assets/none", "/realms/" + realm.slug() + "/sign-in")) {
            Answer answer = host.client()
                    .get(
                            target,
                            "Cookie: " + session,
                            "Connection: Upgrade, HTTP2-Settings",
                            "Upgrade: h2c",
                            "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA");
            assertThat(answer.status()).as(target).isNotEqualTo(101);
        }
    }

    @Test
    void uploads_of_any_size_reach_the_portal() {
        String session = signIn(newPage(), testRealms.administrator(realm), "/upload-page");
        String body = "x".repeat(3_000_000);
        assertThat(host.client()
                        .send("POST", "/upload", body, "Cookie: " + session)
                        .status())
                .isEqualTo(200);
        assertThat(host.portal().received("/upload").body()).hasSize(body.length());
    }

    @Test
    void pages_of_gatehouse_are_not_compressed() {
        Answer answer =
                host.client().get("/realms/" + realm.slug() + "/sign-in", "Accept-Encoding: gzip, deflate, br, zstd");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head()).doesNotContainIgnoringCase("content-encoding");
    }

    @Test
    void a_revoked_session_is_rejected_at_the_next_request() {
        Administrator administrator = testRealms.administrator(realm);
        Page page = newPage();
        String session = signIn(page, administrator, "/revoked");
        sessions.revokeAll(administrator.id(), Optional.empty());

        assertThat(host.client().get("/revoked-raw", "Cookie: " + session).status())
                .isEqualTo(302);
        page.navigate(host.url("/revoked?again"));
        assertThat(page.url()).contains("/sign-in?return_to=%2Frevoked%3Fagain");
        assertThat(host.portal().received()).noneMatch(request -> request.uri().matches("/revoked(-raw|\\?).*"));
    }

    @Test
    void no_path_spelling_bypasses_authentication() {
        List<Received> before = host.portal().received();
        String forged = "Cookie: __Host-gatehouse-session-" + realm.slug() + "=00000000-0000-0000-0000-000000000000.x";
        for (String target : PathBypassCases.UNDER_GATEHOUSE_AND_BESIDE) {
            for (String method : List.of("GET", "POST", "HEAD", "OPTIONS")) {
                Answer answer = host.client().send(method, target.replace("REALM", realm.slug()), "", forged);
                assertThat(answer.body()).as(method + " " + target).doesNotContain("<h1>Portal</h1>");
            }
        }
        assertThat(host.portal().received()).isEqualTo(before);
    }

    @Test
    void the_check_is_reachable_by_the_proxy_only() {
        String session = signIn(newPage(), testRealms.administrator(realm), "/check");
        for (String target : PathBypassCases.TO_THE_CHECK) {
            Answer answer = host.client().get(target.replace("REALM", realm.slug()), "Cookie: " + session);
            assertThat(answer.head()).as(target).doesNotContainIgnoringCase("authorization: bearer");
        }
    }

    @Test
    void a_client_cannot_forge_its_address() throws Exception {
        Administrator administrator = testRealms.administrator(realm);
        Page page = newPage();
        page.setExtraHTTPHeaders(Map.of("X-Forwarded-For", "192.0.2.1", "Forwarded", "for=192.0.2.1"));
        signIn(page, administrator, "/address");
        try (var connection = database.getConnection();
                var query =
                        connection.prepareStatement("select client_address from session where administrator_id = ?")) {
            query.setObject(1, administrator.id().value());
            ResultSet found = query.executeQuery();
            assertThat(found.next()).isTrue();
            assertThat(found.getString(1)).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
        }
    }

    private Page newPage() {
        Page page = browser.newContext(new NewContextOptions().setIgnoreHTTPSErrors(true))
                .newPage();
        pages.add(page);
        return page;
    }

    /** Signs in from a page of the portal; returns the session cookie. */
    private String signIn(Page page, Administrator administrator, String path) {
        page.navigate(host.url(path));
        assertThat(page.url()).startsWith(host.url("/realms/" + realm.slug() + "/sign-in?return_to="));
        SignInJourney journey = SignInJourney.on(page, realm);
        journey.signIn(administrator);
        page.waitForURL(Pattern.compile(".*/sign-in/code(\\?flow=.*)?"));
        journey.enterCode(mailedCode(administrator));
        page.waitForURL(host.url(path));
        return page.context().cookies().stream()
                .filter(cookie -> cookie.name.equals("__Host-gatehouse-session-" + realm.slug()))
                .map(cookie -> cookie.name + "=" + cookie.value)
                .findFirst()
                .orElseThrow();
    }
}
