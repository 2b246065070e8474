package io.gatehouse.passwordreset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.challenge.ChallengeService;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.passwordreset.PendingResets.ResetStep;
import io.gatehouse.phonereset.PhoneDisputes;
import io.gatehouse.realm.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The second factor of a reset, by a channel other than the mailbox if the account has one. */
@ApplicationScoped
class ResetFactor {
    private final ChallengeService challenges;
    private final PendingResets pendingResets;
    private final PhoneDisputes disputes;
    private final Administrators administrators;
    private final AuditLog audit;
    private final MailOutbox outbox;
    private final Clock clock;

    ResetFactor(
            ChallengeService challenges,
            PendingResets pendingResets,
            PhoneDisputes disputes,
            Administrators administrators,
            AuditLog audit,
            MailOutbox outbox,
            Clock clock) {
        this.challenges = challenges;
        this.pendingResets = pendingResets;
        this.disputes = disputes;
        this.administrators = administrators;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Begins after the link: sends the code, unless only a recovery code is accepted or no code can be sent at the moment. */
    ResetOutcome begin(ResetStep step) {
        boolean recoverable = challenges.isRecoverable(step.challenge());
        if (step.destination().channel() == Channel.EMAIL && recoverable) {
            return new ResetOutcome.Pending(byRecoveryCodeOnly(step));
        }
        ResetOutcome sent = send(step);
        return sent instanceof ResetOutcome.Refused && recoverable
                ? new ResetOutcome.Pending(byRecoveryCodeOnly(step))
                : sent;
    }

    /** Sends a code by that channel, if it is the account's channel for a reset. */
    ResetOutcome send(ResetStep step, Channel channel) {
        boolean allowed = step.destination().channel() == channel
                && (channel == Channel.SMS || !challenges.isRecoverable(step.challenge()));
        return allowed ? send(step) : new ResetOutcome.Refused(Reason.CHANNEL_NOT_ALLOWED);
    }

    private ResetOutcome send(ResetStep step) {
        return challenges
                .send(step.challenge(), step.destination(), false)
                .fold(
                        code -> {
                            ResetStep sent = step.with(step.pending().withCodeSent());
                            pendingResets.replace(sent);
                            return new ResetOutcome.Pending(view(sent, Optional.of(code)));
                        },
                        ResetOutcome.Refused::new);
    }

    /** Verifies the newest code; a former number that it was sent to becomes the account's number again. */
    ResetOutcome verify(ResetStep step, String code) {
        return step.pending().codeSent()
                ? verify(step, new Challenge.EnteredDigits(step.destination(), code), () -> restored(step))
                : new ResetOutcome.Refused(Reason.STEP_NOT_ALLOWED);
    }

    private Administrator restored(ResetStep step) {
        return step.administrator()
                .formerPhone()
                .map(number -> restore(step, number))
                .orElse(step.administrator());
    }

    private Administrator restore(ResetStep step, MobileNumber number) {
        Administrator restored = administrators.restorePhone(step.administrator());
        disputes.endByOlderNumber(restored.id());
        String before = step.administrator().phone().map(MobileNumber::hint).orElse("");
        audit.record(
                step.context().event(AuditEventType.PHONE_CHANGED, Map.of("phone", number.hint(), "before", before)));
        outbox.post(step.context().mail(MailKind.PHONE_CHANGED, Map.of("phone", number.hint()), clock.instant()));
        return restored;
    }

    /** Verifies a recovery code in place of the code, which also decides about a disputed number. */
    ResetOutcome recover(ResetStep step, String recoveryCode) {
        return verify(
                step,
                new Challenge.EnteredRecoveryCode(recoveryCode),
                () -> disputes.decideByOlderFactor(step.context()));
    }

    private ResetOutcome verify(ResetStep step, Challenge.Response response, Supplier<Administrator> proven) {
        Optional<Refusal> refusal = challenges.verify(step.challenge(), response);
        if (refusal.isPresent()) {
            return new ResetOutcome.Refused(refusal.get());
        }
        pendingResets.replace(step.with(step.pending().withProof(proven.get())));
        return new ResetOutcome.Pending(ResetOutcome.View.newPassword(step));
    }

    /** Returns the view of a reset that is not proven yet. */
    ResetOutcome.View current(ResetStep step) {
        return step.pending().codeSent()
                ? view(step, challenges.current(step.challenge(), step.destination()))
                : byRecoveryCodeOnly(step);
    }

    private ResetOutcome.View view(ResetStep step, Optional<SentCode> code) {
        ContactAddress address = step.destination();
        return new ResetOutcome.View(
                step.id(),
                step.administrator().email(),
                ResetOutcome.State.CODE_SENT,
                List.of(Destination.of(address)),
                code,
                challenges.isRecoverable(step.challenge()));
    }

    private static ResetOutcome.View byRecoveryCodeOnly(ResetStep step) {
        return new ResetOutcome.View(
                step.id(),
                step.administrator().email(),
                ResetOutcome.State.CHOOSE_CHANNEL,
                List.of(),
                Optional.empty(),
                true);
    }
}
