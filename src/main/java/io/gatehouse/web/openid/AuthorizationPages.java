package io.gatehouse.web.openid;

import io.gatehouse.delivery.text.Languages;
import io.gatehouse.http.RealmCookies;
import io.gatehouse.openid.authorization.AuthorizationOutcome;
import io.gatehouse.openid.authorization.AuthorizationOutcome.Answered;
import io.gatehouse.openid.authorization.AuthorizationOutcome.Received;
import io.gatehouse.openid.authorization.AuthorizationOutcome.Refused;
import io.gatehouse.openid.authorization.AuthorizationOutcome.SignIn;
import io.gatehouse.openid.authorization.AuthorizationOutcome.StepUp;
import io.gatehouse.openid.authorization.AuthorizationService;
import io.gatehouse.openid.authorization.AuthorizationService.SignedInAdministrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.ReturnTo;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.FromOtherSites;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Receives authorization requests, and leads the browser to sign-in, step-up and back to the client. */
@Path("/realms/{realm}/oidc")
@PermitAll
public class AuthorizationPages {
    private static final Duration COOKIE_LIFETIME = Duration.ofHours(1);

    private final Realms realms;
    private final AuthorizationService authorizations;
    private final LeadingPage leading;
    private final RefusedRequestPage refusals;
    private final RealmCookies cookies;
    private final Languages languages;
    private final SecurityIdentity identity;
    private final PageRequest request;

    AuthorizationPages(
            Realms realms,
            AuthorizationService authorizations,
            LeadingPage leading,
            RefusedRequestPage refusals,
            RealmCookies cookies,
            Languages languages,
            SecurityIdentity identity,
            PageRequest request) {
        this.realms = realms;
        this.authorizations = authorizations;
        this.leading = leading;
        this.refusals = refusals;
        this.cookies = cookies;
        this.languages = languages;
        this.identity = identity;
        this.request = request;
    }

    @GET
    @Path("/authorize")
    public Response authorize(@PathParam("realm") String slug, @Context UriInfo uri) {
        Realm realm = realms.get(slug);
        return respond(
                realm,
                authorizations.begin(realm, uri.getQueryParameters(), caller(slug), request.requester()),
                LeadingPage::redirect);
    }

    /** Refuses HEAD, which would be answered as GET is, with its effects. */
    @HEAD
    @Path("/authorize")
    public Response refuseAuthorization() {
        throw new NotAllowedException(HttpMethod.GET, new String[] {HttpMethod.POST});
    }

    /** Keeps the request and redirects to its resumption, so that it is answered as one by GET is. */
    @POST
    @Path("/authorize")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @FromOtherSites
    public Response authorize(@PathParam("realm") String slug, MultivaluedMap<String, String> form) {
        Realm realm = realms.get(slug);
        return respond(
                realm, authorizations.receive(realm, form, request.requester()), address -> leading.to(realm, address));
    }

    @GET
    @Path("/continue")
    public Response resume(@PathParam("realm") String slug, @QueryParam("request") String id) {
        Realm realm = realms.get(slug);
        return respond(
                realm,
                authorizations.resume(realm, id == null ? "" : id, caller(slug)),
                address -> Response.fromResponse(leading.to(realm, address))
                        .cookie(cookies.remove(RealmCookies.Kind.AUTHORIZATION, slug))
                        .cookie(cookies.remove(RealmCookies.Kind.REQUESTED_LANGUAGE, slug))
                        .build());
    }

    /** Refuses HEAD, for the same reason. */
    @HEAD
    @Path("/continue")
    public Response refuseResumption() {
        throw new NotAllowedException(HttpMethod.GET);
    }

    private Optional<SignedInAdministrator> caller(String slug) {
        return SignedIn.find(identity, slug)
                .map(caller -> new SignedInAdministrator(caller.session(), caller.administrator()));
    }

    private Response respond(Realm realm, AuthorizationOutcome outcome, Function<URI, Response> answer) {
        var paths = new RealmPaths(realm.slug());
        if (outcome instanceof Answered answered) {
            return answer.apply(answered.address());
        }
        if (outcome instanceof Received received) {
            return Pages.redirectTo(paths.authorization(received.request()));
        }
        if (outcome instanceof SignIn signIn) {
            Optional<ReturnTo> returnTo = ReturnTo.parse(paths.authorization(signIn.request()));
            String page = signIn.again() ? paths.signInAgain(returnTo) : paths.signIn(returnTo);
            String hint = signIn.loginHint()
                    .map(text -> "&login_hint=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                    .orElse("");
            return Pages.redirectTo(
                    page + hint,
                    cookies.set(RealmCookies.Kind.AUTHORIZATION, realm.slug(), signIn.request(), COOKIE_LIFETIME),
                    language(realm, signIn.languages()));
        }
        return outcome instanceof StepUp stepUp
                ? Pages.redirectTo(
                        paths.stepUp(ReturnTo.parse(paths.authorization(stepUp.request()))),
                        language(realm, stepUp.languages()))
                : refusals.authorization(realm, ((Refused) outcome).reason());
    }

    /** Returns the cookie that keeps the language that the application prefers, or removes the one of an earlier request. */
    private NewCookie language(Realm realm, String requested) {
        return languages
                .find(requested)
                .map(language -> cookies.set(
                        RealmCookies.Kind.REQUESTED_LANGUAGE, realm.slug(), language.toLanguageTag(), COOKIE_LIFETIME))
                .orElseGet(() -> cookies.remove(RealmCookies.Kind.REQUESTED_LANGUAGE, realm.slug()));
    }
}
