package io.gatehouse.passwordreset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.challenge.ChallengeService;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.factorreset.PhoneDisputes;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.passwordreset.PendingResets.ResetStep;
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

    /**
     * Begins after the link: sends the code, unless the account has an authenticator, only a recovery code is accepted or no code can
     * be sent at the moment.
     */
    ResetOutcome begin(ResetStep step) {
        if (!step.factors().authenticators().isEmpty()) {
            return new ResetOutcome.Pending(choice(step));
        }
        boolean recoverable = challenges.isRecoverable(step.challenge());
        if (step.destination().channel() == Channel.EMAIL && recoverable) {
            return new ResetOutcome.Pending(choice(step));
        }
        if (step.destination().channel() == Channel.EMAIL && step.factors().undecided()) {
            return new ResetOutcome.Refused(Reason.AUTHENTICATOR_SUSPENDED);
        }
        ResetOutcome sent = send(step);
        return sent instanceof ResetOutcome.Refused && recoverable ? new ResetOutcome.Pending(choice(step)) : sent;
    }

    /** Sends a code by that channel, if it is the account's channel for a reset. */
    ResetOutcome send(ResetStep step, Channel channel) {
        return sendable(step).filter(address -> address.channel() == channel).isPresent()
                ? send(step)
                : new ResetOutcome.Refused(Reason.CHANNEL_NOT_ALLOWED);
    }

    /** Returns where a code can be sent: not to the mailbox, where the link was, if the account has any other second factor. */
    private Optional<ContactAddress> sendable(ResetStep step) {
        ContactAddress address = step.destination();
        boolean allowed = step.factors().includeCodes()
                && (address.channel() == Channel.SMS
                        || step.authenticators().isEmpty() && !challenges.isRecoverable(step.challenge()));
        return allowed ? Optional.of(address) : Optional.empty();
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
        return step.pending().codeSent() && step.factors().includeCodes()
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
        return step.factors().includeCodes()
                ? verify(
                        step,
                        new Challenge.EnteredRecoveryCode(recoveryCode),
                        () -> disputes.decideByOlderFactor(step.context()))
                : new ResetOutcome.Refused(Reason.STEP_NOT_ALLOWED);
    }

    /** Verifies the code of the authenticator app. */
    ResetOutcome verifyTotp(ResetStep step, String code) {
        return step.factors().include(AuthenticatorKind.TOTP)
                ? verify(step, new Challenge.EnteredTotp(code), step::administrator)
                : new ResetOutcome.Refused(Reason.CHANNEL_NOT_ALLOWED);
    }

    /** Returns the options to use a passkey, or empty if none is accepted. */
    Optional<PasskeyOptions.Request> usePasskey(ResetStep step) {
        return step.factors().include(AuthenticatorKind.PASSKEY)
                ? Optional.of(challenges.passkeyOptions(step.challenge()))
                : Optional.empty();
    }

    /** Verifies a passkey. */
    ResetOutcome verifyPasskey(ResetStep step, String credential) {
        return step.factors().include(AuthenticatorKind.PASSKEY)
                ? challenges
                        .verifyPasskey(step.challenge(), credential)
                        .fold(accepted -> proven(step, step.administrator()), ResetOutcome.Refused::new)
                : new ResetOutcome.Refused(Reason.CHANNEL_NOT_ALLOWED);
    }

    private ResetOutcome verify(ResetStep step, Challenge.Response response, Supplier<Administrator> proven) {
        Optional<Refusal> refusal = challenges.verify(step.challenge(), response);
        if (refusal.isPresent()) {
            return new ResetOutcome.Refused(refusal.get());
        }
        return proven(step, proven.get());
    }

    private ResetOutcome proven(ResetStep step, Administrator administrator) {
        pendingResets.replace(step.with(step.pending().withProof(administrator)));
        return new ResetOutcome.Pending(ResetOutcome.View.newPassword(step));
    }

    /** Returns the view of a reset that is not proven yet. */
    ResetOutcome.View current(ResetStep step) {
        return step.pending().codeSent()
                ? view(step, challenges.current(step.challenge(), step.destination()))
                : choice(step);
    }

    private ResetOutcome.View view(ResetStep step, Optional<SentCode> code) {
        return new ResetOutcome.View(
                step.id(),
                step.administrator().email(),
                ResetOutcome.State.CODE_SENT,
                step.factors().authenticators(),
                List.of(Destination.of(step.destination())),
                code,
                challenges.isRecoverable(step.challenge()));
    }

    /** Returns the view without a code that was sent: authenticators, a code that can be sent beside them, or a recovery code. */
    private ResetOutcome.View choice(ResetStep step) {
        List<Authenticator> authenticators = step.factors().authenticators();
        List<Destination> channels = authenticators.isEmpty()
                ? List.of()
                : sendable(step).map(Destination::of).stream().toList();
        return new ResetOutcome.View(
                step.id(),
                step.administrator().email(),
                ResetOutcome.State.CHOOSE_CHANNEL,
                authenticators,
                channels,
                Optional.empty(),
                step.factors().includeCodes() && challenges.isRecoverable(step.challenge()));
    }
}
