package io.gatehouse.delivery.sms.twilio;

import com.twilio.http.HttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.Header;

/**
 * Sends the SDK's requests to the configured API only, once each.
 *
 * <p>The SDK's own client retries, keeps the last request, and logs whole bodies at its lowest level.
 */
class TwilioHttpClient extends HttpClient {
    private final java.net.http.HttpClient http;
    private final TwilioConfig config;

    TwilioHttpClient(TwilioConfig config, SSLContext trust) {
        this.config = config;
        this.http = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.timeout())
                .sslContext(trust)
                .build();
    }

    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    @Override
    public Response makeRequest(Request request) {
        try {
            HttpResponse<String> response = http.send(translate(request), BodyHandlers.ofString());
            int status = response.statusCode();
            if (status == 429 || status >= 500) {
                throw new TwilioUnreachableException("twilio_http_" + status);
            }
            return new Response(response.body(), status, new Header[0]);
        } catch (java.net.http.HttpTimeoutException e) {
            throw new TwilioUnreachableException("timeout");
        } catch (IOException e) {
            throw new TwilioUnreachableException("connection_lost");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TwilioUnreachableException("interrupted");
        }
    }

    private HttpRequest translate(Request request) {
        String base = config.apiUrl().toString().replaceFirst("/+$", "");
        return HttpRequest.newBuilder(URI.create(base + request.constructURL().getFile()))
                .timeout(config.timeout())
                .header("Authorization", request.getAuthString())
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(request.getMethod().toString(), BodyPublishers.ofString(request.encodeFormBody()))
                .build();
    }
}
