package io.gatehouse.web.signin;

import io.gatehouse.http.RealmCookies;
import io.gatehouse.signin.SignInService;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Cancels the browser's pending step-up; the page that required it is not opened. */
@Path("/realms/{realm}/step-up/cancel")
@Authenticated
public class CancelStepUp {
    private final SecurityIdentity identity;
    private final SignInService signIns;
    private final RealmCookies cookies;
    private final PageRequest request;

    CancelStepUp(SecurityIdentity identity, SignInService signIns, RealmCookies cookies, PageRequest request) {
        this.identity = identity;
        this.signIns = signIns;
        this.cookies = cookies;
        this.request = request;
    }

    @POST
    public Response cancel(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        request.stepUp(caller.realm()).ifPresent(current -> signIns.cancel(caller.realm(), current.signInId()));
        return Pages.redirectTo(new RealmPaths(slug).account(), cookies.remove(RealmCookies.Kind.STEP_UP, slug));
    }
}
