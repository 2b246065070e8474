package io.gatehouse.signin;

import io.gatehouse.admin.ContactAddress;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.code.CodeRequest;
import io.gatehouse.code.OneTimeCode;
import io.gatehouse.code.OneTimeCodes;
import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Refusal.Reason;
import io.gatehouse.realm.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends and verifies the code of a sign-in. */
@ApplicationScoped
class SecondFactorSteps {
    private final OneTimeCodes codes;
    private final PendingSignIns pendingSignIns;
    private final PendingViews views;
    private final SignInCompletion completion;
    private final SignInNotices notices;
    private final AuditLog audit;
    private final Clock clock;

    SecondFactorSteps(
            OneTimeCodes codes,
            PendingSignIns pendingSignIns,
            PendingViews views,
            SignInCompletion completion,
            SignInNotices notices,
            AuditLog audit,
            Clock clock) {
        this.codes = codes;
        this.pendingSignIns = pendingSignIns;
        this.views = views;
        this.completion = completion;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Begins after the password: sends the code at once where there is one way for it, else lets the person choose.
     *
     * <p>Whoever has recovery codes comes in though no code can be sent: others may have used up what limits sending.
     */
    SignInOutcome begin(SignInStep step) {
        Optional<Refusal> closed = sendingLocked(step);
        if (closed.isPresent()) {
            Optional<Refusal> shut = views.recoverable(step) ? enteringLocked(step) : closed;
            if (shut.isPresent()) {
                return new SignInOutcome.Refused(shut.get());
            }
        }
        audit.record(step.context().event(AuditEventType.SECOND_FACTOR_ASKED, Map.of()));
        pendingSignIns.add(step);
        return closed.isPresent()
                ? withoutCode(step, closed)
                : onlyWay(step).map(way -> sendFirst(step, way)).orElseGet(() -> withoutCode(step, Optional.empty()));
    }

    private SignInOutcome sendFirst(SignInStep step, ContactAddress way) {
        SignInOutcome sent = send(step, way, false);
        return sent instanceof SignInOutcome.Refused refused && views.recoverable(step)
                ? withoutCode(step, Optional.of(refused.refusal()))
                : sent;
    }

    private SignInOutcome withoutCode(SignInStep step, Optional<Refusal> unsent) {
        return new SignInOutcome.Pending(views.of(step, Optional.empty(), unsent));
    }

    /** The flow as its person may see it. */
    SignInOutcome view(SignInStep step) {
        Optional<OneTimeCode> code = codes.current(step.id());
        return code.isPresent()
                ? new SignInOutcome.Pending(views.of(step, code, Optional.empty()))
                : withoutCode(step, unsent(step));
    }

    private Optional<Refusal> unsent(SignInStep step) {
        return onlyWay(step)
                .map(way -> codes.refusal(request(step, way, false)))
                .orElseGet(() -> sendingLocked(step));
    }

    private Optional<Refusal> sendingLocked(SignInStep step) {
        return codes.lockedUntil(step.person().id(), step.pending().purpose())
                .map(end -> Refusal.until(Reason.LOCKED, end));
    }

    private Optional<Refusal> enteringLocked(SignInStep step) {
        return codes.entryLockedUntil(step.person().id(), step.pending().purpose())
                .map(end -> Refusal.until(Reason.LOCKED, end));
    }

    private Optional<ContactAddress> onlyWay(SignInStep step) {
        List<ContactAddress> ways = step.pending().destinations(step.person());
        return ways.size() == 1 && !step.pending().phoneOpen(step.person())
                ? Optional.of(ways.get(0))
                : Optional.empty();
    }

    /** Sends a code by that channel, if account and method have it. */
    SignInOutcome send(SignInStep step, Channel channel) {
        return step.pending()
                .destination(step.person(), channel)
                .map(address -> send(step, address, false))
                .orElseGet(() -> new SignInOutcome.Refused(Reason.CHANNEL_NOT_ALLOWED));
    }

    /**
     * Sends a code to that address.
     *
     * @param waitWaived whether the wait between two codes does not apply
     */
    SignInOutcome send(SignInStep step, ContactAddress address, boolean waitWaived) {
        return codes.issue(request(step, address, waitWaived))
                .fold(
                        code -> {
                            SignInStep sent = step.with(step.pending().sentBy(address.channel()));
                            pendingSignIns.replace(sent);
                            record(step, AuditEventType.CODE_ISSUED, address);
                            return new SignInOutcome.Pending(views.of(sent, Optional.of(code), Optional.empty()));
                        },
                        SignInOutcome.Refused::new);
    }

    /** Verifies the newest code, and completes with it. */
    SignInOutcome verify(SignInStep step, String code, BrowserTrust trust) {
        return step.pending()
                .sentBy()
                .flatMap(channel -> step.pending().destination(step.person(), channel))
                .map(address -> verify(step, address, code, trust))
                .orElseGet(() -> new SignInOutcome.Refused(Reason.STEP_NOT_ALLOWED));
    }

    private SignInOutcome verify(SignInStep step, ContactAddress address, String code, BrowserTrust trust) {
        Optional<Refusal> refusal = codes.verify(step.context(), step.binding(address), code);
        if (refusal.isPresent()) {
            if (refusal.get().reason() == Reason.INVALID_CODE) {
                record(step, AuditEventType.CODE_REFUSED, address);
                notices.wrongCode(step);
            }
            if (refusal.get().attemptsLeft().orElse(1) == 0) {
                pendingSignIns.replace(step.with(step.pending().asSpent()));
            }
            return new SignInOutcome.Refused(refusal.get());
        }
        pendingSignIns.remove(step);
        record(step, AuditEventType.CODE_VERIFIED, address);
        return completion.byCode(step, address, trust);
    }

    private CodeRequest request(SignInStep step, ContactAddress address, boolean waitWaived) {
        return step.context().codeRequest(step.binding(address), waitWaived, clock.instant());
    }

    private void record(SignInStep step, AuditEventType type, ContactAddress address) {
        audit.record(
                step.context().event(type, Map.of("channel", address.channel().name(), "to", address.hint())));
    }
}
