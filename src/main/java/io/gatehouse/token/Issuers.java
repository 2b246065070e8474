package io.gatehouse.token;

import io.gatehouse.platform.GatehouseConfig;
import io.gatehouse.realm.Realm;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The issuer identifier of each realm: {@code {publicUrl}/realms/{realm}}. */
@Singleton
public class Issuers {
    private final String publicUrl;

    Issuers(GatehouseConfig config) {
        this.publicUrl = config.publicUrl().toString().replaceAll("/+$", "");
    }

    /** The realm's issuer. */
    public String of(Realm realm) {
        return of(realm.slug());
    }

    /** The slug in an issuer of this installation. */
    Optional<String> slugOf(String issuer) {
        String prefix = of("");
        return issuer.startsWith(prefix) ? Optional.of(issuer.substring(prefix.length())) : Optional.empty();
    }

    private String of(String slug) {
        return publicUrl + "/realms/" + slug;
    }
}
