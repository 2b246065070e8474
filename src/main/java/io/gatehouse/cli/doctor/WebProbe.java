package io.gatehouse.cli.doctor;

import io.gatehouse.startup.StartupSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Sends one HTTP request to an address. */
final class WebProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private WebProbe() {}

    /**
     * Returns the response, without following redirects.
     *
     * @throws IOException if there is no response in time
     */
    static HttpResponse<String> get(StartupSettings settings, String address, Map<String, String> headers)
            throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .sslContext(settings.trust())
                .build();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT);
        headers.forEach(request::header);
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
