package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.api;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client's address in {@code X-Forwarded-For} of a trusted proxy. */
@GatehouseTest
@TestProfile(ForwardedAddressIT.BehindProxy.class)
class ForwardedAddressIT {
    @Inject
    TestRealms testRealms;

    /** A proxy on the same machine. */
    public static class BehindProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("gatehouse.trusted-proxies", "127.0.0.1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 203.0.113.9",
                "203.0.113.9:1234 | 203.0.113.9",
                "203.0.113.9, 198.51.100.1 | 203.0.113.9",
                "2001:db8::1 | 2001:db8:0:0:0:0:0:1",
                "[2001:db8::2] | 2001:db8:0:0:0:0:0:2",
                "[2001:db8::3]:443 | 2001:db8:0:0:0:0:0:3",
                "[2001:db8::4]:443, 198.51.100.1 | 2001:db8:0:0:0:0:0:4",
                "203.0.113.9,,198.51.100.1 | 203.0.113.9",
                "::ffff:203.0.113.9 | 203.0.113.9",
                "'' | 127.0.0.1",
                "' ' | 127.0.0.1",
                ", | 127.0.0.1",
                ", 203.0.113.9 | 127.0.0.1",
                ":1234 | 127.0.0.1",
                "[]:1234 | 127.0.0.1",
                "unknown | 127.0.0.1",
                "localhost:80 | 127.0.0.1",
                "[] | 127.0.0.1",
                "[]:443 | 127.0.0.1",
                "[localhost] | 127.0.0.1",
                "[[2001:db8::1]] | 127.0.0.1",
                "203.0.113.999 | 127.0.0.1",
            })
    void is_the_one_recorded_and_anything_else_counts_as_the_proxy(String forwarded, String recorded) {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        String token = given().header("X-Forwarded-For", forwarded)
                .contentType("application/json")
                .body(Map.of("email", administrator.email().value(), "password", TestRealms.PASSWORD))
                .post("/api/v1/realms/" + realm.slug() + "/sign-in")
                .jsonPath()
                .getString("tokens.accessToken");
        assertThat(given().spec(api(realm, token))
                        .queryParam("type", "SIGNED_IN")
                        .get("/audit")
                        .jsonPath()
                        .getList("items.clientAddress"))
                .isEqualTo(List.of(recorded));
    }
}
