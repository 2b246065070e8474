package io.gatehouse.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Sends requests byte by byte as told, as no well-behaved client would. */
public final class RawClient {
    private final SSLContext trust;
    private final int port;

    RawClient(SSLContext trust, int port) {
        this.trust = trust;
        this.port = port;
    }

    /** What came back. */
    public record Answer(int status, String head, String body) {}

    /** Sends a request without a body. */
    public Answer get(String target, String... headers) {
        return send("GET", target, "", headers);
    }

    /** Sends a request of these lines. */
    public Answer send(String method, String target, String body, String... headers) {
        String head = method + " " + target + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
                + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n");
        try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("localhost", port)) {
            // Java itself names no host without a dot.
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("localhost")));
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((head + "\r\n" + body).getBytes(ISO_8859_1));
            return parse(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer parse(String answer) {
        String[] parts = answer.split("\r\n\r\n", 2);
        return new Answer(Integer.parseInt(parts[0].split(" ", 3)[1]), parts[0], parts.length == 2 ? parts[1] : "");
    }
}
