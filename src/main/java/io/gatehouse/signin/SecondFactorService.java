package io.gatehouse.signin;

import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.challenge.ChallengeService;
import io.gatehouse.challenge.ChallengeService.SendOutcome;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.Channel;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.signin.PendingSignIn.MailboxProof;
import io.gatehouse.signin.PendingSignIn.NewestCode;
import io.gatehouse.signin.SignInService.BrowserTrust;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The second factor of a sign-in or step-up: its first code, further codes and their verification. */
@ApplicationScoped
class SecondFactorService {
    private final ChallengeService challenges;
    private final PendingSignIns pendingSignIns;
    private final SignInProgress progress;
    private final SignInCompletion completion;
    private final AuditLog audit;

    SecondFactorService(
            ChallengeService challenges,
            PendingSignIns pendingSignIns,
            SignInProgress progress,
            SignInCompletion completion,
            AuditLog audit) {
        this.challenges = challenges;
        this.pendingSignIns = pendingSignIns;
        this.progress = progress;
        this.completion = completion;
        this.audit = audit;
    }

    /**
     * Begins after the password: sends the code at once if there is one destination, or else lets the administrator choose. Locks of
     * codes do not bar an authenticator; a step-up is refused if nothing that the account has meets the policy.
     *
     * <p>An administrator with recovery codes may continue although no code can be sent, because others may have used up the
     * limits.
     */
    SignInOutcome begin(SignInStep step) {
        return begin(step, Optional.empty());
    }

    /**
     * Begins as {@link #begin(SignInStep)}, with a code by that channel.
     *
     * @param channel already chosen; empty to let the administrator choose if there is a choice
     */
    SignInOutcome begin(SignInStep step, Optional<Channel> channel) {
        if (step.blocked()) {
            return new SignInOutcome.Refused(
                    step.undecided() ? Reason.AUTHENTICATOR_SUSPENDED : Reason.CHANNEL_NOT_ALLOWED);
        }
        if (!step.accepted().isEmpty()) {
            return asked(step, channel, Optional.empty());
        }
        Optional<Refusal> sendLock = challenges.sendLock(step.challenge());
        if (sendLock.isPresent()) {
            Optional<Refusal> refusal =
                    progress.isRecoverable(step) ? challenges.entryLock(step.challenge()) : sendLock;
            if (refusal.isPresent()) {
                return new SignInOutcome.Refused(refusal.get());
            }
        }
        return asked(step, channel, sendLock);
    }

    private SignInOutcome asked(SignInStep step, Optional<Channel> channel, Optional<Refusal> sendLock) {
        audit.record(step.context().event(AuditEventType.SECOND_FACTOR_ASKED, Map.of()));
        pendingSignIns.add(step);
        return channel.flatMap(step::destination)
                .or(step::onlyDestination)
                .filter(address -> sendLock.isEmpty())
                .map(address -> sendFirst(step, address))
                .orElseGet(() -> progress.pending(step, Optional.empty(), sendLock));
    }

    private SignInOutcome sendFirst(SignInStep step, ContactAddress address) {
        SignInOutcome sent = send(step, address, false);
        return sent instanceof SignInOutcome.Refused refused && progress.isRecoverable(step)
                ? progress.pending(step, Optional.empty(), Optional.of(refused.refusal()))
                : sent;
    }

    /** Returns the flow as shown to the administrator. */
    SignInOutcome view(SignInStep step) {
        Optional<SentCode> code =
                step.destinationOfCode().flatMap(address -> challenges.current(step.challenge(), address));
        return progress.pending(step, code, code.isPresent() ? Optional.empty() : unsent(step));
    }

    private Optional<Refusal> unsent(SignInStep step) {
        if (!step.accepted().isEmpty() || step.enrollingAuthenticator()) {
            return Optional.empty();
        }
        return step.onlyDestination()
                .map(address -> challenges.sendRefusal(step.challenge(), address))
                .orElseGet(() -> challenges.sendLock(step.challenge()));
    }

    /**
     * Sends a code by that channel, if account and method allow it; completes without one if it is the mailbox's and that was
     * proven in this flow already.
     *
     * @param browser secret of the trust cookie; empty if the browser sent none
     */
    SignInOutcome send(SignInStep step, Channel channel, Optional<String> browser) {
        if (channel == Channel.EMAIL && step.completesByMailbox()) {
            return challenges
                    .entryLock(step.challenge())
                    .<SignInOutcome>map(SignInOutcome.Refused::new)
                    .orElseGet(() -> completeByMailbox(step, browser));
        }
        return step.destination(channel)
                .map(address -> send(step, address, false))
                .orElseGet(() -> new SignInOutcome.Refused(Reason.CHANNEL_NOT_ALLOWED));
    }

    /**
     * Sends a code to that address. A number that no more codes are sent to is removed from the flow, so that another one can be
     * entered.
     *
     * @param waitWaived whether the resend wait does not apply, as to a number that corrects the flow's
     */
    SignInOutcome send(SignInStep step, ContactAddress address, boolean waitWaived) {
        SendOutcome result = challenges.send(step.challenge(), address, waitWaived);
        return result.fold(
                code -> {
                    SignInStep sent =
                            step.with(step.pending().withNewest(new NewestCode(address.channel(), step.purpose())));
                    pendingSignIns.replace(sent);
                    return progress.pending(sent, Optional.of(code), Optional.empty());
                },
                refusal -> {
                    if (refusal.reason() == Reason.PHONE_NOT_ALLOWED && !waitWaived) {
                        pendingSignIns.replace(step.with(step.pending().withoutCandidate()));
                    }
                    return new SignInOutcome.Refused(refusal);
                });
    }

    /** Verifies the newest code, which completes the flow, or if it was to prove the mailbox lets a number be entered. */
    SignInOutcome verify(SignInStep step, String code, BrowserTrust trust) {
        return step.destinationOfCode()
                .map(address -> verify(
                        step,
                        new Challenge.EnteredDigits(address, code),
                        () -> step.mailboxFirst() ? mailboxProven(step, trust) : codeVerified(step, address, trust)))
                .orElseGet(() -> new SignInOutcome.Refused(Reason.STEP_NOT_ALLOWED));
    }

    private SignInOutcome mailboxProven(SignInStep step, BrowserTrust trust) {
        var proof = new MailboxProof(step.now(), trust.requested());
        SignInStep proven = step.with(step.pending().withMailbox(proof));
        pendingSignIns.replace(proven);
        return progress.pending(proven, Optional.empty(), Optional.empty());
    }

    /** A number that was entered in this flow is proven by the code. */
    private SignInOutcome codeVerified(SignInStep step, ContactAddress address, BrowserTrust trust) {
        SecondFactor factor = SecondFactor.of(address.channel());
        boolean enrolls =
                address instanceof MobileNumber && step.administrator().phone().isEmpty();
        SignInStep proven = enrolls ? completion.enrollNumber(step, (MobileNumber) address) : step;
        return progress.verified(proven, factor, step.now(), trust, enrolls);
    }

    private SignInOutcome completeByMailbox(SignInStep step, Optional<String> browser) {
        MailboxProof proof = step.pending().mailbox().orElseThrow();
        var trust = new BrowserTrust(proof.trustRequested(), browser);
        return progress.verified(step, SecondFactor.EMAIL, proof.at(), trust, false);
    }

    /**
     * Verifies a recovery code in place of a code, which completes the flow where a code would, without trust in the browser; where
     * the policy requires more, it requests the reset of the account's authenticators.
     */
    SignInOutcome recover(SignInStep step, String recoveryCode) {
        if (step.resetsByRecoveryCode()) {
            return verify(step, new Challenge.EnteredRecoveryCode(recoveryCode), () -> progress.resetRequested(step));
        }
        return step.acceptsRecoveryCodes()
                ? verify(
                        step,
                        new Challenge.EnteredRecoveryCode(recoveryCode),
                        () -> progress.verified(
                                step, SecondFactor.RECOVERY_CODE, step.now(), BrowserTrust.none(), false))
                : new SignInOutcome.Refused(Reason.STEP_NOT_ALLOWED);
    }

    private SignInOutcome verify(SignInStep step, Challenge.Response response, Supplier<SignInOutcome> verified) {
        return challenges
                .verify(step.challenge(), response)
                .map(refusal -> progress.refused(step, refusal))
                .orElseGet(verified);
    }
}
