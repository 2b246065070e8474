package io.gatehouse.otp;

import io.gatehouse.realm.RealmSettings;
import java.time.Duration;

/**
 * How codes of a flow are made and counted.
 *
 * @param length digits
 * @param attempts tries shared by all codes of the flow
 */
public record CodePolicy(int length, Duration lifetime, Duration resendAfter, int attempts) {

    /** Tries a flow has, however many codes it sends. */
    public static final int ATTEMPTS = 5;

    /** The policy of a realm. */
    public static CodePolicy of(RealmSettings.Mfa mfa) {
        return new CodePolicy(mfa.codeLength(), mfa.codeLifetime(), mfa.resendAfter(), ATTEMPTS);
    }
}
