package io.gatehouse.openid.authorization;

import com.nimbusds.langtag.LangTag;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.Prompt;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.Requester;
import io.gatehouse.openid.authorization.AuthenticationNeeds.Need;
import io.gatehouse.openid.authorization.AuthorizationOutcome.Answered;
import io.gatehouse.openid.authorization.AuthorizationOutcome.Reason;
import io.gatehouse.openid.authorization.AuthorizationOutcome.Received;
import io.gatehouse.openid.authorization.AuthorizationOutcome.Refused;
import io.gatehouse.openid.authorization.PendingAuthorizations.PendingAuthorization;
import io.gatehouse.openid.authorization.RequestValidator.Checked;
import io.gatehouse.openid.authorization.RequestValidator.Unaddressable;
import io.gatehouse.openid.authorization.RequestValidator.Valid;
import io.gatehouse.openid.authorization.RequestValidator.Wrong;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.grant.Authorization;
import io.gatehouse.openid.grant.AuthorizationCodes;
import io.gatehouse.openid.grant.AuthorizationCodes.IssuedCode;
import io.gatehouse.openid.provider.ProviderUrls;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import io.gatehouse.token.AccessTokenIssuer;
import io.gatehouse.token.Acr;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers authorization requests (OpenID Connect Core 1.0, section 3.1.2), each once. */
@ApplicationScoped
public class AuthorizationService {
    private final RequestValidator validator;
    private final PendingAuthorizations pending;
    private final AuthorizationCodes codes;
    private final ProviderUrls urls;
    private final AuthenticationNeeds needs;

    AuthorizationService(
            RequestValidator validator,
            PendingAuthorizations pending,
            AuthorizationCodes codes,
            ProviderUrls urls,
            AuthenticationNeeds needs) {
        this.validator = validator;
        this.pending = pending;
        this.codes = codes;
        this.urls = urls;
        this.needs = needs;
    }

    /** The administrator who is signed in to the browser of a request. */
    public record SignedInAdministrator(Session session, Administrator administrator) {}

    /** Answers the request, or keeps it until the administrator has signed in or stepped up. */
    public AuthorizationOutcome begin(
            Realm realm,
            Map<String, List<String>> parameters,
            Optional<SignedInAdministrator> caller,
            Requester requester) {
        Instant now = pending.now();
        return checked(realm, parameters, resolved -> {
            Supplier<String> kept =
                    () -> pending.add(new PendingAuthorization(realm.id(), resolved.parameters(), now), requester);
            return proceed(realm, resolved.valid(), caller, now, kept, () -> true);
        });
    }

    /** Keeps a valid request, to be resumed with the session of the browser, or refuses it. */
    public AuthorizationOutcome receive(Realm realm, Map<String, List<String>> parameters, Requester requester) {
        Instant now = pending.now();
        return checked(
                realm,
                parameters,
                resolved -> new Received(
                        pending.add(new PendingAuthorization(realm.id(), resolved.parameters(), now), requester)));
    }

    /** Answers the pending request of that id, unless the administrator must still sign in or step up. */
    public AuthorizationOutcome resume(Realm realm, String id, Optional<SignedInAdministrator> caller) {
        Optional<PendingAuthorization> found = pending.find(realm.id(), id);
        if (found.isEmpty()) {
            return new Refused(Reason.EXPIRED);
        }
        Checked checked = validator.check(realm, found.get().parameters());
        return outcome(
                realm,
                checked,
                valid -> proceed(realm, valid, caller, found.get().receivedAt(), () -> id, () -> pending.remove(id)));
    }

    private record Resolved(Valid valid, Map<String, List<String>> parameters) {}

    /** Applies the function to the request, or to the pushed one that it refers to, if that is valid. */
    private AuthorizationOutcome checked(
            Realm realm, Map<String, List<String>> parameters, Function<Resolved, AuthorizationOutcome> next) {
        Optional<Client> client = validator.client(realm, parameters);
        Optional<String> requestUri =
                RequestValidator.single(parameters, "request_uri").filter(PendingAuthorizations::isPushed);
        if (client.isEmpty() || requestUri.isEmpty()) {
            return outcome(
                    realm, validator.check(realm, parameters), valid -> next.apply(new Resolved(valid, parameters)));
        }
        return pending.takePushed(client.get().id(), requestUri.get())
                .map(pushed -> outcome(
                        realm, validator.check(realm, pushed), valid -> next.apply(new Resolved(valid, pushed))))
                .orElseGet(() -> new Refused(Reason.EXPIRED));
    }

    private AuthorizationOutcome outcome(Realm realm, Checked checked, Function<Valid, AuthorizationOutcome> next) {
        if (checked instanceof Valid valid) {
            return next.apply(valid);
        }
        return checked instanceof Wrong wrong
                ? new Answered(wrong.answer(realm, urls))
                : new Refused(((Unaddressable) checked).reason());
    }

    /**
     * Answers the request or asks for what it needs.
     *
     * @param id keeps the request, if it is not kept yet, and returns its id
     * @param remove ends the request, and returns false if it has ended before
     */
    private AuthorizationOutcome proceed(
            Realm realm,
            Valid valid,
            Optional<SignedInAdministrator> caller,
            Instant receivedAt,
            Supplier<String> id,
            Supplier<Boolean> remove) {
        Need need = needs.of(realm, valid, caller, receivedAt);
        boolean silent = valid.requirements().asks(Prompt.Type.NONE);
        if (need instanceof Need.SignIn signIn && !silent) {
            return new AuthorizationOutcome.SignIn(
                    id.get(),
                    signIn.again(),
                    Optional.ofNullable(valid.request().getLoginHint()),
                    languages(valid.request()));
        }
        if (need instanceof Need.StepUp && !silent) {
            return new AuthorizationOutcome.StepUp(id.get(), languages(valid.request()));
        }
        if (!remove.get()) {
            return new Refused(Reason.EXPIRED);
        }
        return new Answered(need.error()
                .<AuthorizationResponse>map(error -> RequestValidator.response(
                        realm, urls, error, valid.redirectUri(), valid.request().getState(), ResponseMode.QUERY))
                .orElseGet(() -> code(realm, valid, caller.orElseThrow())));
    }

    private static String languages(AuthenticationRequest request) {
        return Optional.ofNullable(request.getUILocales()).stream()
                .flatMap(List::stream)
                .map(LangTag::toString)
                .collect(Collectors.joining(","));
    }

    private AuthorizationResponse code(Realm realm, Valid valid, SignedInAdministrator caller) {
        AuthenticationRequest request = valid.request();
        Session session = caller.session();
        var authorization = new Authorization(
                valid.client().id(),
                caller.administrator().id(),
                session.id(),
                valid.scopes(),
                Optional.ofNullable(request.getNonce()).map(Nonce::getValue),
                Optional.ofNullable(request.getOIDCClaims()).map(claims -> claims.toJSONString()),
                Requirements.lastAuthentication(session),
                valid.requirements().reported(Acr.of(session)).urn(),
                AccessTokenIssuer.amr(session),
                Optional.ofNullable(request.getDPoPJWKThumbprintConfirmation())
                        .map(key -> key.getValue().toString()));
        String code = codes.issue(new IssuedCode(
                realm.id(),
                authorization,
                valid.redirectUri(),
                Optional.ofNullable(request.getCodeChallenge()).map(challenge -> challenge.getValue())));
        return new AuthenticationSuccessResponse(
                URI.create(valid.redirectUri()),
                new AuthorizationCode(code),
                null,
                null,
                request.getState(),
                null,
                urls.issuer(realm),
                ResponseMode.QUERY);
    }
}
