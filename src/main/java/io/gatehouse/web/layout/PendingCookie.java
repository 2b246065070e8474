package io.gatehouse.web.layout;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The cookie of a pending sign-in or step-up: its id, and the page to return to. */
public record PendingCookie(String signInId, Optional<ReturnTo> returnTo) {

    static PendingCookie parse(String value) {
        String[] parts = value.split("\\.", 2);
        return new PendingCookie(
                parts[0],
                parts.length == 1 ? Optional.empty() : decode(parts[1]).flatMap(ReturnTo::parse));
    }

    public String value() {
        return signInId + returnTo.map(page -> "." + encode(page.value())).orElse("");
    }

    /** Omits the id and the page. */
    @Override
    public String toString() {
        return "PendingCookie";
    }

    private static String encode(String page) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(page.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> decode(String encoded) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
