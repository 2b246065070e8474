package portal;

import io.quarkus.oidc.IdToken;
import io.quarkus.oidc.OidcSession;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** A portal whose pages show who has signed in. */
@Path("/")
@Authenticated
@Produces(MediaType.TEXT_HTML)
public class Portal {
    private static final Set<String> STRONG = Set.of("urn:gatehouse:mfa", "urn:gatehouse:phr");
    private static final String PAGE =
            """
            <!doctype html><title>Portal</title><link rel="icon" href="data:,"><h1>Portal</h1>
            <dl><dt>email<dd>%s<dt>groups<dd>%s<dt>acr<dd>%s<dt>expires<dd>%d</dl>
            <p><a href="/step-up">Confirm with a second factor</a>
            """;

    @Inject
    @IdToken
    JsonWebToken idToken;

    @Inject
    OidcSession session;

    @GET
    public String home() {
        return PAGE.formatted(
                idToken.getClaim("email"), idToken.getGroups(), idToken.getClaim("acr"), idToken.getExpirationTime());
    }

    /** Requires a second factor: without one, ends the portal's session; the next sign-in requests the second factor ({@link StepUp}). */
    @GET
    @Path("step-up")
    public Uni<Response> stepUp() {
        return STRONG.contains(idToken.<String>getClaim("acr"))
                ? Uni.createFrom().item(() -> Response.ok(home()).build())
                : session.logout().map(ended -> Response.seeOther(URI.create("/step-up")).build());
    }
}
