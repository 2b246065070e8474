package io.gatehouse.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Addresses of a realm's pages. */
record RealmPaths(String slug) {
    private String base() {
        return "/realms/" + slug;
    }

    public String signIn() {
        return base() + "/sign-in";
    }

    /** The sign-in page, and after it the page that was asked for. */
    public String signIn(Optional<ReturnTo> returnTo) {
        return signIn()
                + returnTo.map(page -> "?return_to=" + URLEncoder.encode(page.value(), StandardCharsets.UTF_8))
                        .orElse("");
    }

    public String signedOut() {
        return signIn() + "?signed-out=yes";
    }

    public String phone() {
        return signIn() + "/phone";
    }

    public String code() {
        return signIn() + "/code";
    }

    public String ways() {
        return code() + "/ways";
    }

    public String send() {
        return code() + "/send";
    }

    public String delivery() {
        return code() + "/delivery";
    }

    public String cancel() {
        return signIn() + "/cancel";
    }

    public String console() {
        return base() + "/console";
    }

    public String signOut() {
        return base() + "/sign-out";
    }

    public String look(long version) {
        return base() + "/look.css?v=" + version;
    }
}
