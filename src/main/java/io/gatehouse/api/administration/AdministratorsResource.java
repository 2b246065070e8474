package io.gatehouse.api.administration;

import io.gatehouse.administration.accounts.AccountChanges;
import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administrator.AdministratorQuery;
import io.gatehouse.administrator.AdministratorQuery.Position;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.api.support.EntityTags;
import io.gatehouse.api.support.Format;
import io.gatehouse.api.support.InputRules;
import io.gatehouse.api.support.PageQuery;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.api.support.TextFormat;
import io.gatehouse.kernel.DisplayNames;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;

/** Searches, invites, changes and removes the realm's administrators. */
@Path("/api/v1/realms/{realm}/administrators")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class AdministratorsResource {
    private final RequestedRealm realms;
    private final RequestCaller caller;
    private final Accounts accounts;
    private final AccountChanges changes;

    AdministratorsResource(RequestedRealm realms, RequestCaller caller, Accounts accounts, AccountChanges changes) {
        this.realms = realms;
        this.caller = caller;
        this.accounts = accounts;
        this.changes = changes;
    }

    /** A page of administrators, sorted by address; pass {@code next} as {@code after} to get the following page. */
    public record AdministratorPage(List<AdministratorBody> items, Optional<UUID> next) {}

    /** An administrator to invite. */
    public record InviteRequest(
            @NotNull @Size(max = InputRules.MAX_EMAIL) @Format(TextFormat.EMAIL_ADDRESS)
            String email,

            @NotNull @Size(max = InputRules.MAX_NAME) @Format(TextFormat.DISPLAY_NAME)
            String displayName,

            @NotNull Role role) {}

    /** The changes; an omitted field keeps its value. */
    public record ChangeRequest(
            @Size(max = InputRules.MAX_NAME) @Format(TextFormat.DISPLAY_NAME)
            String displayName,

            Role role,
            Boolean enabled) {}

    @GET
    @RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
    @Operation(summary = "Returns the administrators whose address or name contains the query, sorted by address")
    public AdministratorPage listAdministrators(
            @PathParam("realm") String slug,
            @QueryParam("query") @DefaultValue("") @Size(max = 100) String query,
            @QueryParam("after") @Format(TextFormat.NEXT_ID) String after,
            @BeanParam @Valid PageQuery page) {
        Accounts.Page found = accounts.search(
                realms.get(slug).id(),
                AdministratorQuery.of(query),
                TextFormat.parse(after, UUID::fromString).map(id -> new Position(new AdministratorId(id), false)),
                page.limit());
        return new AdministratorPage(
                found.accounts().stream().map(AdministratorBody::of).toList(),
                found.next().map(AdministratorId::value));
    }

    @POST
    @Operation(summary = "Creates an administrator and mails an invitation")
    @APIResponseSchema(value = AdministratorBody.class, responseCode = "201")
    public RestResponse<AdministratorBody> inviteAdministrator(
            @PathParam("realm") String slug, @Valid InviteRequest body) {
        AccountChanges.Outcome outcome = changes.invite(
                caller.caller(),
                EmailAddress.parse(body.email()).orElseThrow(),
                DisplayNames.parse(body.displayName()).orElseThrow(),
                body.role());
        return AccountResponseMapper.created(
                outcome,
                account -> URI.create("/api/v1/realms/" + slug + "/administrators/"
                        + account.administrator().id()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
    @Operation(summary = "Returns one administrator")
    public RestResponse<AdministratorBody> getAdministrator(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        return AccountResponseMapper.of(accounts.get(realms.get(slug).id(), new AdministratorId(id)));
    }

    @PATCH
    @Path("/{id}")
    @Operation(summary = "Changes name or role, disables or enables; all but the name revoke the sessions")
    public RestResponse<AdministratorBody> changeAdministrator(
            @PathParam("realm") String slug,
            @PathParam("id") UUID id,
            @Parameter(required = true) @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid ChangeRequest body) {
        var change = new AccountChanges.Change(
                Optional.ofNullable(body.displayName()).flatMap(DisplayNames::parse),
                Optional.ofNullable(body.role()),
                Optional.ofNullable(body.enabled()));
        return AccountResponseMapper.of(
                changes.change(caller.caller(), new AdministratorId(id), EntityTags.required(ifMatch), change));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Removes an administrator; the audit log keeps the masked address")
    public void removeAdministrator(
            @PathParam("realm") String slug,
            @PathParam("id") UUID id,
            @Parameter(required = true) @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        AccountResponseMapper.changed(
                changes.delete(caller.caller(), new AdministratorId(id), EntityTags.required(ifMatch)));
    }
}
