package io.gatehouse.token;

import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.realm.Realm;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The issuer identifier of each realm: {@code {publicUrl}/realms/{realm}}. */
@Singleton
public class Issuers {
    private final PublicUrls urls;

    Issuers(PublicUrls urls) {
        this.urls = urls;
    }

    /** The realm's issuer. */
    public String of(Realm realm) {
        return urls.realm(realm.slug());
    }

    /** The slug in an issuer of this installation. */
    Optional<String> slugOf(String issuer) {
        String prefix = urls.realm("");
        return issuer.startsWith(prefix) ? Optional.of(issuer.substring(prefix.length())) : Optional.empty();
    }
}
