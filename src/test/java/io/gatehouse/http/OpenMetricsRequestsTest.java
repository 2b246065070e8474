package io.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.RawClient;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests reach a route that produces one version of OpenMetrics, as Quarkus' does. */
class OpenMetricsRequestsTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/openmetrics-text | 200",
                "Application/OpenMetrics-Text; charset=utf-8 | 200",
                "application/openmetrics-text;q=0.9 | 200",
                "application/openmetrics-text;version=1.0.0 | 200",
                "application/openmetrics-text; version=1.0.0; charset=utf-8 | 200",
                "application/json,application/openmetrics-text;version=1.0.0;q=0.5 | 200",
                "application/openmetrics-text;version=0.0.1 | 406",
                "application/openmetrics-text;version=1.0.01 | 406",
                "application/json | 406",
            })
    void may_leave_version_and_charset_out(String accepted, int status) {
        Router router = Router.router(vertx);
        new OpenMetricsRequests().register(router);
        router.route("/q/metrics")
                .produces("application/openmetrics-text; version=1.0.0; charset=utf-8")
                .handler(routing -> routing.end("metrics"));
        int port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        assertThat(RawClient.plain(port)
                        .get("/q/metrics", "Accept: " + accepted)
                        .status())
                .isEqualTo(status);
    }
}
