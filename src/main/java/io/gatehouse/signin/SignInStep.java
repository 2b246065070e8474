package io.gatehouse.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.challenge.AcceptedFactors;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.Requester;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One step of a sign-in, from which follows what it may do next.
 *
 * @param realm the current realm, locked
 * @param id the flow's secret
 * @param pending the flow as last stored
 * @param administrator the current account, locked
 * @param authenticators of the account, as far as the realm allows them, the strongest first, suspended ones included
 * @param now the time of the step
 */
record SignInStep(
        Realm realm,
        String id,
        PendingSignIn pending,
        Administrator administrator,
        List<Authenticator> authenticators,
        Requester requester,
        Instant now) {

    SignInStep with(PendingSignIn changed) {
        return new SignInStep(realm, id, changed, administrator, authenticators, requester, now);
    }

    SignInStep withAdministrator(Administrator changed) {
        return new SignInStep(realm, id, pending, changed, authenticators, requester, now);
    }

    FlowContext context() {
        return new FlowContext(realm, administrator, requester);
    }

    Challenge challenge() {
        return new Challenge(context(), id, purpose());
    }

    /** Returns the purpose of the flow's next code. */
    CodePurpose purpose() {
        if (pending.stepUpOf().isPresent()) {
            return CodePurpose.STEP_UP;
        }
        return mailboxFirst() ? CodePurpose.ENROLLMENT : CodePurpose.SIGN_IN;
    }

    /** Returns the weakest factor that completes the flow; in a session without a password, only a passkey is one by itself. */
    FactorStrength minimum() {
        return pending.withoutPassword() ? FactorStrength.PASSKEY : pending.minimum();
    }

    /** Returns whether the account has no authenticator that meets the minimum, where codes do not. */
    boolean lacksMinimum() {
        return factors().lackMinimum();
    }

    private AcceptedFactors factors() {
        return new AcceptedFactors(minimum(), authenticators);
    }

    /**
     * Returns whether what the policy requires can be neither used nor enrolled: in a step-up, and while a report of misuse has
     * suspended an authenticator, since a weaker factor would add the attacker's in its place.
     */
    boolean blocked() {
        return lacksMinimum() && (pending.stepUpOf().isPresent() || undecided());
    }

    /** Returns whether a report of misuse has suspended an authenticator of the account. */
    boolean undecided() {
        return factors().undecided();
    }

    /**
     * Returns whether no factor is accepted: in the enrolment of one, after the reset of all was requested, and where none can
     * complete the flow.
     */
    private boolean acceptsNone() {
        return enrollingAuthenticator() || pending.resetRequested() || blocked();
    }

    /** Returns whether an authenticator is to be enrolled now, which the policy requires, after a weaker factor. */
    boolean enrollingAuthenticator() {
        return pending.weaker().isPresent() && lacksMinimum() && !blocked();
    }

    /** Returns the kinds of authenticators that can be enrolled now, the strongest first. */
    List<AuthenticatorKind> enrollable() {
        RealmSettings.Mfa mfa = realm.settings().mfa();
        return enrollingAuthenticator()
                ? Stream.of(AuthenticatorKind.values())
                        .filter(kind ->
                                mfa.allows(kind.strength()) && kind.strength().meets(minimum()))
                        .toList()
                : List.of();
    }

    /** Returns the authenticators that are accepted now, the strongest first. */
    List<Authenticator> accepted() {
        return acceptsNone() ? List.of() : factors().authenticators();
    }

    /** Returns whether an authenticator of that kind is accepted now. */
    boolean accepts(AuthenticatorKind kind) {
        return !acceptsNone() && factors().include(kind);
    }

    /**
     * Returns whether a recovery code requests the reset of the account's authenticators: at a sign-in that no code completes,
     * so that it is all that the code does.
     */
    boolean resetsByRecoveryCode() {
        return minimum() != FactorStrength.CODE
                && pending.stepUpOf().isEmpty()
                && !accepted().isEmpty();
    }

    /** Returns whether a recovery code is accepted in place of a code: where codes meet the policy, and nothing is to be enrolled. */
    boolean acceptsRecoveryCodes() {
        return !enrolling() && minimum() == FactorStrength.CODE;
    }

    /**
     * Returns whether a number is to be enrolled: at a sign-in, if the method allows text messages, and the account has neither a
     * proven number nor an authenticator.
     */
    boolean enrolling() {
        return pending.stepUpOf().isEmpty()
                && authenticators.isEmpty()
                && !enrollingAuthenticator()
                && pending.method().allows(Channel.SMS)
                && administrator.phone().isEmpty();
    }

    /** Returns whether the mailbox must be proven before a number can be entered. */
    boolean mailboxFirst() {
        return enrolling() && pending.mailbox().isEmpty() && !administrator.provesMailbox(now);
    }

    /** Returns whether a number may be entered. */
    boolean phoneOpen() {
        return enrolling() && !mailboxFirst();
    }

    /** Returns whether the mailbox has been proven in this flow and the method accepts that in place of a number. */
    boolean completesByMailbox() {
        return phoneOpen() && pending.mailbox().isPresent() && pending.method().allows(Channel.EMAIL);
    }

    /**
     * Returns the addresses that a code can be sent to: the proven number or else the one entered, and the mailbox; none if no code
     * is accepted.
     */
    List<ContactAddress> destinations() {
        if (acceptsNone() || !factors().includeCodes()) {
            return List.of();
        }
        if (mailboxFirst()) {
            return List.of(administrator.email());
        }
        List<ContactAddress> destinations = new ArrayList<>();
        if (pending.method().allows(Channel.SMS)) {
            administrator.phone().or(pending::candidate).ifPresent(destinations::add);
        }
        if (pending.method().allows(Channel.EMAIL)) {
            destinations.add(administrator.email());
        }
        return destinations;
    }

    /** Returns the only address that a code can be sent to, or empty if there is a choice. */
    Optional<ContactAddress> onlyDestination() {
        List<ContactAddress> destinations = destinations();
        return destinations.size() == 1 && !phoneOpen() && accepted().isEmpty()
                ? Optional.of(destinations.get(0))
                : Optional.empty();
    }

    /** Returns the address of that channel, or empty if there is none or the method does not allow it. */
    Optional<ContactAddress> destination(Channel channel) {
        return destinations().stream()
                .filter(address -> address.channel() == channel)
                .findFirst();
    }

    /** Returns the address that the newest code was sent to, or empty if it is not the code of the next step. */
    Optional<ContactAddress> destinationOfCode() {
        return pending.newest()
                .filter(code -> code.purpose() == purpose())
                .flatMap(code -> destination(code.channel()));
    }
}
