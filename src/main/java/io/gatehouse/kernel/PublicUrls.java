package io.gatehouse.kernel;

import jakarta.inject.Singleton;

/** Addresses that people and clients are given: built from the configured public URL, never from a request. */
@Singleton
public class PublicUrls {
    private final String base;

    PublicUrls(GatehouseConfig config) {
        this.base = config.publicUrl().toString().replaceAll("/+$", "");
    }

    /** The root of a realm's pages, without a trailing slash; also its issuer identifier. */
    public String realm(String slug) {
        return base + "/realms/" + slug;
    }

    /** A page of a realm. */
    public String page(String slug, String page) {
        return realm(slug) + "/" + page;
    }

    /** A page of a realm that takes a link's token. */
    public String link(String slug, String page, String token) {
        return realm(slug) + "/" + page + "?token=" + token;
    }

    /** The page that takes "this wasn't me"; short, for text messages. */
    public String report(String token) {
        return base + "/n/" + token;
    }

    /** Where Twilio tells what has become of messages. */
    public String twilioStatus() {
        return base + "/callbacks/twilio/status";
    }

    /** The same for the message of that id. */
    public String twilioStatus(String id) {
        return twilioStatus() + "?delivery=" + id;
    }
}
