package io.gatehouse.web.openid;

import io.gatehouse.openid.logout.LogoutOutcome;
import io.gatehouse.openid.logout.LogoutOutcome.Ended;
import io.gatehouse.openid.logout.LogoutOutcome.Unconfirmed;
import io.gatehouse.openid.logout.LogoutService;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.session.Session;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.layout.SignedOut;
import io.gatehouse.web.layout.SignedOut.Reach;
import io.gatehouse.web.security.FromOtherSites;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Receives the logout requests of clients, and asks the administrator to confirm those that do not prove that they are of the session. */
@Path("/realms/{realm}/oidc/logout")
@PermitAll
public class LogoutPages {
    private final Realms realms;
    private final LogoutService logouts;
    private final SignedOut signedOut;
    private final LeadingPage leading;
    private final RefusedRequestPage refusals;
    private final Pages pages;
    private final SecurityIdentity identity;
    private final PageRequest request;

    LogoutPages(
            Realms realms,
            LogoutService logouts,
            SignedOut signedOut,
            LeadingPage leading,
            RefusedRequestPage refusals,
            Pages pages,
            SecurityIdentity identity,
            PageRequest request) {
        this.realms = realms;
        this.logouts = logouts;
        this.signedOut = signedOut;
        this.leading = leading;
        this.refusals = refusals;
        this.pages = pages;
        this.identity = identity;
        this.request = request;
    }

    /**
     * Logs out at the request of a client.
     *
     * @param kept id of a request that was received by POST or is confirmed; without it, the query is the request
     */
    @GET
    public Response logOut(@PathParam("realm") String slug, @QueryParam("request") String kept, @Context UriInfo uri) {
        Realm realm = realms.get(slug);
        if (kept == null) {
            return logOut(realm, uri.getQueryParameters(), LeadingPage::redirect);
        }
        return logouts.find(realm, kept)
                .map(parameters -> logOut(realm, parameters, address -> leading.to(realm, address)))
                .orElseGet(() -> refusals.logout(realm));
    }

    /** Refuses HEAD, which would be answered as GET is, with its effects. */
    @HEAD
    public Response refuseHead() {
        throw new NotAllowedException(HttpMethod.GET, new String[] {HttpMethod.POST});
    }

    /** Keeps the request and redirects to it, so that it is answered as one by GET is. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @FromOtherSites
    public Response receive(@PathParam("realm") String slug, MultivaluedMap<String, String> form) {
        Realm realm = realms.get(slug);
        return logouts.receive(realm, form, request.requester())
                .map(id -> Pages.redirectTo(new RealmPaths(slug).logout(id)))
                .orElseGet(() -> refusals.logout(realm));
    }

    @POST
    @Path("/confirm")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response confirm(@PathParam("realm") String slug, @FormParam("request") String kept) {
        Realm realm = realms.get(slug);
        if (!logouts.confirm(realm, kept == null ? "" : kept, session(slug), request.requester())) {
            return refusals.logout(realm);
        }
        return signedOut.clear(realm, Pages.redirectTo(new RealmPaths(slug).logout(kept)));
    }

    private Response logOut(Realm realm, Map<String, List<String>> parameters, Function<URI, Response> answer) {
        LogoutOutcome outcome = logouts.logOut(realm, parameters, session(realm.slug()), request.requester());
        if (outcome instanceof Ended done) {
            return done.address()
                    .map(address -> signedOut.clear(realm, answer.apply(address)))
                    .orElseGet(() -> signedOut.leave(realm, Reach.HERE));
        }
        return outcome instanceof Unconfirmed unconfirmed
                ? pages.show(200, new Page(pages.layout(realm), email(realm), unconfirmed.request()))
                : refusals.logout(realm);
    }

    private Optional<Session> session(String slug) {
        return SignedIn.find(identity, slug).map(SignedIn::session);
    }

    private String email(Realm realm) {
        return SignedIn.in(identity, realm.slug()).administrator().email().value();
    }

    record Page(PageLayout layout, String email, String request) implements PageTemplate {}
}
