package portal;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;
import io.quarkus.oidc.Redirect.Location;
import jakarta.inject.Singleton;

/** Requests a second factor for pages that require one; Gatehouse asks for it in the session that it has. */
@Singleton
@Unremovable
@Redirect(Location.OIDC_AUTHORIZATION)
public class StepUp implements OidcRedirectFilter {
    @Override
    public void filter(OidcRedirectContext context) {
        if (context.routingContext().normalizedPath().equals("/step-up")) {
            context.additionalQueryParams().add("acr_values", "urn:gatehouse:mfa");
        }
    }
}
