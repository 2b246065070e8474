package io.gatehouse.web.account;

import io.gatehouse.factorreset.Factor;
import io.gatehouse.factorreset.FactorResets;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Cancels the reset of a phone number or of authenticators by the mailed link. GET changes nothing; the form's POST does. */
@Path("/realms/{realm}/factor-reset")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class FactorResetPage {
    private final Realms realms;
    private final FactorResets resets;
    private final Pages pages;
    private final PageRequest request;

    FactorResetPage(Realms realms, FactorResets resets, Pages pages, PageRequest request) {
        this.realms = realms;
        this.resets = resets;
        this.pages = pages;
        this.request = request;
    }

    @GET
    public Response page(@PathParam("realm") String slug, @QueryParam("token") String token) {
        Realm realm = realms.get(slug);
        String known = token == null ? "" : token;
        boolean authenticators = resets.find(realm, known).equals(Optional.of(Factor.AUTHENTICATORS));
        return pages.show(200, new Page(pages.layout(realm), known, authenticators));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response keep(@PathParam("realm") String slug, @FormParam("token") String token) {
        Realm realm = realms.get(slug);
        Optional<Factor> kept = resets.cancel(realm, token == null ? "" : token, request.requester());
        boolean authenticators = kept.equals(Optional.of(Factor.AUTHENTICATORS));
        return pages.show(
                kept.isPresent() ? 200 : 410, new Decided(pages.layout(realm), kept.isPresent(), authenticators));
    }

    /** Asks whether to keep them. */
    record Page(PageLayout layout, String token, boolean authenticators) implements PageTemplate {}

    record Decided(PageLayout layout, boolean kept, boolean authenticators) implements PageTemplate {}
}
