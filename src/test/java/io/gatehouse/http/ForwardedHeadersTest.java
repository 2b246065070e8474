package io.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.RawClient;
import io.gatehouse.testing.TestKeys;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server that believes some proxies takes for the client's address and scheme. */
class ForwardedHeadersTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.0/8", "::ffff:127.0.0.1", "2001:db8::/32,127.0.0.1"})
    void a_trusted_proxy_is_believed(String proxies) {
        assertThat(seen(proxies, "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https"))
                .isEqualTo("203.0.113.9 https");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "127.0.0.2", "2001:db8::/32", "10.0.0.0/8"})
    void others_are_not(String proxies) {
        assertThat(seen(proxies, "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https"))
                .isEqualTo("127.0.0.1 http");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For: | 127.0.0.1 http",
                "X-Forwarded-For: , | 127.0.0.1 http",
                "X-Forwarded-For: :1234 | 127.0.0.1 http",
                "X-Forwarded-For: [] | 127.0.0.1 http",
                "X-Forwarded-For: 203.0.113.9:x | 127.0.0.1 http",
                "X-Forwarded-For: fe80::1%5 | 127.0.0.1 http",
                "X-Forwarded-For: [fe80::1%5]:80 | 127.0.0.1 http",
                "X-Forwarded-For: proxy.example.com | 127.0.0.1 http",
                "X-Forwarded-Proto: | 127.0.0.1 http",
                "X-Forwarded-Proto: , | 127.0.0.1 http",
                "X-Forwarded-Proto: javascript | 127.0.0.1 http",
                "X-Forwarded-Proto: https,http | 127.0.0.1 https",
                "X-Forwarded-Port: , | 127.0.0.1 http",
                "X-Forwarded-Host: [ | 127.0.0.1 http",
                "X-Forwarded-Host: , | 127.0.0.1 http",
                "Forwarded: for=203.0.113.9 | 127.0.0.1 http",
            })
    void malformed_and_other_headers_count_as_absent(String header, String seen) {
        assertThat(seen("127.0.0.1", header)).isEqualTo(seen);
    }

    @Test
    void the_first_of_two_headers_counts() {
        assertThat(seen("127.0.0.1", "X-Forwarded-For: 203.0.113.9", "X-Forwarded-For: 198.51.100.1"))
                .isEqualTo("203.0.113.9 http");
    }

    private String seen(String proxies, String... headers) {
        String[] trusted = proxies.isEmpty() ? new String[0] : proxies.split(",");
        var forwarded = new ForwardedHeaders(TestKeys.config(URI.create("https://portal.example.com"), trusted));
        Router router = Router.router(vertx);
        forwarded.register(router);
        var filters = new Filters();
        forwarded.register(filters);
        router.route().handler(filters.getFilters().get(0).getHandler());
        router.route().handler(routing -> {
            HttpServerRequest request = routing.request();
            routing.end(request.remoteAddress().hostAddress() + " " + request.scheme());
        });
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return RawClient.plain(server.actualPort()).get("/", headers).body();
    }
}
