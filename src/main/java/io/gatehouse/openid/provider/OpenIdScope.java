package io.gatehouse.openid.provider;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A scope that a client can request, and the claims it gives access to (OpenID Connect Core 1.0, section 5.4). */
public enum OpenIdScope {
    @JsonProperty("openid")
    OPENID("openid", "sub"),
    @JsonProperty("profile")
    PROFILE("profile", "name", "preferred_username", "locale"),
    @JsonProperty("email")
    EMAIL("email", "email", "email_verified"),
    @JsonProperty("phone")
    PHONE("phone", "phone_number", "phone_number_verified"),
    @JsonProperty("groups")
    GROUPS("groups", "groups"),
    /** Lets refresh tokens outlive the session's idle time. */
    @JsonProperty("offline_access")
    OFFLINE_ACCESS("offline_access");

    private final String value;
    private final List<String> claims;

    OpenIdScope(String value, String... claims) {
        this.value = value;
        this.claims = List.of(claims);
    }

    /** Returns the value as requests have it. */
    public String value() {
        return value;
    }

    /** Returns the names of the claims. */
    public List<String> claims() {
        return claims;
    }

    /** Returns the scope of that value, or empty if there is none. */
    public static Optional<OpenIdScope> parse(String value) {
        return Stream.of(values()).filter(scope -> scope.value.equals(value)).findFirst();
    }
}
