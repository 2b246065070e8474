package io.gatehouse.web.account;

import io.gatehouse.account.SessionRevocation;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.web.account.AccountPage.Done;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;

/** Revokes the trust in the caller's browsers. */
@Path("/realms/{realm}/account/trusted-browsers")
@Authenticated
public class AccountBrowsers {
    private final SecurityIdentity identity;
    private final SessionRevocation revocation;
    private final PageRequest request;

    AccountBrowsers(SecurityIdentity identity, SessionRevocation revocation, PageRequest request) {
        this.identity = identity;
        this.revocation = revocation;
        this.request = request;
    }

    @POST
    @Path("/{id}/withdraw")
    public Response withdraw(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        SignedIn caller = SignedIn.in(identity, slug);
        if (!revocation.distrust(request.caller(caller), Optional.of(id))) {
            throw new NotFoundException("You have no such trusted browser.");
        }
        return AccountPage.redirect(caller, Done.BROWSER_WITHDRAWN);
    }

    @POST
    @Path("/withdraw")
    public Response withdrawAll(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        revocation.distrust(request.caller(caller), Optional.empty());
        return AccountPage.redirect(caller, Done.BROWSERS_WITHDRAWN);
    }
}
