package io.gatehouse.web.layout;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What a browser keeps between the factors: which sign-in it is in, and the page it asked for before. */
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

    /** Names neither the sign-in nor the page. */
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
