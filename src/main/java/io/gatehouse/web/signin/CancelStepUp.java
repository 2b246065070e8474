package io.gatehouse.web.signin;

import io.gatehouse.signin.SignInService;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.PendingFlows;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Cancels the browser's pending step-up; the page that required it is not opened. */
@Path("/realms/{realm}/step-up/cancel")
@Authenticated
public class CancelStepUp {
    private final SecurityIdentity identity;
    private final SignInService signIns;
    private final PendingFlows flows;

    CancelStepUp(SecurityIdentity identity, SignInService signIns, PendingFlows flows) {
        this.identity = identity;
        this.signIns = signIns;
        this.flows = flows;
    }

    @POST
    public Response cancel(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        String account = new RealmPaths(slug).account();
        return flows.find(Flow.stepUp(caller.realm(), Optional.empty()))
                .map(pending -> {
                    signIns.cancel(caller.realm(), pending.id());
                    return Pages.redirectTo(account, flows.remove(pending.flow()));
                })
                .orElseGet(() -> Pages.redirectTo(account));
    }
}
