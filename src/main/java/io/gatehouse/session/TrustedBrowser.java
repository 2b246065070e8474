package io.gatehouse.session;

import io.gatehouse.kernel.id.AdministratorId;
import java.time.Instant;
import java.util.UUID;

/**
 * A browser that stands in for the code of one administrator, for the realm's authentication interval.
 *
 * @param secondFactorAt when a code was last verified in it
 * @param until when a code is asked for again
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

    /** A browser just trusted, with the one sight of its cookie's secret. */
    public record Granted(String secret, Instant until) {
        /** Shows no secret. */
        @Override
        public String toString() {
            return "Granted[until " + until + "]";
        }
    }
}
