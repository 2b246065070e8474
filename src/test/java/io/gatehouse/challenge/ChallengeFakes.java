package io.gatehouse.challenge;

import io.gatehouse.testing.Fakes;

/** Challenges of services with tables in memory. */
public final class ChallengeFakes {
    private ChallengeFakes() {}

    public static ChallengeService challenges(Fakes fakes) {
        return new ChallengeService(
                fakes.otp.codes,
                fakes.recoveryCodes,
                fakes.authenticators.totps,
                fakes.authenticators.passkeys,
                fakes.dispatch.deliveries,
                fakes.mails.outbox,
                fakes.audit.log,
                fakes.clock);
    }
}
