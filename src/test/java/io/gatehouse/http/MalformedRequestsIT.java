package io.gatehouse.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.http.MalformedRequests.Request;
import io.gatehouse.kernel.store.RowFaults;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Artifact;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.RawClient;
import io.gatehouse.testing.RawClient.Answer;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.Visitor;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed requests to every route, by a System Administrator and by no one: never a fault, and nothing in the log. */
@GatehouseTest
class MalformedRequestsIT {
    /** As the token of a link. */
    private static final String SECRET = "Kq3xSECRETxT0kenOfAL1nk";

    private static final Pattern PROBLEM = Pattern.compile("(?i)content-type: application/problem\\+json");
    private static final Pattern PAGE = Pattern.compile("(?i)content-type: text/html;charset=utf-8");

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Handler capture = new Capture();

    @Inject
    TestRealms testRealms;

    @TestHTTPResource("/")
    URI application;

    private RawClient client;

    @BeforeEach
    void listen() {
        client = RawClient.plain(application.getPort());
        Logger.getLogger("").addHandler(capture);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(capture);
    }

    @Test
    void get_a_problem_or_a_page_and_leave_no_trace_in_the_log() {
        testRealms.root();
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        String bearer = "Authorization: Bearer "
                + SessionClient.tokens(realm, administrator).get("accessToken");
        String cookie = "Cookie: gatehouse-session-" + realm.slug() + "="
                + Visitor.of(realm).signIn(administrator).getCookie("gatehouse-session-" + realm.slug());
        List<Request> routes = MalformedRequests.routes(realm.slug(), "token=" + SECRET);
        assertThat(routes).hasSizeGreaterThan(140);
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < routes.size(); i++) {
            List<Request> variants = MalformedRequests.variants(routes.get(i), realm.slug());
            // Every fourth by turns, so that each malformation goes to a quarter of the routes and from each kind of
            // caller.
            for (int j = i % 4; j < variants.size(); j += 4) {
                requests.add(authenticated(variants.get(j), (i + j) / 4 % 3, bearer, cookie));
            }
        }

        assertThat(Parallel.each(requests, this::fault).stream().flatMap(Optional::stream))
                .isEmpty();

        assertThat(log).noneMatch(line -> line.contains(SECRET) || line.contains(cookie.split("=")[1]));
        assertThat(log).noneMatch(line -> line.startsWith("ERROR") || line.contains("thrown"));
        assertThat(tags("uri")).noneMatch(tag -> tag.contains(realm.slug()) || tag.contains("%"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost|Host: localhost",
                "Host: localhost|Host: other.example",
                "Host: localhost|Content-Length: 4|Transfer-Encoding: chunked",
                "Host: localhost|Transfer-Encoding: x",
                "Host: localhost|Transfer-Encoding: gzip, chunked",
                "Host: localhost|Transfer-Encoding: chunked, x",
                "Host: localhost|Transfer-Encoding: xchunked",
                "Host: localhost|Transfer-Encoding: chunked|Transfer-Encoding: chunked",
                "Host: localhost|Content-Length: 4|Content-Length: 5",
                "Host: localhost|Content-Length: +4",
            })
    void whose_end_or_host_is_ambiguous_are_refused_and_the_connection_is_closed(String headers) {
        Answer answer = client.exchange("POST /realms/x/sign-in HTTP/1.1\r\n" + headers.replace("|", "\r\n")
                + "\r\n\r\n0\r\n\r\nGET /second HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere?x=%", "/%", "/nowhere?token=|", "/[", "/assets/%ff"})
    void to_no_route_get_a_problem(String target) {
        Answer answer = client.get(target);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"invalid_request\"");
    }

    @Test
    void of_any_method_add_no_values_to_the_metrics() {
        Artifact.needsTheApplicationHere("The metrics");
        assertThat(client.exchange("BREW /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .status())
                .isEqualTo(404);
        await().until(() -> tags("method").anyMatch("OTHER"::equals));
        assertThat(tags("method")).doesNotContain("BREW");
    }

    /** Returns what is wrong with the response, or empty. */
    private Optional<String> fault(Request request) {
        Answer answer = client.send(
                request.method(),
                request.target(),
                request.body(),
                request.headers().toArray(String[]::new));
        boolean refused = answer.status() >= 400 && !request.method().equals("HEAD");
        boolean readable =
                PROBLEM.matcher(answer.head()).find() && answer.body().contains("\"code\":")
                        || PAGE.matcher(answer.head()).find() && answer.body().contains("</html>")
                        || isForClients(answer);
        return answer.status() == 0 || answer.status() >= 500 || refused && !readable
                ? Optional.of(answer.status() + " " + shortened(request.toString()))
                : Optional.empty();
    }

    /** Returns whether it is an error as clients of the OpenID provider expect it (RFC 6749, section 5.2, and RFC 6750, section 3). */
    private static boolean isForClients(Answer answer) {
        return answer.body().startsWith("{\"error\":")
                || answer.body().isEmpty()
                        && answer.head().toLowerCase(Locale.ROOT).contains("\nwww-authenticate: bearer");
    }

    private static Request authenticated(Request request, int turn, String bearer, String cookie) {
        return switch (turn) {
            case 0 -> request;
            case 1 -> isAuthenticated(request) ? request : request.with(bearer);
            default -> (isAuthenticated(request) ? request : request.with(cookie)).with("Sec-Fetch-Site: same-origin");
        };
    }

    private static boolean isAuthenticated(Request request) {
        return request.headers().stream()
                .anyMatch(header -> header.startsWith("Authorization:") || header.startsWith("Cookie:"));
    }

    private static Stream<String> tags(String name) {
        return Pattern.compile("http_server_requests_seconds_count\\{.*" + name + "=\"([^\"]*)\"")
                .matcher(given().get("/q/metrics").asString())
                .results()
                .map(match -> match.group(1));
    }

    private static String shortened(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300);
    }

    private final class Capture extends Handler {
        private final PatternFormatter formatter = new PatternFormatter("%p %c %s");

        @Override
        public void publish(LogRecord entry) {
            // ArchUnit, which finds the routes, cannot read the classes that Quarkus made, and scheduled tasks may meet
            // the rows of other tests.
            if (!entry.getLoggerName().startsWith("com.tngtech.")
                    && !entry.getLoggerName().equals(RowFaults.class.getName())) {
                log.add(formatter.format(entry) + (entry.getThrown() == null ? "" : " thrown " + entry.getThrown()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
