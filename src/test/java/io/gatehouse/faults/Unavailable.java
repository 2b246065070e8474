package io.gatehouse.faults;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;

import io.restassured.response.Response;
import java.time.Duration;

/** How a request fails closed. */
final class Unavailable {
    private Unavailable() {}

    static void assertUnavailable(Response answer, Duration within) {
        answer.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo("unavailable"))
                .header("Retry-After", matchesPattern("[1-9][0-9]?"))
                .time(lessThan(within.toMillis()));
    }
}
