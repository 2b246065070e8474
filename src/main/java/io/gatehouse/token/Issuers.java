package io.gatehouse.token;

import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.realm.Realm;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Maps realms to issuer identifiers: {@code {publicUrl}/realms/{realm}}. */
@Singleton
public class Issuers {
    private final PublicUrls urls;

    Issuers(PublicUrls urls) {
        this.urls = urls;
    }

    /** Returns the realm's issuer identifier. */
    public String of(Realm realm) {
        return urls.realm(realm.slug());
    }

    /** Returns the slug in the issuer identifier, or empty if it is not one of this installation. */
    Optional<String> slugOf(String issuer) {
        String prefix = urls.realm("");
        return issuer.startsWith(prefix) ? Optional.of(issuer.substring(prefix.length())) : Optional.empty();
    }
}
