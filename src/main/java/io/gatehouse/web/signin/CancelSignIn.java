package io.gatehouse.web.signin;

import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.signin.SignInService;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PendingFlows;
import io.gatehouse.web.layout.PendingFlows.PendingFlow;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Cancels the browser's pending sign-in, and starts a new one. */
@Path("/realms/{realm}/sign-in/cancel")
@PermitAll
public class CancelSignIn {
    private final Realms realms;
    private final SignInService signIns;
    private final SignInRedirects redirects;
    private final PendingFlows flows;
    private final PageRequest request;

    CancelSignIn(
            Realms realms, SignInService signIns, SignInRedirects redirects, PendingFlows flows, PageRequest request) {
        this.realms = realms;
        this.signIns = signIns;
        this.redirects = redirects;
        this.flows = flows;
        this.request = request;
    }

    @POST
    public Response cancel(@PathParam("realm") String slug) {
        Realm realm = realms.get(slug);
        Flow flow = Flow.signIn(realm, request.returnTo());
        Optional<PendingFlow> pending = flows.find(flow);
        pending.ifPresent(current -> signIns.cancel(realm, current.id()));
        return redirects.startAgain(pending.map(PendingFlow::flow).orElse(flow));
    }
}
