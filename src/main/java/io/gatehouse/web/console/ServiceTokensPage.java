package io.gatehouse.web.console;

import io.gatehouse.administration.servicetokens.ServiceTokenAdministration;
import io.gatehouse.administrator.Role;
import io.gatehouse.kernel.AddressRange;
import io.gatehouse.kernel.DisplayNames;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.servicetoken.ServiceTokens;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.StepUpGate;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
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

/** The realm's tokens for programs: listed, created with one sight of the secret, revoked. */
@Path("/realms/{realm}/console/service-tokens")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class ServiceTokensPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final ServiceTokens tokens;
    private final ServiceTokenAdministration administration;
    private final Pages pages;
    private final PageRequest request;

    ServiceTokensPage(
            SecurityIdentity identity,
            StepUpGate gate,
            ServiceTokens tokens,
            ServiceTokenAdministration administration,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.tokens = tokens;
        this.administration = administration;
        this.pages = pages;
        this.request = request;
    }

    /** A token in the list; {@code lastUsedAt} is null if it never was. */
    record Row(String id, String name, String role, DisplayTime expiresAt, DisplayTime lastUsedAt, boolean inactive) {}

    /**
     * What the page shows.
     *
     * @param secret of the token just created; empty at any other time
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
        SignedIn person = SignedIn.in(identity, slug);
        return gate.behind(person, () -> show(200, person, "", "", TokenEntry.EMPTY, FormErrors.NONE));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@PathParam("realm") String slug, @BeanParam TokenEntry entry) {
        SignedIn person = SignedIn.in(identity, slug);
        return gate.behind(
                person,
                () -> entry.revoked()
                        .map(id -> {
                            administration.revoke(request.caller(person), id);
                            return show(
                                    200,
                                    person,
                                    messages(person).tokenRevoked(),
                                    "",
                                    TokenEntry.EMPTY,
                                    FormErrors.NONE);
                        })
                        .orElseGet(() -> create(person, entry)));
    }

    private Response create(SignedIn person, TokenEntry entry) {
        RealmMessages messages = messages(person);
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
            return show(400, person, "", "", entry, errors);
        }
        ServiceToken.Created created =
                administration.create(request.caller(person), name.get(), entry.role(), lifetime.get(), ranges.get());
        return show(200, person, messages.tokenMade(), created.secret(), TokenEntry.EMPTY, FormErrors.NONE);
    }

    private Response show(
            int status, SignedIn person, String notice, String secret, TokenEntry entry, FormErrors errors) {
        AdministratorFormatter words = AdministratorFormatter.of(pages, person);
        Locale language = words.language();
        List<Row> rows = tokens.list(person.realm().id()).stream()
                .map(token -> new Row(
                        token.id().toString(),
                        token.name(),
                        words.console().role(token.role()),
                        DisplayTime.of(token.expiresAt(), language),
                        token.lastUsedAt()
                                .map(at -> DisplayTime.of(at, language))
                                .orElse(null),
                        token.inactive()))
                .toList();
        List<AdministratorFormatter.RoleChoice> roles = words.roles(entry.role().name()).stream()
                .filter(choice -> !choice.value().equals(Role.SYSTEM_ADMINISTRATOR.name()))
                .toList();
        PageLayout layout = pages.layout(person);
        return pages.show(status, layout, Templates.page(layout, new View(notice, secret, rows, roles, entry, errors)));
    }

    private RealmMessages messages(SignedIn person) {
        return pages.messages(RealmMessages.class, person.realm());
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance page(PageLayout layout, View view);
    }
}
