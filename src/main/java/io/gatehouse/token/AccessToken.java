package io.gatehouse.token;

import java.time.Duration;

/** A signed access token and how long it lives. */
public record AccessToken(String value, Duration lifetime) {

    /** Shows the lifetime, never the token. */
    @Override
    public String toString() {
        return "AccessToken[" + lifetime + "]";
    }
}
