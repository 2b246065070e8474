package io.gatehouse.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/** Stands before an SMTP server and refuses recipients in its place, with the reply a test has asked for. */
final class RejectingSmtpProxy extends SocketServer {
    private static final String REPLY = "testing.smtp.reply.";
    private static final String HELD = "held";
    private static final Pattern RECIPIENT = Pattern.compile("RCPT TO:<([^>]*)>.*", Pattern.DOTALL);

    /** The server that is asked first. */
    static final String FIRST = "first.";
    /** The one that mail goes to that the first does not take. */
    static final String SECOND = "second.";

    private final String name;
    private final int serverPort;

    private RejectingSmtpProxy(String name, int serverPort, ServerSocketFactory sockets) {
        super(sockets);
        this.name = name;
        this.serverPort = serverPort;
    }

    /**
     * Opens it.
     *
     * @param sockets of its entrance, which may speak TLS
     */
    static RejectingSmtpProxy before(int serverPort, String name, ServerSocketFactory sockets) {
        var proxy = new RejectingSmtpProxy(name, serverPort, sockets);
        proxy.start();
        return proxy;
    }

    /** By a property, since tests are loaded by other class loaders than the gate. */
    static void refuse(String name, String address, String codes) {
        System.setProperty(REPLY + name + address, codes + " not now, " + address);
    }

    /** Neither takes nor refuses mails to this address, until they are accepted again. */
    static void hold(String name, String address) {
        System.setProperty(REPLY + name + address, HELD);
    }

    static void accept(String name, String address) {
        System.clearProperty(REPLY + name + address);
    }

    @Override
    void serve(Socket client) throws IOException {
        var server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        run(() -> answers(server, client));
        commands(client, server);
    }

    private static void answers(Socket server, Socket client) throws IOException {
        try (server;
                client) {
            server.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private void commands(Socket client, Socket server) throws IOException {
        try (client;
                server) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                Matcher recipient = RECIPIENT.matcher(line);
                String reply = recipient.matches() ? System.getProperty(REPLY + name + recipient.group(1)) : null;
                if (HELD.equals(reply)) {
                    continue;
                }
                OutputStream out = reply == null ? server.getOutputStream() : client.getOutputStream();
                out.write((reply == null ? line : reply + "\r\n").getBytes(ISO_8859_1));
                out.flush();
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0) {
            line.write(next);
            if (next == '\n') {
                break;
            }
            next = in.read();
        }
        return line.toString(ISO_8859_1);
    }
}
