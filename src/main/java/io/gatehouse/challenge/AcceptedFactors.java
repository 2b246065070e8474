package io.gatehouse.challenge;

import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.realm.FactorStrength;
import java.util.List;
import java.util.stream.Stream;

/**
 * The second factors accepted of an account: those that meet the minimum or, if the account has no such authenticator, the
 * strongest that it has. So a policy that was raised does not admit a factor that was too weak before.
 *
 * @param minimum the weakest factor that the policy lets the account sign in with
 * @param held the authenticators that the account has and the realm allows, the strongest first, suspended ones included
 */
public record AcceptedFactors(FactorStrength minimum, List<Authenticator> held) {

    /** Returns whether nothing that the account has meets the minimum. */
    public boolean lackMinimum() {
        return !strongest().meets(minimum);
    }

    private FactorStrength strongest() {
        return usable().map(one -> one.kind().strength()).findFirst().orElse(FactorStrength.CODE);
    }

    private Stream<Authenticator> usable() {
        return held.stream().filter(Authenticator::usable);
    }

    /** Returns whether a report of misuse has suspended an authenticator, and it is not decided whose it is. */
    public boolean undecided() {
        return held.stream().anyMatch(Authenticator::suspended);
    }

    private FactorStrength weakest() {
        return lackMinimum() ? strongest() : minimum;
    }

    /** Returns whether codes are accepted. */
    public boolean includeCodes() {
        return weakest() == FactorStrength.CODE;
    }

    /** Returns the authenticators accepted, the strongest first. */
    public List<Authenticator> authenticators() {
        return usable().filter(authenticator -> authenticator.kind().strength().meets(weakest()))
                .toList();
    }

    /** Returns whether an authenticator of that kind is accepted. */
    public boolean include(AuthenticatorKind kind) {
        return authenticators().stream().anyMatch(authenticator -> authenticator.kind() == kind);
    }
}
