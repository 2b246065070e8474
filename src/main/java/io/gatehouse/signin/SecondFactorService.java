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
import io.gatehouse.signin.PendingSignIns.SignInStep;
import io.gatehouse.signin.SignInService.BrowserTrust;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
        Optional<Refusal> sendLock = challenges.sendLock(step.challenge());
        if (sendLock.isPresent()) {
            Optional<Refusal> refusal =
                    challenges.isRecoverable(step.challenge()) ? challenges.entryLock(step.challenge()) : sendLock;
            if (refusal.isPresent()) {
                return new SignInOutcome.Refused(refusal.get());
            }
        }
        audit.record(step.context().event(AuditEventType.SECOND_FACTOR_ASKED, Map.of()));
        pendingSignIns.add(step);
        return sendLock.isPresent()
                ? pending(step, Optional.empty(), sendLock)
                : onlyDestination(step)
                        .map(address -> sendFirst(step, address))
                        .orElseGet(() -> pending(step, Optional.empty(), Optional.empty()));
    }

    private SignInOutcome sendFirst(SignInStep step, ContactAddress address) {
        SignInOutcome sent = send(step, address, false);
        return sent instanceof SignInOutcome.Refused refused && challenges.isRecoverable(step.challenge())
                ? pending(step, Optional.empty(), Optional.of(refused.refusal()))
                : sent;
    }

    /** Returns the flow as shown to the administrator. */
    SignInOutcome view(SignInStep step) {
        Optional<SentCode> code =
                destinationOfCode(step).flatMap(address -> challenges.current(step.challenge(), address));
        return pending(step, code, code.isPresent() ? Optional.empty() : unsent(step));
    }

    private Optional<Refusal> unsent(SignInStep step) {
        return onlyDestination(step)
                .map(address -> challenges.sendRefusal(step.challenge(), address))
                .orElseGet(() -> challenges.sendLock(step.challenge()));
    }

    /** Sends a code by that channel, if account and method allow it. */
    SignInOutcome send(SignInStep step, Channel channel) {
        return step.pending()
                .destination(step.administrator(), channel)
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
                    SignInStep sent = step.with(step.pending().withSentBy(address.channel()));
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

    /** Verifies the newest code, which completes the flow. */
    SignInOutcome verify(SignInStep step, String code, BrowserTrust trust) {
        return destinationOfCode(step)
                .map(address -> verify(
                        step,
                        new Challenge.EnteredDigits(address, code),
                        () -> completion.byCode(step, address, trust)))
                .orElseGet(() -> new SignInOutcome.Refused(Reason.STEP_NOT_ALLOWED));
    }

    /** Verifies a recovery code in place of a code, which completes the flow. */
    SignInOutcome recover(SignInStep step, String recoveryCode) {
        return verify(step, new Challenge.EnteredRecoveryCode(recoveryCode), () -> completion.byRecoveryCode(step));
    }

    private SignInOutcome verify(SignInStep step, Challenge.Response response, Supplier<SignInOutcome> completed) {
        Optional<Refusal> refusal = challenges.verify(step.challenge(), response);
        if (refusal.isEmpty()) {
            pendingSignIns.remove(step);
            return completed.get();
        }
        if (refusal.get().attemptsLeft().orElse(1) == 0) {
            pendingSignIns.replace(step.with(step.pending().asUsedUp()));
        }
        return new SignInOutcome.Refused(refusal.get());
    }

    private static Optional<ContactAddress> onlyDestination(SignInStep step) {
        List<ContactAddress> destinations = step.pending().destinations(step.administrator());
        return destinations.size() == 1 && !step.pending().phoneOpen(step.administrator())
                ? Optional.of(destinations.get(0))
                : Optional.empty();
    }

    private static Optional<ContactAddress> destinationOfCode(SignInStep step) {
        return step.pending().sentBy().flatMap(channel -> step.pending().destination(step.administrator(), channel));
    }

    private static SignInOutcome pending(SignInStep step, Optional<SentCode> code, Optional<Refusal> unsent) {
        return new SignInOutcome.Pending(new SignInOutcome.View(
                step.id(),
                state(step, code),
                step.pending().destinations(step.administrator()).stream()
                        .map(Destination::of)
                        .toList(),
                step.pending().phoneOpen(step.administrator()),
                code,
                unsent));
    }

    private static SignInOutcome.State state(SignInStep step, Optional<SentCode> code) {
        if (code.isPresent()) {
            return SignInOutcome.State.CODE_SENT;
        }
        boolean numberMissing = step.pending().phoneOpen(step.administrator())
                && step.pending().destination(step.administrator(), Channel.SMS).isEmpty();
        return numberMissing ? SignInOutcome.State.ENROLL_PHONE : SignInOutcome.State.CHOOSE_CHANNEL;
    }
}
