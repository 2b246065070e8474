package io.gatehouse.openid.authorization;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import io.gatehouse.openid.authorization.AuthorizationOutcome.Reason;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.Clients;
import io.gatehouse.openid.provider.IdTokenHint;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.openid.provider.ProviderUrls;
import io.gatehouse.realm.Realm;
import io.gatehouse.token.RealmJwts;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Validates authorization requests against what is registered of their clients. */
@ApplicationScoped
class RequestValidator {
    private final Clients clients;
    private final RealmJwts jwts;
    private final ProviderUrls urls;

    RequestValidator(Clients clients, RealmJwts jwts, ProviderUrls urls) {
        this.clients = clients;
        this.jwts = jwts;
        this.urls = urls;
    }

    /** A request as it was validated. */
    sealed interface Checked {}

    /**
     * A valid request.
     *
     * @param redirectUri where it is answered, as the request names it
     * @param scopes the requested scopes among those of the client
     */
    record Valid(
            Client client,
            AuthenticationRequest request,
            String redirectUri,
            Set<OpenIdScope> scopes,
            Requirements requirements)
            implements Checked {}

    /** A request that cannot be answered at an address of the client. */
    record Unaddressable(Reason reason) implements Checked {}

    /** A request that is answered with an error. */
    record Wrong(ErrorObject error, String redirectUri, Optional<String> state, ResponseMode mode) implements Checked {

        /** Returns the error response. */
        AuthenticationErrorResponse answer(Realm realm, ProviderUrls urls) {
            return response(
                    realm, urls, error, redirectUri, state.map(State::parse).orElse(null), mode);
        }
    }

    /** Returns an error response (RFC 6749, section 4.1.2.1). */
    static AuthenticationErrorResponse response(
            Realm realm, ProviderUrls urls, ErrorObject error, String redirectUri, State state, ResponseMode mode) {
        return new AuthenticationErrorResponse(URI.create(redirectUri), error, state, urls.issuer(realm), mode);
    }

    /** Returns the client that the request names, or empty if none is registered. */
    Optional<Client> client(Realm realm, Map<String, List<String>> parameters) {
        return single(parameters, "client_id").flatMap(id -> clients.find(realm.id(), id));
    }

    /** Validates the request. */
    Checked check(Realm realm, Map<String, List<String>> parameters) {
        Optional<Client> client = client(realm, parameters);
        if (client.isEmpty()) {
            return new Unaddressable(Reason.UNKNOWN_CLIENT);
        }
        Optional<String> address = single(parameters, "redirect_uri").filter(client.get()::mayReceiveAt);
        return address.<Checked>map(uri -> check(realm, client.get(), uri, parameters))
                .orElseGet(() -> new Unaddressable(Reason.UNKNOWN_ADDRESS));
    }

    private Checked check(Realm realm, Client client, String redirectUri, Map<String, List<String>> parameters) {
        Optional<String> state = single(parameters, "state");
        ResponseMode mode = single(parameters, "response_type")
                .filter(type -> type.contains("token"))
                .map(implicit -> ResponseMode.FRAGMENT)
                .orElse(ResponseMode.QUERY);
        if (length(parameters) > PendingAuthorizations.MAX_LENGTH) {
            return new Wrong(
                    OAuth2Error.INVALID_REQUEST.setDescription("The request is too long"), redirectUri, state, mode);
        }
        if (parameters.containsKey("request")) {
            return new Wrong(OAuth2Error.REQUEST_NOT_SUPPORTED, redirectUri, state, mode);
        }
        AuthenticationRequest request;
        try {
            request = AuthenticationRequest.parse(parameters);
        } catch (ParseException e) {
            ErrorObject error = Optional.ofNullable(e.getErrorObject()).orElse(OAuth2Error.INVALID_REQUEST);
            return new Wrong(error, redirectUri, state, mode);
        } catch (IllegalArgumentException e) {
            return new Wrong(OAuth2Error.INVALID_REQUEST, redirectUri, state, mode);
        }
        Optional<String> subject = Optional.ofNullable(request.getIDTokenHint())
                .flatMap(hint -> IdTokenHint.of(realm, hint, jwts, urls))
                .filter(hint -> hint.clientId().equals(client.clientId()))
                .map(IdTokenHint::subject);
        return error(client, request, subject)
                .<Checked>map(error -> new Wrong(error, redirectUri, state, mode))
                .orElseGet(() -> new Valid(
                        client,
                        request,
                        redirectUri,
                        scopes(client, request),
                        Requirements.of(request, client, subject)));
    }

    private static Optional<ErrorObject> error(
            Client client, AuthenticationRequest request, Optional<String> hintedSubject) {
        if (request.getRequestURI() != null) {
            return Optional.of(OAuth2Error.REQUEST_URI_NOT_SUPPORTED);
        }
        if (!ResponseType.CODE.equals(request.getResponseType())) {
            return Optional.of(OAuth2Error.UNSUPPORTED_RESPONSE_TYPE);
        }
        if (request.getResponseMode() != null && !request.getResponseMode().equals(ResponseMode.QUERY)) {
            return Optional.of(OAuth2Error.INVALID_REQUEST.setDescription("Use the response mode query"));
        }
        if (request.getCodeChallenge() == null
                ? client.metadata().pkceRequired()
                : !CodeChallengeMethod.S256.equals(request.getCodeChallengeMethod())) {
            return Optional.of(OAuth2Error.INVALID_REQUEST.setDescription("Use a code challenge by S256"));
        }
        return request.getIDTokenHint() != null && hintedSubject.isEmpty()
                ? Optional.of(OAuth2Error.INVALID_REQUEST.setDescription(
                        "The id_token_hint is not an ID token of the client"))
                : Optional.empty();
    }

    private static int length(Map<String, List<String>> parameters) {
        return parameters.entrySet().stream()
                .mapToInt(parameter -> parameter.getKey().length()
                        + parameter.getValue().stream().mapToInt(String::length).sum())
                .sum();
    }

    private static Set<OpenIdScope> scopes(Client client, AuthenticationRequest request) {
        return request.getScope().toStringList().stream()
                .flatMap(value -> OpenIdScope.parse(value).stream())
                .filter(client.metadata().scopes()::contains)
                .collect(Collectors.toSet());
    }

    /** Returns the value of the parameter, or empty unless there is exactly one. */
    static Optional<String> single(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.get(0)).filter(value -> !value.isEmpty()) : Optional.empty();
    }
}
