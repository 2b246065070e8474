package io.gatehouse.kernel;

import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;

/** Builds public addresses from the configured URL, never from a request. */
@Singleton
public class PublicUrls {
    private final String base;
    private final String host;

    PublicUrls(GatehouseConfig config) {
        this.base = config.publicUrl().toString().replaceAll("/+$", "");
        this.host = config.publicUrl().getHost().toLowerCase(Locale.ROOT);
    }

    /** Returns the origin (RFC 6454) of all pages. */
    public String origin() {
        return base;
    }

    /** Returns the host of all pages, which passkeys are bound to. */
    public String host() {
        return host;
    }

    /** Returns the root of a realm's pages, without a trailing slash; also its issuer identifier. */
    public String realm(String slug) {
        return base + "/realms/" + slug;
    }

    /** Returns the slug in a realm's issuer identifier, or empty if it is not one of this installation. */
    public Optional<String> slugOfIssuer(String issuer) {
        String prefix = realm("");
        return issuer.startsWith(prefix) ? Optional.of(issuer.substring(prefix.length())) : Optional.empty();
    }

    /** Returns the address of a realm's page. */
    public String page(String slug, String page) {
        return realm(slug) + "/" + page;
    }

    /** Returns the address of a realm's page with the token of a single-use link. */
    public String link(String slug, String page, String token) {
        return realm(slug) + "/" + page + "?token=" + token;
    }

    /** Returns the address of the "this wasn't me" page; short, for text messages. */
    public String report(String token) {
        return base + "/n/" + token;
    }

    /** Returns the address to which Twilio reports delivery states. */
    public String twilioStatus() {
        return base + "/callbacks/twilio/status";
    }

    /** Returns the address to which Twilio reports the delivery state of that message. */
    public String twilioStatus(String id) {
        return twilioStatus() + "?delivery=" + id;
    }
}
