package io.gatehouse.web.console;

import java.util.Locale;

/** The credentials of an account that a report of misuse suspends together. */
public enum SuspendedCredentials {
    RECOVERY_CODES,
    AUTHENTICATORS;

    /** Returns the credentials with that path, of which the resource's pattern admits no other. */
    public static SuspendedCredentials fromString(String path) {
        return valueOf(path.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Returns the last segment of the path of their page. */
    public String path() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
