package io.gatehouse.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.avaje.validation.constraints.Valid;
import io.gatehouse.admin.EmailAddress;
import io.gatehouse.admin.Role;
import io.gatehouse.administration.AccountChange;
import io.gatehouse.administration.AccountChanges;
import io.gatehouse.administration.Accounts;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.DisplayNames;
import io.gatehouse.realm.Realm;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The realm's administrators. */
@Path("/api/v1/realms/{realm}/administrators")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class AdministratorsResource {
    private static final int MAX_QUERY = 100;

    private final RequestedRealm realms;
    private final Caller caller;
    private final Accounts accounts;
    private final AccountChanges changes;

    AdministratorsResource(RequestedRealm realms, Caller caller, Accounts accounts, AccountChanges changes) {
        this.realms = realms;
        this.caller = caller;
        this.accounts = accounts;
        this.changes = changes;
    }

    /** Some administrators, by address; {@code next} is the {@code after} of the following ones. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<AdministratorBody> items, UUID next) {}

    /** Somebody to invite. */
    @Valid
    public record Invitation(
            @NotNull @Size(max = 254) String email,
            @NotNull @Size(max = 160) String displayName,
            @NotNull Role role) {}

    /** What shall be different; what is left out stays. */
    @Valid
    public record Change(@Size(max = 160) String displayName, Role role, Boolean enabled) {}

    /** The administrators whose address or name contains the query. */
    @GET
    @RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
    public Page search(
            @PathParam("realm") String slug,
            @QueryParam("query") @DefaultValue("") @Schema(maxLength = MAX_QUERY) String query,
            @BeanParam PageQuery part) {
        if (query.length() > MAX_QUERY) {
            throw PageQuery.invalid("query", "Use at most " + MAX_QUERY + " characters.");
        }
        Accounts.Page page = accounts.search(
                realms.get(slug).id(),
                query.strip(),
                part.after(UUID::fromString).map(AdministratorId::new),
                part.limit());
        return new Page(
                page.accounts().stream().map(AdministratorBody::of).toList(),
                page.next().map(AdministratorId::value).orElse(null));
    }

    /** Invites somebody, by mail. */
    @POST
    public Response invite(@PathParam("realm") String slug, Invitation body) {
        Realm realm = realms.get(slug);
        var actor = caller.freshActor(realm);
        EmailAddress email = EmailAddress.parse(body.email())
                .orElseThrow(
                        () -> PageQuery.invalid("email", "Use an address in plain ASCII, such as admin@example.com."));
        return AccountAnswers.of(
                changes.invite(actor, email, name(body.displayName()), body.role()),
                account -> AccountAnswers.with(
                                Response.created(URI.create("/api/v1/realms/" + slug + "/administrators/"
                                        + account.person().id())),
                                account)
                        .build());
    }

    /** One administrator. */
    @GET
    @Path("/{id}")
    @RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
    public Response read(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        return AccountAnswers.of(accounts.get(realms.get(slug).id(), new AdministratorId(id)));
    }

    /** Changes name or role, disables or enables; all but a new name ends the person's sessions. */
    @PATCH
    @Path("/{id}")
    public Response change(
            @PathParam("realm") String slug, @PathParam("id") UUID id, @Context HttpHeaders headers, Change body) {
        var actor = caller.freshActor(realms.get(slug));
        var change = new AccountChange(
                Optional.ofNullable(body.displayName()).map(AdministratorsResource::name),
                Optional.ofNullable(body.role()),
                Optional.ofNullable(body.enabled()));
        return AccountAnswers.of(changes.change(actor, new AdministratorId(id), EntityTags.required(headers), change));
    }

    /** Removes an administrator; the audit log keeps the masked address. */
    @DELETE
    @Path("/{id}")
    public Response delete(@PathParam("realm") String slug, @PathParam("id") UUID id, @Context HttpHeaders headers) {
        var actor = caller.freshActor(realms.get(slug));
        return AccountAnswers.of(
                changes.delete(actor, new AdministratorId(id), EntityTags.required(headers)),
                account -> Response.noContent().build());
    }

    private static String name(String typed) {
        return DisplayNames.parse(typed)
                .orElseThrow(() -> PageQuery.invalid("displayName", "Use 1 to 80 visible characters in one line."));
    }
}
