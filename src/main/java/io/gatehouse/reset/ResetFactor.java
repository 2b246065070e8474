package io.gatehouse.reset;

import io.gatehouse.admin.ContactAddress;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.code.Destination;
import io.gatehouse.code.OneTimeCode;
import io.gatehouse.code.OneTimeCodes;
import io.gatehouse.code.SentCode;
import io.gatehouse.delivery.CodePurpose;
import io.gatehouse.delivery.Deliveries;
import io.gatehouse.delivery.MailKind;
import io.gatehouse.delivery.MailOutbox;
import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Refusal.Reason;
import io.gatehouse.realm.Channel;
import io.gatehouse.recovery.RecoveryCodes;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The code of a reset: by a way independent of the mailbox wherever the account has one. */
@ApplicationScoped
class ResetFactor {
    private final OneTimeCodes codes;
    private final RecoveryCodes recoveryCodes;
    private final PendingResets pendingResets;
    private final Deliveries deliveries;
    private final MailOutbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    ResetFactor(
            OneTimeCodes codes,
            RecoveryCodes recoveryCodes,
            PendingResets pendingResets,
            Deliveries deliveries,
            MailOutbox outbox,
            AuditLog audit,
            Clock clock) {
        this.codes = codes;
        this.recoveryCodes = recoveryCodes;
        this.pendingResets = pendingResets;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Sends a code by that channel, if the account's only way for it is that one. */
    ResetOutcome send(ResetStep step, Channel channel) {
        ContactAddress address = step.destination();
        boolean allowed = address.channel() == channel && (channel == Channel.SMS || !hasIndependentWay(step));
        return allowed ? send(step) : new ResetOutcome.Refused(Reason.CHANNEL_NOT_ALLOWED);
    }

    private ResetOutcome send(ResetStep step) {
        ContactAddress address = step.destination();
        return codes.issue(step.context().codeRequest(step.binding(address), false, clock.instant()))
                .fold(
                        code -> {
                            ResetStep sent = step.with(step.pending().withCodeSent());
                            pendingResets.replace(sent);
                            audit.record(step.context().event(AuditEventType.CODE_ISSUED, step.sending()));
                            return new ResetOutcome.Pending(view(sent, Optional.of(code)));
                        },
                        ResetOutcome.Refused::new);
    }

    /** Verifies the newest code. */
    ResetOutcome verify(ResetStep step, String code) {
        if (!step.pending().codeSent()) {
            return new ResetOutcome.Refused(Reason.STEP_NOT_ALLOWED);
        }
        ContactAddress address = step.destination();
        Optional<Refusal> refusal = codes.verify(step.context(), step.binding(address), code);
        if (refusal.isPresent()) {
            if (refusal.get().reason() == Reason.INVALID_CODE) {
                audit.record(step.context().event(AuditEventType.CODE_REFUSED, step.sending()));
            }
            return new ResetOutcome.Refused(refusal.get());
        }
        pendingResets.replace(step.with(step.pending().withProof()));
        audit.record(step.context().event(AuditEventType.CODE_VERIFIED, step.sending()));
        return new ResetOutcome.Pending(ResetView.newPassword(step.id()));
    }

    /** Takes a recovery code in place of the code. */
    ResetOutcome recover(ResetStep step, String typed) {
        Optional<Refusal> refusal = codes.verifyInstead(
                step.context(),
                step.id(),
                CodePurpose.PASSWORD_RESET,
                () -> recoveryCodes.use(step.person().id(), typed));
        if (refusal.isPresent()) {
            return new ResetOutcome.Refused(refusal.get());
        }
        pendingResets.replace(step.with(step.pending().withProof()));
        String left = Integer.toString(recoveryCodes.remaining(step.person().id()));
        audit.record(step.context().event(AuditEventType.RECOVERY_CODE_USED, Map.of("left", left)));
        outbox.post(step.context().mail(MailKind.RECOVERY_CODE_USED, Map.of("left", left), clock.instant()));
        return new ResetOutcome.Pending(ResetView.newPassword(step.id()));
    }

    /** Begins after the link: sends the code, unless only a recovery code will do, or none can be sent at the moment. */
    ResetOutcome begin(ResetStep step) {
        if (step.person().phone().isEmpty() && isRecoverable(step)) {
            return new ResetOutcome.Pending(byRecoveryCodeOnly(step));
        }
        ResetOutcome sent = send(step);
        return sent instanceof ResetOutcome.Refused && isRecoverable(step)
                ? new ResetOutcome.Pending(byRecoveryCodeOnly(step))
                : sent;
    }

    /** Where it stands, as long as it is not proven. */
    ResetView current(ResetStep step) {
        return step.pending().codeSent() ? view(step, codes.current(step.id())) : byRecoveryCodeOnly(step);
    }

    /** Whether the account has a way that does not lead through the mailbox. */
    private boolean hasIndependentWay(ResetStep step) {
        return step.person().phone().isPresent() || isRecoverable(step);
    }

    private boolean isRecoverable(ResetStep step) {
        return recoveryCodes.remaining(step.person().id()) > 0;
    }

    private ResetView view(ResetStep step, Optional<OneTimeCode> code) {
        Destination way = Destination.of(step.destination());
        return new ResetView(
                step.id(),
                ResetView.State.CODE_SENT,
                List.of(way),
                code.map(sent -> new SentCode(sent, way, deliveries.fate(sent.delivery()))));
    }

    private static ResetView byRecoveryCodeOnly(ResetStep step) {
        return new ResetView(step.id(), ResetView.State.CHOOSE_CHANNEL, List.of(), Optional.empty());
    }
}
