package io.gatehouse.web.signin;

import io.gatehouse.http.RealmCookies;
import io.gatehouse.ratelimit.PasswordAttempts.Admitted;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.signin.BrowserAdmissions;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
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

/**
 * Admits a browser to the sign-in by a mailed link. GET changes nothing, since mail scanners follow links; the form's
 * POST admits.
 */
@Path("/realms/{realm}/admission")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class AdmissionPage {
    private static final int GONE = 404;

    private final Realms realms;
    private final BrowserAdmissions admissions;
    private final RealmCookies cookies;
    private final Pages pages;
    private final PageRequest request;

    AdmissionPage(Realms realms, BrowserAdmissions admissions, RealmCookies cookies, Pages pages, PageRequest request) {
        this.realms = realms;
        this.admissions = admissions;
        this.cookies = cookies;
        this.pages = pages;
        this.request = request;
    }

    @GET
    public Response page(@PathParam("realm") String slug, @QueryParam("token") String token) {
        Realm realm = realms.get(slug);
        return token == null ? gone(realm) : pages.show(200, new Page(pages.layout(realm), token));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response admit(@PathParam("realm") String slug, @FormParam("token") String token) {
        Realm realm = realms.get(slug);
        return admissions
                .admit(realm, token == null ? "" : token, request.requester())
                .map(admitted -> admitted(slug, admitted))
                .orElseGet(() -> gone(realm));
    }

    private Response admitted(String slug, Admitted admitted) {
        return Pages.redirectTo(
                new RealmPaths(slug).admitted(),
                cookies.set(RealmCookies.Kind.ADMISSION, slug, admitted.secret(), admitted.lifetime()));
    }

    private Response gone(Realm realm) {
        return pages.show(GONE, new Gone(pages.layout(realm)));
    }

    record Page(PageLayout layout, String token) implements PageTemplate {}

    record Gone(PageLayout layout) implements PageTemplate {}
}
