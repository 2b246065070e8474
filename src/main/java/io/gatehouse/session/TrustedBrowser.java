package io.gatehouse.session;

import io.gatehouse.kernel.id.AdministratorId;
import java.time.Instant;
import java.util.UUID;

/**
 * A browser in which one administrator does not need a code, for the realm's authentication interval.
 *
 * @param secondFactorAt when a code was last verified in it
 * @param until when a code is required again
 */
public record TrustedBrowser(
        UUID id,
        AdministratorId administrator,
        Instant secondFactorAt,
        Instant until,
        String clientAddress,
        String userAgent,
        Instant createdAt,
        Instant lastUsedAt) {

    /** A newly trusted browser with its cookie's secret, which cannot be read again. */
    public record Granted(String secret, Instant until) {
        /** Returns a text without the secret. */
        @Override
        public String toString() {
            return "Granted[until " + until + "]";
        }
    }
}
