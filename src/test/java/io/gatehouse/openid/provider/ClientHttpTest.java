package io.gatehouse.openid.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.kernel.crypto.TrustedCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ClientHttpTest {
    private final ClientHttp http =
            new ClientHttp(TrustedCertificates.context(Optional.empty()), Duration.ofMillis(500));
    private ServerSocket server;
    private volatile String response = "";

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var accepting = new Thread(this::accept);
        accepting.setDaemon(true);
        accepting.start();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** Answers each request, and leaves the connection open. */
    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connection.getInputStream().read();
                connection.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
                connection.getOutputStream().flush();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    }

    private void respond(String status, String body, int length) {
        response = "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + length + "\r\n\r\n" + body;
    }

    @Test
    void a_response_is_read() throws IOException {
        respond("200 OK", "{}", 2);
        assertThat(http.retrieveResource(address().toURL()).getContent()).isEqualTo("{}");
        respond("204 No Content", "", 0);
        assertThat(http.post(address(), "a=b")).isEqualTo(204);
    }

    @Test
    void redirects_are_not_followed() throws IOException {
        respond("302 Found\r\nLocation: " + address(), "", 0);
        assertThat(http.post(address(), "a=b")).isEqualTo(302);
        assertThatThrownBy(() -> http.retrieveResource(address().toURL())).isInstanceOf(IOException.class);
    }

    @Test
    void a_response_that_does_not_end_is_not_waited_for() {
        respond("200 OK", "{", 100);
        assertThatThrownBy(() -> http.retrieveResource(address().toURL())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> http.post(address(), "a=b")).isInstanceOf(IOException.class);
    }

    @Test
    void no_more_is_read_than_a_key_set_may_have() {
        respond("200 OK", "x".repeat(70_000), 70_000);
        assertThatThrownBy(() -> http.retrieveResource(address().toURL())).hasStackTraceContaining("too long");
    }
}
