package io.gatehouse.otp;

import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.delivery.dispatch.Deliveries;
import io.gatehouse.delivery.dispatch.MessageDispatcher;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.otp.CodeLockout.Scope;
import io.gatehouse.otp.CodeRequest.CodeBinding;
import io.gatehouse.otp.CodeStore.EnteredCode;
import io.gatehouse.otp.CodeStore.IssueResult;
import io.gatehouse.otp.CodeStore.NewCode;
import io.gatehouse.otp.CodeStore.OneTimeCode;
import io.gatehouse.otp.SendLimits.SendAttempt;
import io.gatehouse.realm.Channel;
import io.gatehouse.reportlink.ReportLinks;
import io.gatehouse.reportlink.ReportLinks.ReportLink;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Issues and verifies the codes of all flows, in the transaction of the flow's step. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class OneTimeCodes {
    private final CodeStore store;
    private final CodeLockout lockout;
    private final SendLimits limits;
    private final MessageDispatcher dispatcher;
    private final ReportLinks reportLinks;
    private final Deliveries deliveries;
    private final CodeGenerator generator;
    private final AuditLog audit;

    OneTimeCodes(
            CodeStore store,
            CodeLockout lockout,
            SendLimits limits,
            MessageDispatcher dispatcher,
            ReportLinks reportLinks,
            Deliveries deliveries,
            CodeGenerator generator,
            AuditLog audit) {
        this.store = store;
        this.lockout = lockout;
        this.limits = limits;
        this.dispatcher = dispatcher;
        this.reportLinks = reportLinks;
        this.deliveries = deliveries;
        this.generator = generator;
        this.audit = audit;
    }

    /**
     * Issues a code and sends it, unless a lock, a limit or the resend wait forbids it. The resend wait does not apply after a
     * code that could not be sent.
     *
     * @throws io.gatehouse.kernel.DeliveryUnavailableException before anything is issued, if it could not be sent
     */
    public IssueResult issue(CodeRequest request) {
        IssueResult result = issueOnce(request);
        if (isTooSoon(result) && isUnsent(request.binding().flow())) {
            result = issueOnce(request.withoutWait());
        }
        result.run(code -> sent(request), refusal -> refused(request, refusal));
        return result;
    }

    /** Returns why no such code would be sent, apart from the resend wait, or empty if one would. Counts nothing. */
    public Optional<Refusal> refusal(CodeRequest request) {
        return refusal(request.binding(), request.sendAttempt());
    }

    /**
     * Verifies a code and counts the attempt. Returns empty if it was right, which consumes it and clears the account's counts that it proves. Refused
     * without being compared if it would prove a number that too many other accounts have proven meanwhile.
     */
    public Optional<Refusal> verify(FlowContext context, CodeBinding binding, String code) {
        Scope scope = Scope.of(binding.purpose());
        Optional<Instant> locked = lockout.entryLockedUntil(binding.administrator(), scope);
        if (locked.isPresent()) {
            return Optional.of(Refusal.until(Reason.LOCKED, locked.get()));
        }
        if (!context.hasProven(binding.destination())
                && limits.isTakenWhenProven(binding.administrator(), binding.destination())) {
            return Optional.of(Refusal.of(Reason.PHONE_NOT_ALLOWED));
        }
        Channel channel = binding.destination().channel();
        var entered = new EnteredCode(generator.mac(binding, code), generator.replacedCodeMac(binding, code));
        return store.verify(binding.flow(), entered)
                .fold(
                        delivery -> {
                            if (!deliveries.consume(delivery)) {
                                return Optional.of(Refusal.of(Reason.CODE_EXPIRED));
                            }
                            lockout.clear(binding.administrator(), scope, Optional.of(channel));
                            return Optional.empty();
                        },
                        refusal -> {
                            if (refusal.reason() == Reason.INVALID_CODE) {
                                wrong(context, scope, Optional.of(channel));
                            }
                            return Optional.of(refusal);
                        });
    }

    /**
     * Verifies a substitute for the code and counts the attempt. Returns empty if it was right, which clears the account's
     * counts of the scope.
     *
     * @param proof verifies the substitute and uses it up
     */
    public Optional<Refusal> verifySubstitute(FlowContext context, String flow, Scope scope, BooleanSupplier proof) {
        AdministratorId administrator = context.administrator().id();
        Optional<Instant> locked = lockout.entryLockedUntil(administrator, scope);
        if (locked.isPresent()) {
            return Optional.of(Refusal.until(Reason.LOCKED, locked.get()));
        }
        OptionalInt left = store.consumeAttempt(flow, RedisFlowStore.LIFETIME);
        if (left.isEmpty()) {
            return Optional.of(Refusal.of(Reason.CODE_USED_UP));
        }
        if (proof.getAsBoolean()) {
            lockout.clear(administrator, scope, Optional.empty());
            return Optional.empty();
        }
        wrong(context, scope, Optional.empty());
        return Optional.of(Refusal.wrongCode(left.getAsInt()));
    }

    /** Counts an attempt by what cannot be guessed, for the flow alone, and returns its refusal for that reason. */
    public Refusal refuse(String flow, Reason reason) {
        OptionalInt left = store.consumeAttempt(flow, RedisFlowStore.LIFETIME);
        return left.isEmpty()
                ? Refusal.of(Reason.CODE_USED_UP)
                : new Refusal(reason, left, Optional.empty(), Optional.empty());
    }

    /** Returns until when neither codes of that account and purpose nor substitutes may be entered, or empty if they may. */
    public Optional<Instant> entryLockedUntil(AdministratorId administrator, CodePurpose purpose) {
        return lockout.entryLockedUntil(administrator, Scope.of(purpose));
    }

    /** Returns until when the sending of codes of that account and purpose is locked, or empty if it is not. */
    public Optional<Instant> sendingLockedUntil(AdministratorId administrator, CodePurpose purpose) {
        return lockout.sendingLockedUntil(administrator, Scope.of(purpose));
    }

    /** Returns whether the wrong code just counted is the one at which the administrator is warned. */
    public boolean reachedWarningThreshold(AdministratorId administrator, Scope scope) {
        return lockout.reachedWarningThreshold(administrator, scope);
    }

    /** Returns the flow's current code, or empty if it has none. */
    @Transactional(TxType.SUPPORTS)
    public Optional<OneTimeCode> current(String flow) {
        return store.current(flow);
    }

    private Optional<Refusal> refusal(CodeBinding binding, SendAttempt attempt) {
        Optional<Instant> locked = lockout.sendingLockedUntil(binding.administrator(), Scope.of(binding.purpose()));
        return locked.isPresent() ? locked.map(end -> Refusal.until(Reason.LOCKED, end)) : limits.refusal(attempt);
    }

    private IssueResult issueOnce(CodeRequest request) {
        CodeBinding binding = request.binding();
        SendAttempt attempt = request.sendAttempt();
        Optional<Refusal> refusal = refusal(binding, attempt);
        if (refusal.isPresent()) {
            return new IssueResult.Refused(refusal.get());
        }
        dispatcher.requireCapacity();
        String code = generator.digits(request.policy().length());
        NewCode made = generator.newCode(binding, code);
        IssueResult result =
                store.issue(binding.flow(), made, request.policy(), request.waitWaived(), RedisFlowStore.LIFETIME);
        if (result instanceof IssueResult.Issued) {
            dispatcher.dispatch(made.delivery(), request.message(code, made.tag(), reportUrl(request)));
            limits.sent(attempt);
        }
        return result;
    }

    private String reportUrl(CodeRequest request) {
        CodeBinding binding = request.binding();
        return reportLinks.issue(new ReportLink(
                binding.purpose().occasion(),
                binding.realm(),
                binding.administrator(),
                request.context().requester(),
                request.requestedAt()));
    }

    private static boolean isTooSoon(IssueResult result) {
        return result.fold(code -> false, refusal -> refusal.reason() == Reason.RESEND_TOO_SOON);
    }

    private boolean isUnsent(String flow) {
        return store.current(flow)
                .filter(code -> deliveries.fate(code.delivery()).isFailed())
                .isPresent();
    }

    private void sent(CodeRequest request) {
        lockout.sent(
                        request.binding().administrator(),
                        Scope.of(request.binding().purpose()))
                .ifPresent(until -> locked(request.context(), "UNUSED_CODES", until));
    }

    private void refused(CodeRequest request, Refusal refusal) {
        refusal.until()
                .filter(until -> refusal.reason() == Reason.THROTTLED)
                .ifPresent(until -> audit.recordOncePerMinute(
                        request.context().event(AuditEventType.CODE_THROTTLED, Map.of("until", until.toString()))));
    }

    private void wrong(FlowContext context, Scope scope, Optional<Channel> channel) {
        lockout.wrong(context.administrator().id(), scope, channel)
                .ifPresent(until -> locked(context, "WRONG_CODES", until));
    }

    private void locked(FlowContext context, String cause, Instant until) {
        audit.record(context.event(AuditEventType.CODES_LOCKED, Map.of("cause", cause, "until", until.toString())));
    }

    /** Generates codes, and the HMACs that are stored in their place. */
    @Singleton
    static class CodeGenerator {
        private final SecretKeys keys;
        private final Randomness randomness;

        CodeGenerator(SecretKeys keys, Randomness randomness) {
            this.keys = keys;
            this.randomness = randomness;
        }

        /** Returns that many random digits. */
        String digits(int length) {
            return randomness.digits(length);
        }

        /** Returns the code as a store may see it, with a new tag and delivery id. */
        NewCode newCode(CodeBinding binding, String code) {
            return new NewCode(
                    mac(binding, code),
                    replacedCodeMac(binding, code),
                    randomness.tag(),
                    new DeliveryId(UUID.randomUUID()));
        }

        /** Returns the HMAC that a code is verified by. */
        String mac(CodeBinding binding, String code) {
            return keys.macBase64Url(
                    KeyPurpose.CODE,
                    binding.flow(),
                    binding.realm().toString(),
                    binding.administrator().toString(),
                    binding.purpose().name(),
                    binding.destination().channel().name(),
                    binding.destination().value(),
                    code);
        }

        /** Returns the HMAC that a replaced code of the flow is recognised by, wherever it was sent. */
        String replacedCodeMac(CodeBinding binding, String code) {
            return keys.macBase64Url(
                    KeyPurpose.CODE,
                    "replaced",
                    binding.flow(),
                    binding.realm().toString(),
                    binding.administrator().toString(),
                    binding.purpose().name(),
                    code);
        }
    }
}
