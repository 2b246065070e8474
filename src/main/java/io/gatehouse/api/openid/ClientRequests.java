package io.gatehouse.api.openid;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AbstractOptionallyAuthenticatedRequest;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.ClientAuthenticator;
import io.gatehouse.openid.provider.ProviderUrls;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/** Parses and authenticates the requests of clients, and answers errors in the form of OAuth 2.0 (RFC 6749, section 5.2). */
@RequestScoped
public class ClientRequests {
    private final ProtocolMessages messages;
    private final ProviderUrls urls;
    private final ClientAuthenticator authenticator;

    ClientRequests(ProtocolMessages messages, ProviderUrls urls, ClientAuthenticator authenticator) {
        this.messages = messages;
        this.urls = urls;
        this.authenticator = authenticator;
    }

    /** Parses a request. */
    interface Parser<T> {
        T parse(HTTPRequest request) throws ParseException;
    }

    /** Answers the request of an authenticated client. */
    interface Handler<T> {
        HTTPResponse handle(Client client, T request, Optional<SignedJWT> proof) throws ParseException;
    }

    /**
     * Parses the current request for that endpoint, authenticates its client, and returns the handler's response or an error.
     *
     * @param clientId returns the id in a request without credentials; null if it has none
     */
    <T extends AbstractOptionallyAuthenticatedRequest> RestResponse<String> handle(
            Realm realm, String endpoint, Parser<T> parser, Function<T, ClientID> clientId, Handler<T> handler) {
        HTTPRequest http = null;
        try {
            http = messages.request(urls.endpoint(realm, endpoint));
            Optional<SignedJWT> proof = proof(http);
            T request = parsed(parser, http);
            ClientAuthentication credentials = request.getClientAuthentication();
            requireOneClient(http, credentials);
            Optional<Client> client = authenticator.authenticate(realm, credentials, clientId.apply(request));
            return client.isPresent()
                    ? ProtocolMessages.response(handler.handle(client.get(), request, proof))
                    : refused(realm, OAuth2Error.INVALID_CLIENT, http);
        } catch (ParseException e) {
            return refused(realm, Optional.ofNullable(e.getErrorObject()).orElse(OAuth2Error.INVALID_REQUEST), http);
        }
    }

    /** Refuses a request whose {@code client_id} is not that of its credentials, which the library ignores beside the header. */
    private static void requireOneClient(HTTPRequest http, ClientAuthentication credentials) throws ParseException {
        List<String> named = http.getBodyAsFormParameters().getOrDefault("client_id", List.of());
        if (credentials != null
                && !named.stream().allMatch(credentials.getClientID().getValue()::equals)) {
            throw new ParseException("Several clients", OAuth2Error.INVALID_REQUEST);
        }
    }

    private static <T> T parsed(Parser<T> parser, HTTPRequest http) throws ParseException {
        try {
            return parser.parse(http);
        } catch (IllegalArgumentException e) {
            throw new ParseException("Malformed", OAuth2Error.INVALID_REQUEST, e);
        }
    }

    private static Optional<SignedJWT> proof(HTTPRequest http) throws ParseException {
        try {
            return ProtocolMessages.proof(http);
        } catch (ParseException e) {
            throw new ParseException(e.getMessage(), OAuth2Error.INVALID_DPOP_PROOF, e);
        }
    }

    private static RestResponse<String> refused(Realm realm, ErrorObject error, HTTPRequest http) {
        HTTPResponse response = new TokenErrorResponse(error).toHTTPResponse();
        if (error.getHTTPStatusCode() == 401 && http != null && http.getAuthorization() != null) {
            response.setWWWAuthenticate("Basic realm=\"" + realm.slug() + "\"");
        }
        return ProtocolMessages.response(response);
    }
}
