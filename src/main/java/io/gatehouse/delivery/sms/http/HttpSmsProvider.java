package io.gatehouse.delivery.sms.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.delivery.sms.SmsConfig;
import io.gatehouse.delivery.sms.SmsMessage;
import io.gatehouse.delivery.sms.SmsProvider;
import io.gatehouse.kernel.GatehouseConfig;
import io.gatehouse.kernel.crypto.TrustedCertificates;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Sends text messages through any gateway with an HTTP API. */
@ApplicationScoped
class HttpSmsProvider implements SmsProvider {
    private static final int MAX_RESPONSE = 64 * 1024;

    private final HttpSmsConfig config;
    private final Pattern success;
    private final HttpClient client;

    HttpSmsProvider(HttpSmsConfig config, GatehouseConfig gatehouse) {
        this.config = config;
        this.success = Pattern.compile(config.success().orElse(""));
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.timeout())
                .sslContext(TrustedCertificates.context(gatehouse.trustedCertificates()))
                .build();
    }

    @Override
    public SmsConfig.Provider kind() {
        return SmsConfig.Provider.HTTP;
    }

    @Override
    public SendResult send(SmsMessage message) {
        if (config.url().isEmpty()) {
            return SendFailure.PROVIDER.because("not_configured");
        }
        try {
            return result(client.send(request(config.url().get(), message), BodyHandlers.ofInputStream()));
        } catch (HttpTimeoutException e) {
            return SendFailure.TROUBLE.because("timeout");
        } catch (IOException e) {
            return SendFailure.TROUBLE.because("connection_lost");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SendFailure.TROUBLE.because("interrupted");
        }
    }

    private HttpRequest request(String url, SmsMessage message) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(fill(url, message, HttpSmsProvider::inForm)))
                .timeout(config.timeout());
        config.headers().forEach(request::setHeader);
        boolean json = config.contentType().contains("json");
        return config.body()
                .map(body -> request.setHeader("Content-Type", config.contentType())
                        .method(
                                config.method(),
                                BodyPublishers.ofString(
                                        fill(body, message, json ? HttpSmsProvider::inJson : HttpSmsProvider::inForm))))
                .orElseGet(() -> request.method(config.method(), BodyPublishers.noBody()))
                .build();
    }

    /** Gateways share no error codes for numbers, so any other rejection may be tried with another provider. */
    private SendResult result(HttpResponse<InputStream> response) throws IOException {
        int status = response.statusCode();
        if (status == 429 || status >= 500) {
            return SendFailure.TROUBLE.because("http_" + status);
        }
        if (status >= 300) {
            return SendFailure.PROVIDER.because("http_" + status);
        }
        try (var body = response.body()) {
            String text = new String(body.readNBytes(MAX_RESPONSE), StandardCharsets.UTF_8);
            return success.matcher(text).find()
                    ? new SendResult.Accepted(UUID.randomUUID().toString())
                    : SendFailure.PROVIDER.because("http_refused");
        }
    }

    private static String fill(String template, SmsMessage message, UnaryOperator<String> escape) {
        // The number first: it cannot contain a placeholder, while the text might.
        return template.replace("{to}", escape.apply(message.to().value()))
                .replace("{text}", escape.apply(message.body()));
    }

    private static String inForm(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String inJson(String value) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(value));
    }
}
