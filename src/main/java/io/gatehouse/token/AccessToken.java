package io.gatehouse.token;

import java.time.Duration;

/** A signed access token and its lifetime. */
public record AccessToken(String value, Duration lifetime) {

    /** Returns a text without the token. */
    @Override
    public String toString() {
        return "AccessToken[" + lifetime + "]";
    }
}
