package io.gatehouse.realm;

/** The strength of a second factor, the weakest first; a factor is also accepted where a weaker one is the minimum. */
public enum FactorStrength {
    /** A code sent by text message or mail, or a recovery code. */
    CODE,
    /** The code of an authenticator app. */
    TOTP,
    /** A passkey, the only one that is phishing-resistant. */
    PASSKEY;

    /** Returns whether a factor of this strength is accepted where that one is the minimum. */
    public boolean meets(FactorStrength minimum) {
        return compareTo(minimum) >= 0;
    }
}
