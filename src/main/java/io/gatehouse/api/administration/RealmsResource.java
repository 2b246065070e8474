package io.gatehouse.api.administration;

import io.gatehouse.administration.realm.RealmCreation;
import io.gatehouse.administration.realm.RealmDeletion;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.api.support.Format;
import io.gatehouse.api.support.InputRules;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RootRealmOnly;
import io.gatehouse.api.support.TextFormat;
import io.gatehouse.http.Problem;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.kernel.DisplayNames;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;

/** Creates, lists and deletes realms, for System Administrators of the root realm. */
@Path("/api/v1/realms")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
@RootRealmOnly
public class RealmsResource {
    private final Realms realms;
    private final RequestCaller caller;
    private final RealmCreation creation;
    private final RealmDeletion deletion;

    RealmsResource(Realms realms, RequestCaller caller, RealmCreation creation, RealmDeletion deletion) {
        this.realms = realms;
        this.caller = caller;
        this.creation = creation;
        this.deletion = deletion;
    }

    /** The first System Administrator, invited by mail. */
    public record FirstAdministrator(
            @NotNull @Size(max = InputRules.MAX_EMAIL) @Format(TextFormat.EMAIL_ADDRESS)
            String email,

            @NotNull @Size(max = InputRules.MAX_NAME) @Format(TextFormat.DISPLAY_NAME)
            String displayName) {}

    /** A realm to create. */
    public record CreateRealmRequest(
            @NotNull @Size(max = 63) @Format(TextFormat.REALM_SLUG)
            String slug,

            @NotNull @Size(max = InputRules.MAX_NAME) @Format(TextFormat.DISPLAY_NAME)
            String displayName,

            @NotNull @Valid FirstAdministrator administrator) {}

    /** A realm. */
    public record RealmBody(String slug, String displayName, boolean root, boolean mfaEnabled) {
        static RealmBody of(Realm realm) {
            return new RealmBody(
                    realm.slug(),
                    realm.settings().displayName(),
                    realm.root(),
                    realm.settings().mfa().enabled());
        }
    }

    @POST
    @Operation(summary = "Creates a realm and invites its first System Administrator")
    @APIResponseSchema(value = RealmBody.class, responseCode = "201")
    public RestResponse<RealmBody> createRealm(@Valid CreateRealmRequest body) {
        var plan = new RealmCreation.Plan(
                body.slug(),
                DisplayNames.parse(body.displayName()).orElseThrow(),
                EmailAddress.parse(body.administrator().email()).orElseThrow(),
                DisplayNames.parse(body.administrator().displayName()).orElseThrow());
        Realm realm = creation.create(caller.caller(), plan).orElseThrow(RealmsResource::taken);
        return RestResponse.ResponseBuilder.<RealmBody>created(URI.create("/api/v1/realms/" + realm.slug()))
                .entity(RealmBody.of(realm))
                .build();
    }

    @GET
    @Operation(summary = "Returns all realms, sorted by name")
    public List<RealmBody> listRealms() {
        return realms.list().stream().map(RealmBody::of).toList();
    }

    @DELETE
    @Path("/{slug}")
    @Operation(summary = "Deletes a realm and all its data except the audit events")
    public void deleteRealm(@PathParam("slug") String slug) {
        if (!deletion.delete(caller.caller(), slug)) {
            throw new ProblemException(ProblemCode.CONFLICT, "The root realm cannot be deleted.");
        }
    }

    private static ProblemException taken() {
        return new ProblemException(Problem.of(ProblemCode.CONFLICT, "There is a realm of that name.")
                .withErrors(List.of(new Problem.FieldError("slug", "taken", "Choose another name."))));
    }
}
