package io.gatehouse.passwordreset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.Authenticators;
import io.gatehouse.challenge.AcceptedFactors;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.link.LinkKind;
import io.gatehouse.link.Links;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Stores pending resets and invitations, and locks the account for each step until its transaction ends. */
@ApplicationScoped
class PendingResets {
    private final RedisFlowStore store;
    private final Administrators administrators;
    private final Authenticators authenticators;
    private final Links links;
    private final Randomness randomness;

    PendingResets(
            RedisFlowStore store,
            Administrators administrators,
            Authenticators authenticators,
            Links links,
            Randomness randomness) {
        this.store = store;
        this.administrators = administrators;
        this.authenticators = authenticators;
        this.links = links;
        this.randomness = randomness;
    }

    /**
     * A pending password reset or invitation, after its link was opened.
     *
     * @param kind of the link
     * @param credential digest of the account's credentials at the start; a change of them ends the flow
     * @param mfa whether the realm had a second factor at the start; a change ends a reset
     * @param minimum of the account's role at the start; a change ends a reset
     * @param proven whether the new password may be set
     * @param codeSent whether a code has been sent
     */
    @RegisterForReflection(registerFullHierarchy = true)
    record PendingReset(
            LinkKind kind,
            AdministratorId administrator,
            String credential,
            boolean mfa,
            FactorStrength minimum,
            boolean proven,
            boolean codeSent) {

        private static PendingReset of(LinkKind kind, Realm realm, Administrator administrator) {
            boolean mfa = realm.settings().mfa().enabled();
            boolean proven = kind == LinkKind.INVITATION || !mfa;
            return new PendingReset(
                    kind,
                    administrator.id(),
                    administrator.credential(),
                    mfa,
                    minimum(realm, administrator),
                    proven,
                    false);
        }

        PendingReset withCodeSent() {
            return new PendingReset(kind, administrator, credential, mfa, minimum, proven, true);
        }

        /** Returns the proven reset of the account as it is now. */
        PendingReset withProof(Administrator current) {
            return new PendingReset(kind, administrator, current.credential(), mfa, minimum, true, codeSent);
        }

        private boolean isUnchanged(Realm currentRealm, Administrator current) {
            boolean samePolicy = kind == LinkKind.INVITATION
                    || currentRealm.settings().mfa().enabled() == mfa && minimum(currentRealm, current) == minimum;
            return samePolicy && !current.disabled() && credential.equals(current.credential());
        }

        private static FactorStrength minimum(Realm realm, Administrator administrator) {
            return realm.settings().mfa().minimumOf(administrator.role());
        }
    }

    /**
     * One step of a reset: the current realm and account, the flow as last stored, and the requester.
     *
     * @param authenticators that the account has and the realm allows, the strongest first, suspended ones included
     */
    record ResetStep(
            Realm realm,
            String id,
            PendingReset pending,
            Administrator administrator,
            List<Authenticator> authenticators,
            Requester requester) {

        ResetStep with(PendingReset changed) {
            return new ResetStep(realm, id, changed, administrator, authenticators, requester);
        }

        AcceptedFactors factors() {
            return new AcceptedFactors(realm.settings().mfa().minimumOf(administrator.role()), authenticators);
        }

        FlowContext context() {
            return new FlowContext(realm, administrator, requester);
        }

        /**
         * Returns where codes are sent, whatever the realm's method: after a report to the number that was replaced before
         * it, else to the proven number, or to the mailbox if there is neither. In an installation without text messages the
         * proven number does not count, but after a report, when the mailbox may be another person's, no code is sent to it.
         */
        ContactAddress destination() {
            boolean reported =
                    administrator.phoneDisputed() || administrator.formerPhone().isPresent();
            return administrator
                    .resetPhone()
                    .filter(number -> reported || realm.sends(number.channel()))
                    .<ContactAddress>map(number -> number)
                    .orElse(administrator.email());
        }

        Challenge challenge() {
            return new Challenge(context(), id, CodePurpose.PASSWORD_RESET);
        }
    }

    /** Consumes the link and returns the first step, or empty if the link is not valid or the account disabled. */
    Optional<ResetStep> open(Realm realm, LinkKind kind, String token, Requester requester) {
        Optional<ResetStep> step = links.consume(kind, realm.id(), token)
                .filter(administrator -> !administrator.disabled())
                .map(administrator -> new ResetStep(
                        realm,
                        randomness.secret(),
                        PendingReset.of(kind, realm, administrator),
                        administrator,
                        authenticators.listAllowed(realm, administrator.id()),
                        requester));
        step.ifPresent(opened -> store.add(opened.id(), opened.pending()));
        return step;
    }

    /** Returns the next step, or empty if the reset has ended, belongs to another realm or kind, or the account has changed. */
    Optional<ResetStep> resume(Realm realm, LinkKind kind, String id, Requester requester) {
        return store.resume(id, PendingReset.class)
                .filter(pending -> pending.kind() == kind)
                .flatMap(pending -> administrators
                        .findForUpdate(realm.id(), pending.administrator())
                        .filter(administrator -> pending.isUnchanged(realm, administrator))
                        .map(administrator -> new ResetStep(
                                realm,
                                id,
                                pending,
                                administrator,
                                authenticators.listAllowed(realm, administrator.id()),
                                requester)));
    }

    /** Removes the reset, and makes the link valid again. */
    void abandon(ResetStep step, String token) {
        remove(step);
        links.release(token);
    }

    void replace(ResetStep step) {
        store.replace(step.id(), step.pending());
    }

    void remove(ResetStep step) {
        store.remove(step.id(), PendingReset.class);
    }
}
