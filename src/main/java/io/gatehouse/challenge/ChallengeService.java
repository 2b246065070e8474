package io.gatehouse.challenge;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.authenticator.Passkeys;
import io.gatehouse.authenticator.Totps;
import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.delivery.dispatch.Deliveries;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.otp.CodeLockout.Scope;
import io.gatehouse.otp.CodeStore.OneTimeCode;
import io.gatehouse.otp.OneTimeCodes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The second factor of all flows: sends and verifies codes, accepts authenticators and recovery codes in their place, and counts, locks, audits and
 * notifies the same way for each flow. Called in the transaction of the flow's step, which has locked the administrator.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class ChallengeService {
    private final OneTimeCodes codes;
    private final RecoveryCodes recoveryCodes;
    private final Totps totps;
    private final Passkeys passkeys;
    private final Deliveries deliveries;
    private final MailOutbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    ChallengeService(
            OneTimeCodes codes,
            RecoveryCodes recoveryCodes,
            Totps totps,
            Passkeys passkeys,
            Deliveries deliveries,
            MailOutbox outbox,
            AuditLog audit,
            Clock clock) {
        this.codes = codes;
        this.recoveryCodes = recoveryCodes;
        this.totps = totps;
        this.passkeys = passkeys;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** The result of sending a code. */
    public sealed interface SendOutcome {

        /** The code has been issued, and is being sent. */
        record Sent(SentCode code) implements SendOutcome {}

        /** No code was issued. */
        record Refused(Refusal refusal) implements SendOutcome {}

        /** Returns the result of the function for this case. */
        default <T> T fold(Function<SentCode, T> sent, Function<Refusal, T> refused) {
            return this instanceof Sent result ? sent.apply(result.code()) : refused.apply(((Refused) this).refusal());
        }
    }

    /**
     * Issues a code and sends it to that address, unless a lock, a limit or the resend wait forbids it.
     *
     * @param waitWaived whether the resend wait does not apply, as after a corrected number
     * @throws io.gatehouse.kernel.DeliveryUnavailableException before anything is issued, if it could not be sent
     */
    public SendOutcome send(Challenge challenge, ContactAddress address, boolean waitWaived) {
        Optional<Refusal> barred = barred(challenge, address);
        if (barred.isPresent()) {
            return new SendOutcome.Refused(barred.get());
        }
        return codes.issue(challenge.codeRequest(address, waitWaived, clock.instant()))
                .fold(
                        code -> {
                            record(challenge, AuditEventType.CODE_ISSUED, challenge.details(address));
                            return new SendOutcome.Sent(sent(code, address));
                        },
                        SendOutcome.Refused::new);
    }

    /** Returns why no code would be sent to that address, apart from the resend wait, or empty if one would. Counts nothing. */
    public Optional<Refusal> sendRefusal(Challenge challenge, ContactAddress address) {
        return barred(challenge, address)
                .or(() -> codes.refusal(challenge.codeRequest(address, false, clock.instant())));
    }

    /** Returns why that address gets no codes at all, or empty if it may. */
    private static Optional<Refusal> barred(Challenge challenge, ContactAddress address) {
        if (isDisputed(challenge, address)) {
            return Optional.of(Refusal.of(Reason.PHONE_DISPUTED));
        }
        return challenge.context().realm().sends(address.channel())
                ? Optional.empty()
                : Optional.of(Refusal.of(Reason.CHANNEL_NOT_ALLOWED));
    }

    private static boolean isDisputed(Challenge challenge, ContactAddress address) {
        Administrator administrator = challenge.context().administrator();
        return administrator.phoneDisputed()
                && administrator.phone().filter(address::equals).isPresent();
    }

    /** Returns the flow's current code, which was sent to that address, or empty if there is none. */
    public Optional<SentCode> current(Challenge challenge, ContactAddress address) {
        return codes.current(challenge.flow()).map(code -> sent(code, address));
    }

    /** Returns the lock on sending codes of this account and purpose, which one on entering implies, or empty if there is none. */
    public Optional<Refusal> sendLock(Challenge challenge) {
        return codes.sendingLockedUntil(administrator(challenge), challenge.purpose())
                .map(end -> Refusal.until(Reason.LOCKED, end));
    }

    /** Returns the lock on entering codes of this account and purpose, or empty if there is none. */
    public Optional<Refusal> entryLock(Challenge challenge) {
        return codes.entryLockedUntil(administrator(challenge), challenge.purpose())
                .map(end -> Refusal.until(Reason.LOCKED, end));
    }

    /**
     * Returns whether the administrator has recovery codes left, and so does not depend on a code that is sent. While the
     * number is disputed, only codes older than it count, since the others may be of the person who entered it.
     */
    public boolean isRecoverable(Challenge challenge) {
        Administrator administrator = challenge.context().administrator();
        return administrator.phoneDisputed()
                ? recoveryCodes.hasOlderThan(
                        administrator.id(), administrator.phoneProvenAt().orElseThrow())
                : recoveryCodes.countUsable(administrator.id()) > 0;
    }

    /** Verifies the response and counts the attempt. Returns why it is refused, or empty if it was right and is now used up. */
    public Optional<Refusal> verify(Challenge challenge, Challenge.Response response) {
        if (response instanceof Challenge.EnteredDigits code) {
            return verifyCode(challenge, code);
        }
        return response instanceof Challenge.EnteredTotp totp
                ? verifyTotp(challenge, totp.code())
                : verifyRecoveryCode(challenge, ((Challenge.EnteredRecoveryCode) response).code());
    }

    /** Counted and locked apart from the codes that are sent, whose locks others can start. */
    private Optional<Refusal> verifyTotp(Challenge challenge, String entered) {
        Scope scope = Scope.ofTotp(challenge.purpose());
        Optional<Refusal> refusal = codes.verifySubstitute(
                challenge.context(), challenge.flow(), scope, () -> totps.verify(challenge.context(), entered));
        refusal.filter(ChallengeService::isWrong).ifPresent(wrong -> warn(challenge, scope));
        return refusal;
    }

    /** Returns the options to answer the challenge by one of the administrator's passkeys. */
    public PasskeyOptions.Request passkeyOptions(Challenge challenge) {
        return passkeys.requestOptions(
                challenge.context().realm(), challenge.flow(), Optional.of(administrator(challenge)));
    }

    /** Verifies a passkey and counts the attempt if it is refused; no lock applies, since none can be guessed. */
    public Passkeys.Result verifyPasskey(Challenge challenge, String credential) {
        Passkeys.Result result = passkeys.verify(
                challenge.context().realm(),
                challenge.context().requester(),
                challenge.flow(),
                Optional.of(administrator(challenge)),
                credential);
        return counted(challenge, result);
    }

    /** Adds the passkey to the account, and counts the attempt if it is refused. */
    public Passkeys.Result registerPasskey(Challenge challenge, String credential) {
        return counted(
                challenge, passkeys.register(challenge.context(), challenge.flow(), Optional.empty(), credential));
    }

    private Passkeys.Result counted(Challenge challenge, Passkeys.Result result) {
        return result.fold(
                accepted -> result,
                refusal -> refusal.reason() == Reason.PASSKEY_REFUSED
                        ? new Passkeys.Result.Refused(codes.refuse(challenge.flow(), refusal.reason()))
                        : result);
    }

    private Optional<Refusal> verifyCode(Challenge challenge, Challenge.EnteredDigits entered) {
        Map<String, String> details = challenge.details(entered.sentTo());
        Optional<Refusal> refusal = codes.verify(
                challenge.context(),
                challenge.context().binding(challenge.flow(), challenge.purpose(), entered.sentTo()),
                entered.digits());
        refusal.ifPresentOrElse(
                reason -> refused(challenge, reason, details),
                () -> record(challenge, AuditEventType.CODE_VERIFIED, details));
        return refusal;
    }

    private Optional<Refusal> verifyRecoveryCode(Challenge challenge, String entered) {
        Optional<Refusal> refusal = codes.verifySubstitute(
                challenge.context(),
                challenge.flow(),
                scope(challenge),
                () -> isRecoverable(challenge) && recoveryCodes.use(administrator(challenge), entered));
        refusal.ifPresentOrElse(
                reason -> refused(challenge, reason, Map.of("channel", "RECOVERY_CODE")), () -> recovered(challenge));
        return refusal;
    }

    private void refused(Challenge challenge, Refusal refusal, Map<String, String> details) {
        if (isWrong(refusal)) {
            record(challenge, AuditEventType.CODE_REFUSED, details);
            warn(challenge, scope(challenge));
        }
    }

    private static boolean isWrong(Refusal refusal) {
        return refusal.reason() == Reason.INVALID_CODE;
    }

    private static Scope scope(Challenge challenge) {
        return Scope.of(challenge.purpose());
    }

    /** Warns the administrator if so many wrong codes mean that another person knows the password. */
    private void warn(Challenge challenge, Scope scope) {
        if (challenge.purpose().followsPassword() && codes.reachedWarningThreshold(administrator(challenge), scope)) {
            post(challenge, MailKind.PASSWORD_KNOWN, Map.of());
        }
    }

    private void recovered(Challenge challenge) {
        Map<String, String> left =
                Map.of("left", Integer.toString(recoveryCodes.countUsable(administrator(challenge))));
        record(challenge, AuditEventType.RECOVERY_CODE_USED, left);
        post(challenge, MailKind.RECOVERY_CODE_USED, left);
    }

    private SentCode sent(OneTimeCode code, ContactAddress address) {
        return new SentCode(code, Destination.of(address), deliveries.fate(code.delivery()));
    }

    private void record(Challenge challenge, AuditEventType type, Map<String, String> details) {
        audit.record(challenge.context().event(type, details));
    }

    private void post(Challenge challenge, MailKind kind, Map<String, String> details) {
        outbox.post(challenge.context().mail(kind, details, clock.instant()));
    }

    private static AdministratorId administrator(Challenge challenge) {
        return challenge.context().administrator().id();
    }
}
