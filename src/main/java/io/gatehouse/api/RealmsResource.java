package io.gatehouse.api;

import io.avaje.validation.constraints.Valid;
import io.gatehouse.admin.EmailAddress;
import io.gatehouse.administration.RealmCreation;
import io.gatehouse.administration.RealmDeletion;
import io.gatehouse.platform.DisplayNames;
import io.gatehouse.platform.http.Problem;
import io.gatehouse.platform.http.ProblemCode;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/** The realms of the installation, for System Administrators of the root realm. */
@Path("/api/v1/realms")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
@RootOnly
public class RealmsResource {
    private final Realms realms;
    private final Caller caller;
    private final RealmCreation creation;
    private final RealmDeletion deletion;

    RealmsResource(Realms realms, Caller caller, RealmCreation creation, RealmDeletion deletion) {
        this.realms = realms;
        this.caller = caller;
        this.creation = creation;
        this.deletion = deletion;
    }

    /** The first System Administrator, invited by mail. */
    public record FirstAdministrator(
            @NotNull @Size(max = 254) String email,
            @NotNull @Size(max = 160) String displayName) {}

    /** A realm to create. */
    @Valid
    public record Wish(
            @NotNull @Size(max = 63) String slug,
            @NotNull @Size(max = 160) String displayName,
            @NotNull @Valid FirstAdministrator administrator) {}

    /** A realm. */
    public record Body(String slug, String displayName, boolean root, boolean mfaEnabled) {
        static Body of(Realm realm) {
            return new Body(
                    realm.slug(),
                    realm.settings().displayName(),
                    realm.root(),
                    realm.settings().mfa().enabled());
        }
    }

    /** Creates a realm. */
    @POST
    public Response create(Wish body) {
        if (!RealmCreation.isSlug(body.slug())) {
            throw PageQuery.invalid("slug", "Use 1 to 63 lower-case letters, digits and inner hyphens.");
        }
        var plan = new RealmCreation.Plan(
                body.slug(),
                name("displayName", body.displayName()),
                EmailAddress.parse(body.administrator().email())
                        .orElseThrow(() -> PageQuery.invalid(
                                "administrator.email", "Use an address in plain ASCII, such as admin@example.com.")),
                name("administrator.displayName", body.administrator().displayName()));
        Realm realm = creation.create(caller.actor(), plan).orElseThrow(RealmsResource::taken);
        return Response.created(URI.create("/api/v1/realms/" + realm.slug()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Body.of(realm))
                .build();
    }

    /** Every realm, by name. */
    @GET
    public List<Body> list() {
        return realms.all().stream().map(Body::of).toList();
    }

    /** Removes a realm with everything in it. */
    @DELETE
    @Path("/{slug}")
    public void delete(@PathParam("slug") String slug) {
        if (!deletion.delete(caller.actor(), slug)) {
            throw new ProblemException(ProblemCode.CONFLICT, "The root realm cannot be deleted.");
        }
    }

    private static String name(String field, String typed) {
        return DisplayNames.parse(typed)
                .orElseThrow(() -> PageQuery.invalid(field, "Use 1 to 80 visible characters in one line."));
    }

    private static ProblemException taken() {
        return new ProblemException(Problem.of(ProblemCode.CONFLICT, "There is a realm of that name.")
                .withErrors(List.of(new Problem.FieldError("slug", "taken", "Choose another name."))));
    }
}
