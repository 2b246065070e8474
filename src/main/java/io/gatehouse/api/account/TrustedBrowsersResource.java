package io.gatehouse.api.account;

import io.gatehouse.account.SessionRevocation;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.TrustedBrowser;
import io.gatehouse.session.TrustedBrowsers;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Lists and revokes the browsers that the caller has trusted in place of a code. */
@Path("/api/v1/realms/{realm}/account/trusted-browsers")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class TrustedBrowsersResource {
    private final RequestedRealm realms;
    private final RequestCaller caller;
    private final Administrators administrators;
    private final TrustedBrowsers browsers;
    private final SessionRevocation revocation;

    TrustedBrowsersResource(
            RequestedRealm realms,
            RequestCaller caller,
            Administrators administrators,
            TrustedBrowsers browsers,
            SessionRevocation revocation) {
        this.realms = realms;
        this.caller = caller;
        this.administrators = administrators;
        this.browsers = browsers;
        this.revocation = revocation;
    }

    /** A trusted browser. */
    public record TrustedBrowserBody(
            UUID id, String clientAddress, String userAgent, Instant createdAt, Instant lastUsedAt, Instant until) {
        static TrustedBrowserBody of(TrustedBrowser browser) {
            return new TrustedBrowserBody(
                    browser.id(),
                    browser.clientAddress(),
                    browser.userAgent(),
                    browser.createdAt(),
                    browser.lastUsedAt(),
                    browser.until());
        }
    }

    @GET
    @Operation(summary = "Returns the browsers that the caller trusts, most recently used first")
    public List<TrustedBrowserBody> listTrustedBrowsers(@PathParam("realm") String slug) {
        Realm realm = realms.get(slug);
        Administrator administrator = administrators
                .find(realm.id(), caller.session().administrator())
                .orElseThrow(() -> new NotFoundException("There is no such account."));
        return browsers.list(realm, administrator).stream()
                .map(TrustedBrowserBody::of)
                .toList();
    }

    @DELETE
    @Operation(summary = "Revokes the trust in all browsers of the caller")
    public void revokeTrustedBrowsers(@PathParam("realm") String slug) {
        revocation.distrust(caller.caller(), Optional.empty());
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Revokes the trust in one browser")
    public void revokeTrustedBrowser(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        if (!revocation.distrust(caller.caller(), Optional.of(id))) {
            throw new NotFoundException("You have no such trusted browser.");
        }
    }
}
