import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server and an SMS gateway that return the code of each message to the waiting sign-in. */
final class StandIns {
    private static final Pattern CODE = Pattern.compile("(?m)(?:^|\")\\s*([0-9]{6,8})\\b");
    private static final Pattern TO = Pattern.compile("(\\+[0-9]{7,15})\"");

    private final Map<String, CompletableFuture<String>> awaited = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
        Thread thread = new Thread(runnable);
        thread.setDaemon(true);
        return thread;
    });

    StandIns(int smtpPort, int smsPort) throws IOException {
        ServerSocket smtp = new ServerSocket(smtpPort, 512, InetAddress.getLoopbackAddress());
        threads.execute(() -> {
            while (true) {
                try {
                    Socket client = smtp.accept();
                    threads.execute(() -> converse(client));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        HttpServer sms = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), smsPort), 512);
        sms.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            Matcher to = TO.matcher(body);
            if (to.find()) {
                deliver(to.group(1), body.replace("\\n", "\n"));
            }
        });
        sms.setExecutor(threads);
        sms.start();
    }

    /** Returns the code of the next message to that address or number. */
    /** Returns the code of the next message to that address, or empty if another sign-in awaits it. */
    Optional<CompletableFuture<String>> next(String to) {
        var code = new CompletableFuture<String>();
        return awaited.putIfAbsent(to, code) == null ? Optional.of(code) : Optional.empty();
    }

    /** Awaits no message to that address any more. */
    void forget(String to) {
        awaited.remove(to);
    }

    private void deliver(String to, String message) {
        Matcher code = CODE.matcher(message);
        if (code.find()) {
            CompletableFuture<String> waiting = awaited.remove(to);
            if (waiting != null) {
                waiting.complete(code.group(1));
            }
        }
    }

    private void converse(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            var lines = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            String to = "";
            answer(client, "220 bench");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("RCPT TO:")) {
                    to = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                }
                if (line.equals("DATA")) {
                    answer(client, "354 go on");
                    var message = new StringBuilder();
                    for (String part = lines.readLine(); !part.equals("."); part = lines.readLine()) {
                        message.append(part).append('\n');
                    }
                    answer(client, "250 accepted");
                    deliver(to, message.toString());
                } else {
                    answer(client, line.equals("QUIT") ? "221 bye" : "250 bench");
                }
            }
        } catch (IOException e) {
            // The client has closed the connection.
        }
    }

    private static void answer(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
