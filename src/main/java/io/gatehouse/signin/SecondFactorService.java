package io.gatehouse.signin;

import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.challenge.ChallengeService;
import io.gatehouse.challenge.ChallengeService.SendOutcome;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.Channel;
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
    private final SignInCompletion completion;
    private final AuditLog audit;

    SecondFactorService(
            ChallengeService challenges, PendingSignIns pendingSignIns, SignInCompletion completion, AuditLog audit) {
        this.challenges = challenges;
        this.pendingSignIns = pendingSignIns;
        this.completion = completion;
        this.audit = audit;
    }

    /**
     * Begins after the password: sends the code at once if there is one destination, or else lets the administrator choose.
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
        Optional<Refusal> sendLock = challenges.sendLock(step.challenge());
        if (sendLock.isPresent()) {
            Optional<Refusal> refusal = isRecoverable(step) ? challenges.entryLock(step.challenge()) : sendLock;
            if (refusal.isPresent()) {
                return new SignInOutcome.Refused(refusal.get());
            }
        }
        audit.record(step.context().event(AuditEventType.SECOND_FACTOR_ASKED, Map.of()));
        pendingSignIns.add(step);
        return sendLock.isPresent()
                ? pending(step, Optional.empty(), sendLock)
                : channel.flatMap(step::destination)
                        .or(step::onlyDestination)
                        .map(address -> sendFirst(step, address))
                        .orElseGet(() -> pending(step, Optional.empty(), Optional.empty()));
    }

    private SignInOutcome sendFirst(SignInStep step, ContactAddress address) {
        SignInOutcome sent = send(step, address, false);
        return sent instanceof SignInOutcome.Refused refused && isRecoverable(step)
                ? pending(step, Optional.empty(), Optional.of(refused.refusal()))
                : sent;
    }

    /** Returns whether the account has a recovery code that can complete the flow, which none does in place of an enrolment. */
    private boolean isRecoverable(SignInStep step) {
        return !step.enrolling() && challenges.isRecoverable(step.challenge());
    }

    /** Returns the flow as shown to the administrator. */
    SignInOutcome view(SignInStep step) {
        Optional<SentCode> code =
                step.destinationOfCode().flatMap(address -> challenges.current(step.challenge(), address));
        return pending(step, code, code.isPresent() ? Optional.empty() : unsent(step));
    }

    private Optional<Refusal> unsent(SignInStep step) {
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
                    return pending(sent, Optional.of(code), Optional.empty());
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
                        () -> step.mailboxFirst()
                                ? mailboxProven(step, trust)
                                : complete(step, () -> completion.byCode(step, address, trust))))
                .orElseGet(() -> new SignInOutcome.Refused(Reason.STEP_NOT_ALLOWED));
    }

    private SignInOutcome mailboxProven(SignInStep step, BrowserTrust trust) {
        var proof = new MailboxProof(step.now(), trust.requested());
        SignInStep proven = step.with(step.pending().withMailbox(proof));
        pendingSignIns.replace(proven);
        return pending(proven, Optional.empty(), Optional.empty());
    }

    private SignInOutcome completeByMailbox(SignInStep step, Optional<String> browser) {
        MailboxProof proof = step.pending().mailbox().orElseThrow();
        return complete(
                step, () -> completion.byMailbox(step, proof.at(), new BrowserTrust(proof.trustRequested(), browser)));
    }

    /** Verifies a recovery code in place of a code, which completes the flow, unless it is to enrol a number. */
    SignInOutcome recover(SignInStep step, String recoveryCode) {
        return step.enrolling()
                ? new SignInOutcome.Refused(Reason.STEP_NOT_ALLOWED)
                : verify(
                        step,
                        new Challenge.EnteredRecoveryCode(recoveryCode),
                        () -> complete(step, () -> completion.byRecoveryCode(step)));
    }

    private SignInOutcome complete(SignInStep step, Supplier<SignInOutcome> completed) {
        pendingSignIns.remove(step);
        return completed.get();
    }

    private SignInOutcome verify(SignInStep step, Challenge.Response response, Supplier<SignInOutcome> verified) {
        Optional<Refusal> refusal = challenges.verify(step.challenge(), response);
        if (refusal.isEmpty()) {
            return verified.get();
        }
        if (refusal.get().attemptsLeft().orElse(1) == 0) {
            pendingSignIns.replace(step.with(step.pending().asUsedUp()));
        }
        return new SignInOutcome.Refused(refusal.get());
    }

    private SignInOutcome pending(SignInStep step, Optional<SentCode> code, Optional<Refusal> unsent) {
        return new SignInOutcome.Pending(new SignInOutcome.View(
                step.id(),
                state(step, code),
                step.purpose(),
                step.destinations().stream().map(Destination::of).toList(),
                step.phoneOpen(),
                step.pending().candidate().filter(number -> step.phoneOpen()),
                code,
                unsent,
                isRecoverable(step)));
    }

    private static SignInOutcome.State state(SignInStep step, Optional<SentCode> code) {
        if (code.isPresent()) {
            return SignInOutcome.State.CODE_SENT;
        }
        boolean numberMissing =
                step.phoneOpen() && step.destination(Channel.SMS).isEmpty();
        return numberMissing ? SignInOutcome.State.ENROLL_PHONE : SignInOutcome.State.CHOOSE_CHANNEL;
    }
}
