package io.gatehouse.signin;

import java.util.Optional;

/**
 * What a person wishes of the browser a code is verified in.
 *
 * @param wanted whether it shall stand in for the code from now on
 * @param presented the secret of its trust cookie, if it has one
 */
public record BrowserTrust(boolean wanted, Optional<String> presented) {

    /** No wish. */
    public static BrowserTrust none() {
        return new BrowserTrust(false, Optional.empty());
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "BrowserTrust[wanted=" + wanted + "]";
    }
}
