package io.gatehouse.cli.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** An SMTP connection (RFC 5321) that sends no mail. */
final class SmtpDialog implements AutoCloseable {
    private static final int MILLIS = 10_000;
    private static final int CODE_LENGTH = 3;

    private final String host;
    private final SSLContext trust;
    private Socket socket;
    private BufferedReader reader;

    private SmtpDialog(String host, Socket socket, SSLContext trust) throws IOException {
        this.host = host;
        this.trust = trust;
        use(socket);
    }

    /**
     * Connects and reads the server's greeting.
     *
     * @param tls whether TLS starts before the greeting
     */
    static SmtpDialog open(String host, int port, boolean tls, SSLContext trust) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), MILLIS);
        socket.setSoTimeout(MILLIS);
        var dialog = new SmtpDialog(host, socket, trust);
        if (tls) {
            dialog.encrypt();
        }
        expect("2", dialog.readReply());
        return dialog;
    }

    /**
     * Sends EHLO, and HELO if that is refused, as the mail client does.
     *
     * @param name of this host
     * @return the extensions the server offers, one per line; the mail client knows them in upper case alone
     */
    String greet(String name) throws IOException {
        String reply = send("EHLO " + name);
        if (!reply.startsWith("2")) {
            reply = send("HELO " + name);
            expect("2", reply);
        }
        return reply;
    }

    /** Switches to TLS (RFC 3207); requires a certificate for this host that the machine trusts. */
    void startTls() throws IOException {
        expect("2", send("STARTTLS"));
        encrypt();
    }

    /** Returns whether the server accepts the credentials (RFC 4616). */
    boolean authenticates(String user, String password) throws IOException {
        String token =
                Base64.getEncoder().encodeToString(("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8));
        return send("AUTH PLAIN " + token).startsWith("2");
    }

    /** Begins a mail from that address and drops it; returns the server's refusal, or empty if it accepts the sender. */
    Optional<String> refusesSender(String address) throws IOException {
        String reply = send("MAIL FROM:<" + address + ">");
        if (!reply.startsWith("2")) {
            return Optional.of(firstLine(reply));
        }
        send("RSET");
        return Optional.empty();
    }

    boolean isEncrypted() {
        return socket instanceof SSLSocket;
    }

    private void encrypt() throws IOException {
        use(Probe.encrypt(socket, host, trust));
    }

    private void use(Socket other) throws IOException {
        socket = other;
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private String send(String line) throws IOException {
        write(line);
        return readReply();
    }

    private void write(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads a reply with all its lines; the last has a space after the code, without which the mail client fails. */
    private String readReply() throws IOException {
        var reply = new StringBuilder();
        String line;
        do {
            line = reader.readLine();
            if (line == null) {
                throw new IOException("connection closed");
            }
            if (line.length() <= CODE_LENGTH) {
                throw new IOException("its reply " + line + " lacks the space and text after the code");
            }
            reply.append(line).append('\n');
        } while (line.startsWith("-", CODE_LENGTH));
        return reply.toString();
    }

    private static void expect(String start, String reply) throws IOException {
        if (!reply.startsWith(start)) {
            throw new IOException(firstLine(reply));
        }
    }

    private static String firstLine(String reply) {
        return reply.lines().findFirst().orElse("no reply");
    }

    @Override
    public void close() throws IOException {
        try {
            write("QUIT");
        } catch (IOException e) {
            // The server has closed the connection already.
        } finally {
            socket.close();
        }
    }
}
