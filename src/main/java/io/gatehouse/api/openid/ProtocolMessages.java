package io.gatehouse.api.openid;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.gatehouse.http.RequestBodies;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Converts the current request to the protocol library's form, and its responses to the server's. */
@RequestScoped
public class ProtocolMessages {
    private static final String DPOP = "DPoP";

    private final RoutingContext routing;

    ProtocolMessages(RoutingContext routing) {
        this.routing = routing;
    }

    /**
     * Returns the current request as one for that endpoint, whose address is that of the configuration.
     *
     * @throws ParseException if it has several values of a header that may have one
     */
    public HTTPRequest request(URI endpoint) throws ParseException {
        HttpServerRequest incoming = routing.request();
        var method = incoming.method() == HttpMethod.POST ? HTTPRequest.Method.POST : HTTPRequest.Method.GET;
        var request = new HTTPRequest(method, endpoint);
        for (String name : List.of(HttpHeaders.AUTHORIZATION, DPOP)) {
            List<String> values = incoming.headers().getAll(name);
            if (values.size() > 1) {
                throw new ParseException("Several values of " + name);
            }
            values.forEach(value -> request.setHeader(name, value));
        }
        if (incoming.getHeader(HttpHeaders.CONTENT_TYPE) != null) {
            request.setEntityContentType(ContentType.APPLICATION_URLENCODED);
            request.setBody(RequestBodies.of(routing).toString(StandardCharsets.UTF_8));
        }
        return request;
    }

    /**
     * Returns the request's proof of possession, or empty if it has none.
     *
     * @throws ParseException if it is not a signed JWT
     */
    public static Optional<SignedJWT> proof(HTTPRequest request) throws ParseException {
        String header = request.getHeaderValue(DPOP);
        try {
            return header == null ? Optional.empty() : Optional.of(SignedJWT.parse(header));
        } catch (java.text.ParseException e) {
            throw new ParseException("Not a DPoP proof", e);
        }
    }

    /** Returns the response. */
    public static RestResponse<String> response(HTTPResponse response) {
        var builder = RestResponse.ResponseBuilder.<String>create(response.getStatusCode())
                .entity(response.getBody());
        Map<String, List<String>> headers = response.getHeaderMap();
        headers.forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }
}
