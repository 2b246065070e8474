package io.gatehouse.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slow request bodies occupy no thread, and are cut off after ten seconds. */
@GatehouseTest
class SlowBodyIT {
    /** Far more than there are worker threads. */
    private static final int SENDERS = 200;

    private final List<Socket> senders = new ArrayList<>();

    @Inject
    TestRealms testRealms;

    @TestHTTPResource("/")
    URI application;

    @AfterEach
    void hang_up() throws IOException {
        for (Socket sender : senders) {
            sender.close();
        }
    }

    @Test
    void are_cut_off_without_delaying_others() throws IOException {
        Realm realm = testRealms.realm();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(begin(realm, i % 2 == 0 ? "Content-Length: 1000" : "Transfer-Encoding: chunked"));
        }

        assertThat(SignInClient.of(realm).start(testRealms.administrator(realm)).getString("state"))
                .isEqualTo("complete");

        Socket first = senders.get(0);
        await("a body that grows by a byte a second to be cut off")
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> isAnswered(first));
        for (Socket sender : senders) {
            sender.setSoTimeout(3000);
            assertThat(new String(sender.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void none_at_all_is_fine_from_a_client_that_offers_http_2() throws Exception {
        URI keys = application.resolve("/realms/" + testRealms.realm().slug() + "/.well-known/jwks.json");
        assertThat(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(keys).build(), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    private Socket begin(Realm realm, String length) throws IOException {
        var sender = new Socket(application.getHost(), application.getPort());
        sender.getOutputStream()
                .write("""
                POST /api/v1/realms/%s/sign-in HTTP/1.1
                Host: localhost
                Content-Type: application/json
                %s

                5
                """.formatted(realm.slug(), length).replace("\n", "\r\n").getBytes(US_ASCII));
        return sender;
    }

    private static boolean isAnswered(Socket sender) throws IOException {
        if (sender.getInputStream().available() == 0) {
            sender.getOutputStream().write('1');
            return false;
        }
        return true;
    }
}
