package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP/2 without TLS, as used by proxies and service meshes: by upgrade and with prior knowledge. */
@GatehouseTest
class Http2IT {
    /** Below the server's limit of 100 streams per connection. */
    private static final int STREAMS = 90;

    private static final String MALFORMED = "{\"signInId\": \"short\"}";

    private final HttpClient upgrading =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

    private io.vertx.core.http.HttpClient knowing;

    @Inject
    TestRealms testRealms;

    @Inject
    Vertx vertx;

    @TestHTTPResource("/")
    URI application;

    @BeforeEach
    void connect() {
        knowing = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MaxPoolSize(1)
                .setDefaultHost(application.getHost())
                .setDefaultPort(application.getPort()));
    }

    @AfterEach
    void disconnect() {
        knowing.close();
    }

    @Test
    void comes_by_an_upgrade_at_a_request_with_a_body() throws Exception {
        HttpResponse<String> answer = upgrading.send(signIn(testRealms.realm()), BodyHandlers.ofString());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JsonPath.from(answer.body()).getString("state")).isEqualTo("complete");
    }

    @Test
    void serves_many_streams_at_once() throws Exception {
        Realm realm = testRealms.realm();
        assertThat(upgrading.send(keys(realm), BodyHandlers.discarding()).version())
                .isEqualTo(HttpClient.Version.HTTP_2);

        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, STREAMS)
                .mapToObj(i -> upgrading.sendAsync(malformed(realm), BodyHandlers.ofString()))
                .toList();

        for (CompletableFuture<HttpResponse<String>> each : answers) {
            HttpResponse<String> answer = each.get();
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(JsonPath.from(answer.body()).getString("errors[0].field"))
                    .isEqualTo("signInId");
        }
    }

    @Test
    void refuses_too_large_a_body_with_a_problem_whether_its_length_is_announced_or_not() throws Exception {
        Realm realm = testRealms.realm();
        for (BodyPublisher body : List.of(
                BodyPublishers.ofByteArray(new byte[70_000]),
                BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[70_000])))) {
            HttpResponse<String> answer = upgrading.send(post(realm, "", body), BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(JsonPath.from(answer.body()).getString("code")).isEqualTo("payload_too_large");
        }
    }

    @Test
    void by_prior_knowledge_a_slow_body_ends_its_stream_alone() {
        Realm realm = testRealms.realm();
        HttpClientRequest slow = await(knowing.request(HttpMethod.POST, path(realm, "")));
        slow.putHeader("Content-Type", "application/json").setChunked(true);
        slow.write("{");

        assertThat(await(slow.response()).statusCode()).isEqualTo(408);
        assertThat(await(knowing.request(HttpMethod.POST, path(realm, "/state"))
                                .flatMap(next -> next.putHeader("Content-Type", "application/json")
                                        .send(MALFORMED)))
                        .statusCode())
                .isEqualTo(400);
    }

    private HttpRequest signIn(Realm realm) {
        String credentials = "{\"email\": \"%s\", \"password\": \"%s\"}"
                .formatted(testRealms.administrator(realm).email().value(), TestRealms.PASSWORD);
        return post(realm, "", BodyPublishers.ofString(credentials));
    }

    private HttpRequest malformed(Realm realm) {
        return post(realm, "/state", BodyPublishers.ofString(MALFORMED));
    }

    private HttpRequest keys(Realm realm) {
        return HttpRequest.newBuilder(application.resolve("/realms/" + realm.slug() + "/.well-known/jwks.json"))
                .build();
    }

    private HttpRequest post(Realm realm, String step, BodyPublisher body) {
        return HttpRequest.newBuilder(application.resolve(path(realm, step)))
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
    }

    private static String path(Realm realm, String step) {
        return "/api/v1/realms/" + realm.slug() + "/sign-in" + step;
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(15, TimeUnit.SECONDS)
                .join();
    }
}
