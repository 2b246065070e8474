package io.gatehouse.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** An SMTP server that replies as a test asks, and keeps the lines that it is sent. */
public final class ScriptedSmtpServer extends SocketServer {
    /** The reply's place before the first command. */
    public static final String GREETING = "greeting";
    /** The end of a mail's text. */
    public static final String END = ".";
    /** Instead of a reply: closes the connection. */
    public static final String CLOSE = "close";
    /** Instead of a reply: does not reply. */
    public static final String SILENCE = "silence";

    private volatile String lineEnd = "\r\n";
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Map<String, String> replies = new ConcurrentHashMap<>(Map.of(
            GREETING,
            "220 mail.example.com",
            "EHLO",
            "250-mail.example.com\r\n250 ENHANCEDSTATUSCODES",
            "MAIL",
            "250 2.1.0 fine",
            "RCPT",
            "250 2.1.5 fine",
            "DATA",
            "354 go on",
            END,
            "250 2.0.0 taken",
            "RSET",
            "250 2.0.0 dropped",
            "QUIT",
            "221 2.0.0 bye"));

    /** Starts it. */
    public ScriptedSmtpServer() {
        super(ServerSocketFactory.getDefault());
        start();
    }

    /** Sets the reply to a command, which is its first word, {@link #GREETING} or {@link #END}. */
    public ScriptedSmtpServer reply(String command, String reply) {
        replies.put(command, reply);
        return this;
    }

    /** Ends replies by this instead of CRLF. */
    public ScriptedSmtpServer endLinesBy(String end) {
        lineEnd = end;
        return this;
    }

    /** Returns all lines received so far. */
    public List<String> received() {
        return received;
    }

    @Override
    void serve(Socket client) throws IOException {
        try (client) {
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
            String command = GREETING;
            boolean text = false;
            while (command != null) {
                String reply = text ? SILENCE : replies.getOrDefault(command, "502 5.5.1 unknown");
                if (CLOSE.equals(reply)) {
                    return;
                }
                if (!SILENCE.equals(reply)) {
                    OutputStream out = client.getOutputStream();
                    out.write((reply + lineEnd).getBytes(US_ASCII));
                    out.flush();
                }
                text |= reply.startsWith("354");
                String line = in.readLine();
                if (line != null) {
                    received.add(line);
                }
                text &= !END.equals(line);
                command = line == null ? null : line.split(" ", 2)[0];
            }
        }
    }
}
