package io.gatehouse.faults;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TwoInstanceCluster;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Guesses at one account from many networks over two instances. */
@GatehouseTest
class PasswordGuessingIT {
    private static final int NETWORKS = 80;
    private static final int GUESSES_OF_EACH = 5;

    private final TwoInstanceCluster cluster = TwoInstanceCluster.shared();
    private final Instance one = cluster.one();
    private final Instance other = cluster.other();

    @Inject
    TestRealms town;

    @Test
    void of_400_from_80_networks_a_hundred_are_compared_even_if_redis_is_lost() {
        Realm realm = town.realm();
        Administrator person = town.administrator(realm);
        String email = person.email().value();

        for (String address : List.of(email, "unknown@example.com")) {
            int compared = Collections.frequency(guess(realm, address), "invalid_credentials");
            assertThat(compared).isBetween(1, 100);
            // On a busy machine fewer are compared: what Redis counted under way is gone after a loss, what was
            // compared is not.
            cluster.redis().flush();
            int network = 100;
            while (guess(realm, address, network++).equals("invalid_credentials")) {
                compared++;
            }
            assertThat(compared).isEqualTo(100);
            assertThat(guess(realm, address, network)).isEqualTo("throttled");
        }

        MailedLink link = MailedLink.in(TestMail.latestTo(email).text());
        one.signIn(realm)
                .start(email, TestRealms.PASSWORD)
                .then()
                .statusCode(429)
                .header("Retry-After", equalTo("900"))
                .body("code", equalTo("throttled"));
        assertThat(TestMail.allTo(email)).hasSize(1);

        String page = "/realms/" + realm.slug() + "/admission";
        given().get(other.url(link.path())).then().statusCode(200);
        String cookie = given().redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("token", link.token())
                .post(one.url(page))
                .then()
                .statusCode(303)
                .extract()
                .cookie("__Host-gatehouse-admission-" + realm.slug());
        given().cookie("__Host-gatehouse-admission-" + realm.slug(), cookie)
                .contentType("application/json")
                .body("{\"email\":\"" + email + "\",\"password\":\"" + TestRealms.PASSWORD + "\"}")
                .post(other.url("/api/v1/realms/" + realm.slug() + "/sign-in"))
                .then()
                .statusCode(200)
                .body("state", equalTo("complete"));
        one.signIn(realm).start(email, TestRealms.PASSWORD).then().statusCode(200);
    }

    private List<String> guess(Realm realm, String email) {
        List<Integer> networks = new ArrayList<>();
        for (int i = 0; i < NETWORKS * GUESSES_OF_EACH; i++) {
            networks.add(1 + i % NETWORKS);
        }
        return Parallel.each(
                networks,
                network -> Stream.generate(() -> guess(realm, email, network))
                        // On a busy machine no core is free to hash it: nothing is counted, and the client asks again.
                        .dropWhile(code -> code.equals("unavailable"))
                        .findFirst()
                        .orElseThrow());
    }

    /** Enters a wrong password from that network, and returns the code of the answer. */
    private String guess(Realm realm, String email, int network) {
        Instance instance = network % 2 == 0 ? one : other;
        int port = instance.url("/").getPort();
        String body = "{\"email\":\"" + email + "\",\"password\":\"wrong\"}";
        String request = "POST /api/v1/realms/" + realm.slug() + "/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
        try (Socket socket = new Socket(
                InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName("127.0." + network + ".1"), 0)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.replaceFirst("(?s).*\"code\":\"([a-z_]+)\".*", "$1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
