package io.gatehouse.openid.logout;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.ThrottledException;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.openid.client.Clients;
import io.gatehouse.openid.provider.IdTokenHint;
import io.gatehouse.openid.provider.ProviderUrls;
import io.gatehouse.ratelimit.RateLimiter;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Sessions;
import io.gatehouse.token.RealmJwts;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Ends sessions at the request of clients (OpenID Connect RP-Initiated Logout 1.0). */
@ApplicationScoped
public class LogoutService {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Limits how much of Redis a client without an account can fill. */
    private static final int PER_MINUTE = 120;

    /** The characters of a request that are kept. */
    private static final int MAX_LENGTH = 8192;

    private static final Set<String> PARAMETERS =
            Set.of("id_token_hint", "client_id", "post_logout_redirect_uri", "state");

    private final Clients clients;
    private final Sessions sessions;
    private final RealmJwts jwts;
    private final ProviderUrls urls;
    private final RedisFlowStore store;
    private final RateLimiter limiter;
    private final AuditLog audit;

    LogoutService(
            Clients clients,
            Sessions sessions,
            RealmJwts jwts,
            ProviderUrls urls,
            RedisFlowStore store,
            RateLimiter limiter,
            AuditLog audit) {
        this.clients = clients;
        this.sessions = sessions;
        this.jwts = jwts;
        this.urls = urls;
        this.store = store;
        this.limiter = limiter;
        this.audit = audit;
    }

    /** A request as it was received. */
    @RegisterForReflection(registerFullHierarchy = true)
    record PendingLogout(RealmId realm, Map<String, List<String>> parameters) {}

    /** A valid request. */
    private record Valid(Optional<IdTokenHint> hint, Optional<URI> address) {}

    /**
     * Keeps the request, to be continued with the session of the browser, and returns its id, or empty if it is too long.
     *
     * @throws ThrottledException if the requester has too many kept
     */
    public Optional<String> receive(Realm realm, Map<String, List<String>> received, Requester requester) {
        Map<String, List<String>> parameters = received.entrySet().stream()
                .filter(parameter -> PARAMETERS.contains(parameter.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, parameter -> List.copyOf(parameter.getValue())));
        if (parameters.toString().length() > MAX_LENGTH) {
            return Optional.empty();
        }
        limiter.acquire("logout", requester.source(), PER_MINUTE, MINUTE);
        return Optional.of(store.addUnderNewId(new PendingLogout(realm.id(), parameters), RedisFlowStore.LIFETIME));
    }

    /** Returns the parameters of a kept request, or empty if there is none. */
    public Optional<Map<String, List<String>>> find(Realm realm, String id) {
        return store.find(id, PendingLogout.class)
                .filter(pending -> pending.realm().equals(realm.id()))
                .map(PendingLogout::parameters);
    }

    /**
     * Ends the browser's session if the request's ID token is of it, or without a session the one that the token is of.
     *
     * @param current the browser's session
     */
    @Transactional
    public LogoutOutcome logOut(
            Realm realm, Map<String, List<String>> parameters, Optional<Session> current, Requester requester) {
        Optional<Valid> valid = validate(realm, parameters);
        if (valid.isEmpty()) {
            return new LogoutOutcome.Refused();
        }
        Optional<IdTokenHint> hint = valid.get().hint();
        if (current.isPresent() && !hint.map(IdTokenHint::session).equals(current.map(Session::id))) {
            return receive(realm, parameters, requester)
                    .<LogoutOutcome>map(LogoutOutcome.Unconfirmed::new)
                    .orElseGet(LogoutOutcome.Refused::new);
        }
        hint.ifPresent(token -> end(realm, token.administrator(), token.session(), requester));
        return new LogoutOutcome.Ended(valid.get().address());
    }

    /** Ends the browser's session, as the administrator has confirmed; returns false if the request has expired or is not valid. */
    @Transactional
    public boolean confirm(Realm realm, String id, Optional<Session> current, Requester requester) {
        boolean valid = find(realm, id)
                .flatMap(parameters -> validate(realm, parameters))
                .isPresent();
        current.filter(session -> valid)
                .ifPresent(session -> end(realm, session.administrator(), session.id(), requester));
        return valid;
    }

    private void end(Realm realm, AdministratorId administrator, SessionId session, Requester requester) {
        if (sessions.revoke(administrator, session)) {
            audit.record(AuditEvent.by(administrator, AuditEventType.SIGNED_OUT, realm.id(), requester, Map.of()));
        }
    }

    private Optional<Valid> validate(Realm realm, Map<String, List<String>> parameters) {
        LogoutRequest request;
        try {
            request = LogoutRequest.parse(parameters);
        } catch (ParseException e) {
            return Optional.empty();
        }
        Optional<IdTokenHint> hint = Optional.ofNullable(request.getIDTokenHint())
                .flatMap(token -> IdTokenHint.of(realm, token, jwts, urls));
        Optional<String> named = Optional.ofNullable(request.getClientID()).map(id -> id.getValue());
        boolean contradictory = named.isPresent() && hint.isPresent() && !named.equals(hint.map(IdTokenHint::clientId));
        if (request.getIDTokenHint() != null && hint.isEmpty() || contradictory) {
            return Optional.empty();
        }
        Optional<String> asked = Optional.ofNullable(parameters.get("post_logout_redirect_uri"))
                .filter(values -> !values.isEmpty())
                .map(values -> values.get(0));
        Optional<URI> address = asked.filter(uri -> named.or(() -> hint.map(IdTokenHint::clientId))
                        .flatMap(id -> clients.find(realm.id(), id))
                        .filter(client -> client.mayReturnTo(uri))
                        .isPresent())
                .map(uri -> withState(uri, request));
        return asked.isPresent() && address.isEmpty() ? Optional.empty() : Optional.of(new Valid(hint, address));
    }

    private static URI withState(String address, LogoutRequest request) {
        return URI.create(
                request.getState() == null
                        ? address
                        : address
                                + (address.contains("?") ? "&" : "?")
                                + "state="
                                + URLEncoder.encode(request.getState().getValue(), StandardCharsets.UTF_8));
    }
}
