package io.gatehouse.web.account;

import io.gatehouse.account.SessionRevocation;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.web.account.AccountPage.Done;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.layout.SignedOut;
import io.gatehouse.web.layout.SignedOut.Reach;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** Revokes the caller's sessions; revoking the current one signs the caller out. */
@Path("/realms/{realm}/account/sessions")
@Authenticated
public class AccountSessions {
    private final SecurityIdentity identity;
    private final SessionRevocation revocation;
    private final SignedOut signedOut;
    private final Pages pages;
    private final PageRequest request;

    AccountSessions(
            SecurityIdentity identity,
            SessionRevocation revocation,
            SignedOut signedOut,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.revocation = revocation;
        this.signedOut = signedOut;
        this.pages = pages;
        this.request = request;
    }

    @POST
    @Path("/{id}/end")
    public Response end(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        SignedIn caller = SignedIn.in(identity, slug);
        if (caller.session().id().value().equals(id)) {
            revocation.signOut(request.caller(caller));
            return signedOut.leave(caller.realm(), Reach.HERE);
        }
        if (!revocation.revoke(request.caller(caller), new SessionId(id))) {
            throw new NotFoundException("You have no such session.");
        }
        return AccountPage.redirect(caller, Done.SESSION_ENDED);
    }

    /** Asks before all sessions end. */
    @GET
    @Path("/end")
    @Produces(MediaType.TEXT_HTML)
    public Response ask(@PathParam("realm") String slug) {
        return pages.show(200, new Page(pages.layout(SignedIn.in(identity, slug))));
    }

    @POST
    @Path("/end")
    public Response endAll(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        revocation.revokeAll(request.caller(caller));
        return signedOut.leave(caller.realm(), Reach.EVERYWHERE);
    }

    record Page(PageLayout layout) implements PageTemplate {}
}
