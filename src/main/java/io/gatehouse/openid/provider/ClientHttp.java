package io.gatehouse.openid.provider;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import io.gatehouse.kernel.GatehouseConfig;
import io.gatehouse.kernel.crypto.TrustedCertificates;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls the registered addresses of clients. Follows no redirects, and reads no more than a key set may have. */
@Singleton
public class ClientHttp implements ResourceRetriever {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_RESPONSE = 64 * 1024;

    private final HttpClient client;

    ClientHttp(GatehouseConfig config) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .sslContext(TrustedCertificates.context(config.trustedCertificates()))
                .build();
    }

    /** Posts a form and returns the status of the response. */
    public int post(URI address, String form) throws IOException {
        return send(HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .status();
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        try {
            Received received = send(HttpRequest.newBuilder(url.toURI())
                    .header("Accept", "application/json")
                    .GET());
            if (received.status() != 200) {
                throw new IOException("status " + received.status());
            }
            return new Resource(received.body(), "application/json");
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private record Received(int status, String body) {}

    private Received send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<InputStream> response =
                    client.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                return new Received(
                        response.statusCode(), new String(body.readNBytes(MAX_RESPONSE), StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
