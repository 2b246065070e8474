package io.gatehouse.signin;

import java.util.Optional;

/**
 * Whether the browser that verifies a code is to be trusted.
 *
 * @param requested whether the browser is to replace the second factor from now on
 * @param presented secret of the browser's trust cookie; empty if it has none
 */
public record BrowserTrust(boolean requested, Optional<String> presented) {

    /** Returns the value for a browser that is not to be trusted. */
    public static BrowserTrust none() {
        return new BrowserTrust(false, Optional.empty());
    }

    /** Omits the secret, to keep it out of logs. */
    @Override
    public String toString() {
        return "BrowserTrust[requested=" + requested + "]";
    }
}
