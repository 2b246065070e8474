package io.gatehouse.web.account;

import io.gatehouse.account.EmailChanges;
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

/** Confirms a new address by the mailed link. GET changes nothing; the form's POST does. */
@Path("/realms/{realm}/new-email")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class NewEmailPage {
    private static final int GONE = 404;

    private final Realms realms;
    private final EmailChanges changes;
    private final Pages pages;
    private final PageRequest request;

    NewEmailPage(Realms realms, EmailChanges changes, Pages pages, PageRequest request) {
        this.realms = realms;
        this.changes = changes;
        this.pages = pages;
        this.request = request;
    }

    @GET
    public Response page(@PathParam("realm") String slug, @QueryParam("token") String token) {
        return pages.show(200, new Form(pages.layout(realms.get(slug)), token == null ? "" : token));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response confirm(@PathParam("realm") String slug, @FormParam("token") String token) {
        Realm realm = realms.get(slug);
        boolean confirmed = changes.confirm(realm, token == null ? "" : token, request.requester());
        return pages.show(confirmed ? 200 : GONE, new End(pages.layout(realm), confirmed));
    }

    record Form(PageLayout layout, String token) implements PageTemplate {}

    record End(PageLayout layout, boolean confirmed) implements PageTemplate {}
}
