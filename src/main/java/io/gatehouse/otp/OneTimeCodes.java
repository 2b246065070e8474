package io.gatehouse.otp;

import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.delivery.dispatch.Deliveries;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.redis.RedisFlowStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** Issues the codes of all flows and verifies them, inside the transaction of the flow's step. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class OneTimeCodes {
    private final CodeIssuer issuer;
    private final CodeStore store;
    private final CodeLockout guard;
    private final Deliveries deliveries;
    private final CodeGenerator fresh;
    private final AuditLog audit;

    OneTimeCodes(
            CodeIssuer issuer,
            CodeStore store,
            CodeLockout guard,
            Deliveries deliveries,
            CodeGenerator fresh,
            AuditLog audit) {
        this.issuer = issuer;
        this.store = store;
        this.guard = guard;
        this.deliveries = deliveries;
        this.fresh = fresh;
        this.audit = audit;
    }

    /**
     * Issues a code and sends it, if no lock, no limit and not the resend wait forbids it. Nobody waits after a code that
     * could not be sent.
     *
     * @throws io.gatehouse.kernel.DeliveryUnavailableException before anything is issued, if it could not be sent
     */
    public IssueResult issue(CodeRequest request) {
        IssueResult issuing = issuer.issue(request);
        if (isTooSoon(issuing) && isUnsent(request.binding().flow())) {
            issuing = issuer.issue(request.withoutWait());
        }
        issuing.run(code -> sent(request), refusal -> refused(request, refusal));
        return issuing;
    }

    /** Why no such code would be sent, but for the resend wait; empty if it would. Counts nothing. */
    public Optional<Refusal> refusal(CodeRequest request) {
        return issuer.refusal(request);
    }

    /** Counts and compares a code; empty if it is right, which consumes it and clears the account's counts. */
    public Optional<Refusal> verify(FlowContext context, CodeBinding binding, String code) {
        Optional<Instant> locked = guard.entryLockedUntil(binding.administrator(), binding.purpose());
        if (locked.isPresent()) {
            return Optional.of(Refusal.until(Reason.LOCKED, locked.get()));
        }
        var entered = new EnteredCode(fresh.mac(binding, code), fresh.replacedCodeMac(binding, code));
        return store.verify(binding.flow(), entered)
                .fold(
                        delivery -> {
                            if (!deliveries.consume(delivery)) {
                                return Optional.of(Refusal.of(Reason.CODE_EXPIRED));
                            }
                            guard.clear(binding.administrator(), binding.purpose());
                            return Optional.empty();
                        },
                        refusal -> {
                            if (refusal.reason() == Reason.INVALID_CODE) {
                                wrong(context, binding.purpose());
                            }
                            return Optional.of(refusal);
                        });
    }

    /**
     * Counts a try of something that stands in for the code, and looks at it; empty if it is right, which clears the
     * account's counts.
     *
     * @param proof whether it is right, and used up by the asking
     */
    public Optional<Refusal> verifySubstitute(
            FlowContext context, String flow, CodePurpose purpose, BooleanSupplier proof) {
        AdministratorId administrator = context.person().id();
        Optional<Instant> locked = guard.entryLockedUntil(administrator, purpose);
        if (locked.isPresent()) {
            return Optional.of(Refusal.until(Reason.LOCKED, locked.get()));
        }
        OptionalInt left = store.consumeAttempt(flow, RedisFlowStore.LIFETIME);
        if (left.isEmpty()) {
            return Optional.of(Refusal.of(Reason.CODE_USED_UP));
        }
        if (proof.getAsBoolean()) {
            guard.clear(administrator, purpose);
            return Optional.empty();
        }
        wrong(context, purpose);
        return Optional.of(Refusal.wrongCode(left.getAsInt()));
    }

    /** Until when no code of that account and purpose may be entered, nor what stands in for one. */
    public Optional<Instant> entryLockedUntil(AdministratorId administrator, CodePurpose purpose) {
        return guard.entryLockedUntil(administrator, purpose);
    }

    /** Until when codes of that account and purpose are locked, be it sending or entering. */
    public Optional<Instant> lockedUntil(AdministratorId administrator, CodePurpose purpose) {
        return guard.sendingLockedUntil(administrator, purpose);
    }

    /** Returns whether the wrong code just counted is the one at which the administrator is warned. */
    public boolean reachedWarningThreshold(AdministratorId administrator, CodePurpose purpose) {
        return guard.reachedWarningThreshold(administrator, purpose);
    }

    /** Returns the flow's current code. */
    @Transactional(TxType.SUPPORTS)
    public Optional<OneTimeCode> current(String flow) {
        return store.current(flow);
    }

    private static boolean isTooSoon(IssueResult issuing) {
        return issuing.fold(code -> false, refusal -> refusal.reason() == Reason.RESEND_TOO_SOON);
    }

    private boolean isUnsent(String flow) {
        return store.current(flow)
                .filter(code -> deliveries.fate(code.delivery()).isFailed())
                .isPresent();
    }

    private void sent(CodeRequest request) {
        guard.sent(request.binding().administrator(), request.binding().purpose())
                .ifPresent(until -> locked(request.context(), "UNUSED_CODES", until));
    }

    private void refused(CodeRequest request, Refusal refusal) {
        refusal.until()
                .filter(until -> refusal.reason() == Reason.THROTTLED)
                .ifPresent(until -> audit.recordOncePerMinute(
                        request.context().event(AuditEventType.CODE_THROTTLED, Map.of("until", until.toString()))));
    }

    private void wrong(FlowContext context, CodePurpose purpose) {
        guard.wrong(context.person().id(), purpose).ifPresent(until -> locked(context, "WRONG_CODES", until));
    }

    private void locked(FlowContext context, String cause, Instant until) {
        audit.record(context.event(AuditEventType.CODES_LOCKED, Map.of("cause", cause, "until", until.toString())));
    }
}
