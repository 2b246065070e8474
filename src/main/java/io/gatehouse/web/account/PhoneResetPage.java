package io.gatehouse.web.account;

import io.gatehouse.phonereset.PhoneResets;
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

/** Cancels the reset of a phone number by the mailed link. GET changes nothing; the form's POST does. */
@Path("/realms/{realm}/phone-reset")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class PhoneResetPage {
    private final Realms realms;
    private final PhoneResets resets;
    private final Pages pages;
    private final PageRequest request;

    PhoneResetPage(Realms realms, PhoneResets resets, Pages pages, PageRequest request) {
        this.realms = realms;
        this.resets = resets;
        this.pages = pages;
        this.request = request;
    }

    @GET
    public Response page(@PathParam("realm") String slug, @QueryParam("token") String token) {
        return pages.show(200, new Page(pages.layout(realms.get(slug)), token == null ? "" : token));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response keep(@PathParam("realm") String slug, @FormParam("token") String token) {
        Realm realm = realms.get(slug);
        boolean kept = resets.cancel(realm, token == null ? "" : token, request.requester());
        return pages.show(kept ? 200 : 410, new Decided(pages.layout(realm), kept));
    }

    record Page(PageLayout layout, String token) implements PageTemplate {}

    record Decided(PageLayout layout, boolean kept) implements PageTemplate {}
}
