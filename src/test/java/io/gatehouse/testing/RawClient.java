package io.gatehouse.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Sends requests byte by byte as given, as no well-behaved client would. */
public final class RawClient {
    private final Connector connector;
    private final int port;

    private RawClient(Connector connector, int port) {
        this.connector = connector;
        this.port = port;
    }

    /** Opens a connection. */
    private interface Connector {
        Socket connect() throws IOException;
    }

    /** What came back; status 0 if the connection was closed without a response. */
    public record Answer(int status, String head, String body) {}

    /** Returns a client of a TLS server. */
    static RawClient tls(SSLContext trust, int port) {
        return new RawClient(
                () -> {
                    SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("localhost", port);
                    // Java itself names no host without a dot.
                    SSLParameters parameters = socket.getSSLParameters();
                    parameters.setServerNames(List.of(new SNIHostName("localhost")));
                    socket.setSSLParameters(parameters);
                    return socket;
                },
                port);
    }

    /** Returns a client of a server without TLS. */
    public static RawClient plain(int port) {
        return new RawClient(() -> new Socket("127.0.0.1", port), port);
    }

    /** Sends a request without a body. */
    public Answer get(String target, String... headers) {
        return send("GET", target, "", headers);
    }

    /** Sends a request of these lines; each character is a byte. */
    public Answer send(String method, String target, String body, String... headers) {
        return exchange(method + " " + target + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
                + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n")
                + "\r\n" + body);
    }

    /** Sends these bytes, and reads until the server closes the connection, for up to ten seconds. */
    public Answer exchange(String request) {
        try (Socket socket = connector.connect()) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return parse(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer parse(String answer) {
        if (answer.isEmpty()) {
            return new Answer(0, "", "");
        }
        String[] parts = answer.split("\r\n\r\n", 2);
        return new Answer(Integer.parseInt(parts[0].split(" ", 3)[1]), parts[0], parts.length == 2 ? parts[1] : "");
    }
}
