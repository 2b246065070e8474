package io.gatehouse.web.console;

import io.gatehouse.administration.servicetokens.ServiceTokenAdministration;
import io.gatehouse.administration.suspension.Suspensions;
import io.gatehouse.kernel.AddressRange;
import io.gatehouse.kernel.DisplayNames;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.StepUpGate;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Creates, lists and revokes the realm's service tokens, and allows suspended ones again; a secret is shown once. */
@Path("/realms/{realm}/console/service-tokens")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class ServiceTokensPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final ServiceTokenAdministration administration;
    private final Suspensions suspensions;
    private final ServiceTokensView view;
    private final PageRequest request;

    ServiceTokensPage(
            SecurityIdentity identity,
            StepUpGate gate,
            ServiceTokenAdministration administration,
            Suspensions suspensions,
            ServiceTokensView view,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.administration = administration;
        this.suspensions = suspensions;
        this.view = view;
        this.request = request;
    }

    /** Shows the tokens, or asks before one of them is revoked. */
    @GET
    public Response page(@PathParam("realm") String slug, @QueryParam("revoke") String revoking) {
        SignedIn caller = SignedIn.in(identity, slug);
        return TokenEntry.id(revoking)
                .map(id -> view.confirmation(caller, id))
                .orElseGet(() -> view.list(200, caller, ""));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@PathParam("realm") String slug, @BeanParam TokenEntry entry) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(
                caller,
                () -> entry.revoked()
                        .map(id -> {
                            administration.revoke(request.caller(caller), id);
                            return view.list(200, caller, view.messages(caller).tokenRevoked());
                        })
                        .or(() -> entry.lifted().map(id -> lift(caller, id)))
                        .orElseGet(() -> create(caller, entry)),
                () -> entry.revoked()
                        .map(id -> view.confirmation(caller, id))
                        .orElseGet(() -> view.filled(caller, entry)));
    }

    private Response lift(SignedIn caller, UUID id) {
        return suspensions.liftServiceToken(request.caller(caller), id) == Suspensions.Outcome.LIFTED
                ? view.list(200, caller, view.messages(caller).tokenLifted())
                : view.list(409, caller, "");
    }

    private Response create(SignedIn caller, TokenEntry entry) {
        RealmMessages messages = view.messages(caller);
        Optional<String> name = DisplayNames.parse(entry.name());
        Optional<Duration> lifetime = entry.lifetime();
        Optional<List<AddressRange>> ranges = entry.ranges();
        FormErrors errors = FormErrors.NONE;
        if (name.isEmpty()) {
            errors = errors.and("name", messages.tokenNameWrong());
        }
        if (lifetime.isEmpty()) {
            errors = errors.and("days", messages.tokenDaysWrong());
        }
        if (ranges.isEmpty()) {
            errors = errors.and("ranges", messages.tokenRangesWrong());
        }
        if (errors.any()) {
            return view.invalid(caller, entry, errors);
        }
        ServiceToken.Created created =
                administration.create(request.caller(caller), name.get(), entry.role(), lifetime.get(), ranges.get());
        return view.created(caller, created.secret());
    }
}
