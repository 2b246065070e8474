package io.gatehouse.openid.provider;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import io.gatehouse.kernel.GatehouseConfig;
import io.gatehouse.kernel.crypto.TrustedCertificates;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Calls the registered addresses of clients. Follows no redirects, waits no longer than {@link #TIMEOUT} for a whole response, and reads no
 * more than a key set may have.
 */
@Singleton
public class ClientHttp implements ResourceRetriever {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_RESPONSE = 64 * 1024;

    private final HttpClient client;
    private final Duration timeout;

    @Inject
    ClientHttp(GatehouseConfig config) {
        this(TrustedCertificates.context(config.trustedCertificates()), TIMEOUT);
    }

    ClientHttp(SSLContext trust, Duration timeout) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .sslContext(trust)
                .build();
        this.timeout = timeout;
    }

    /** Posts a form and returns the status of the response. */
    public int post(URI address, String form) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        return send(request, BodyHandlers.discarding()).statusCode();
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(url.toURI())
                    .header("Accept", "application/json")
                    .GET();
            HttpResponse<String> response = send(request, headers -> new LimitedText());
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            return new Resource(response.body(), "application/json");
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) throws IOException {
        // The request's own time-out ends with the headers.
        CompletableFuture<HttpResponse<T>> response = client.sendAsync(request.build(), body);
        try {
            return response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no complete response in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            response.cancel(true);
        }
    }

    /** Collects a text of limited length. */
    private static final class LimitedText implements BodySubscriber<String> {
        private final CompletableFuture<String> text = new CompletableFuture<>();
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private Subscription subscription;

        @Override
        public void onSubscribe(Subscription started) {
            subscription = started;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] bytes = new byte[Math.min(buffer.remaining(), MAX_RESPONSE)];
                buffer.get(bytes);
                received.writeBytes(bytes);
            }
            if (received.size() >= MAX_RESPONSE) {
                subscription.cancel();
                text.completeExceptionally(new IOException("too long"));
            }
        }

        @Override
        public void onError(Throwable fault) {
            text.completeExceptionally(fault);
        }

        @Override
        public void onComplete() {
            text.complete(received.toString(StandardCharsets.UTF_8));
        }

        @Override
        public CompletionStage<String> getBody() {
            return text;
        }
    }
}
