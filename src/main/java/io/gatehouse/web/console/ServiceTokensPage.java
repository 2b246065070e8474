package io.gatehouse.web.console;

import io.gatehouse.administration.servicetokens.ServiceTokenAdministration;
import io.gatehouse.administration.suspension.Suspensions;
import io.gatehouse.administrator.Role;
import io.gatehouse.kernel.AddressRange;
import io.gatehouse.kernel.DisplayNames;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.servicetoken.ServiceTokens;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Creates, lists and revokes the realm's service tokens, and allows suspended ones again; a secret is shown once. */
@Path("/realms/{realm}/console/service-tokens")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class ServiceTokensPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final ServiceTokens tokens;
    private final ServiceTokenAdministration administration;
    private final Suspensions suspensions;
    private final Pages pages;
    private final PageRequest request;

    ServiceTokensPage(
            SecurityIdentity identity,
            StepUpGate gate,
            ServiceTokens tokens,
            ServiceTokenAdministration administration,
            Suspensions suspensions,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.tokens = tokens;
        this.administration = administration;
        this.suspensions = suspensions;
        this.pages = pages;
        this.request = request;
    }

    /**
     * A token in the list.
     *
     * @param lastUsedAt null if it was never used
     * @param mayLift whether the caller may allow it again once it is suspended
     */
    record Row(
            String id,
            String name,
            String role,
            DisplayTime expiresAt,
            DisplayTime lastUsedAt,
            boolean inactive,
            boolean suspended,
            boolean mayLift) {}

    /**
     * The content of the page.
     *
     * @param secret of the token just created; empty otherwise
     */
    record View(
            String notice,
            String secret,
            List<Row> rows,
            List<AdministratorFormatter.RoleChoice> roles,
            TokenEntry entry,
            FormErrors errors) {}

    @GET
    public Response page(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> show(200, caller, "", "", TokenEntry.EMPTY, FormErrors.NONE));
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
                            return show(caller, messages(caller).tokenRevoked());
                        })
                        .or(() -> entry.lifted().map(id -> lift(caller, id)))
                        .orElseGet(() -> create(caller, entry)));
    }

    private Response lift(SignedIn caller, UUID id) {
        return suspensions.liftServiceToken(request.caller(caller), id) == Suspensions.Outcome.LIFTED
                ? show(caller, messages(caller).tokenLifted())
                : show(409, caller, "", "", TokenEntry.EMPTY, FormErrors.NONE);
    }

    private Response show(SignedIn caller, String notice) {
        return show(200, caller, notice, "", TokenEntry.EMPTY, FormErrors.NONE);
    }

    private Response create(SignedIn caller, TokenEntry entry) {
        RealmMessages messages = messages(caller);
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
            return show(400, caller, "", "", entry, errors);
        }
        ServiceToken.Created created =
                administration.create(request.caller(caller), name.get(), entry.role(), lifetime.get(), ranges.get());
        return show(200, caller, messages.tokenMade(), created.secret(), TokenEntry.EMPTY, FormErrors.NONE);
    }

    private Response show(
            int status, SignedIn caller, String notice, String secret, TokenEntry entry, FormErrors errors) {
        AdministratorFormatter formatter = AdministratorFormatter.of(pages, caller);
        Locale language = formatter.language();
        List<Row> rows = tokens.list(caller.realm().id()).stream()
                .map(token -> new Row(
                        token.id().toString(),
                        token.name(),
                        formatter.console().role(token.role()),
                        DisplayTime.of(token.expiresAt(), language),
                        token.lastUsedAt()
                                .map(at -> DisplayTime.of(at, language))
                                .orElse(null),
                        token.inactive(),
                        token.suspendedAt().isPresent(),
                        suspensions.mayLift(caller.administrator().id(), token.createdBy())))
                .toList();
        List<AdministratorFormatter.RoleChoice> roles = formatter
                .roles(entry.role().name())
                .stream()
                .filter(choice -> !choice.value().equals(Role.SYSTEM_ADMINISTRATOR.name()))
                .toList();
        return pages.show(status, new Page(pages.layout(caller), new View(notice, secret, rows, roles, entry, errors)));
    }

    private RealmMessages messages(SignedIn caller) {
        return pages.messages(RealmMessages.class, caller.realm());
    }

    record Page(PageLayout layout, View view) implements PageTemplate {}
}
