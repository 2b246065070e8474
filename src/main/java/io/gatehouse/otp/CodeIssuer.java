package io.gatehouse.otp;

import io.gatehouse.delivery.dispatch.MessageDispatcher;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.otp.CodeRequest.CodeBinding;
import io.gatehouse.otp.CodeStore.IssueResult;
import io.gatehouse.otp.CodeStore.NewCode;
import io.gatehouse.otp.SendLimits.SendAttempt;
import io.gatehouse.reportlink.ReportLink;
import io.gatehouse.reportlink.ReportLinks;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Generates codes and sends them, within the locks and limits. */
@Singleton
class CodeIssuer {
    private final CodeStore store;
    private final CodeLockout lockout;
    private final SendLimits limits;
    private final MessageDispatcher dispatcher;
    private final ReportLinks reportLinks;
    private final CodeGenerator generator;

    CodeIssuer(
            CodeStore store,
            CodeLockout lockout,
            SendLimits limits,
            MessageDispatcher dispatcher,
            ReportLinks reportLinks,
            CodeGenerator generator) {
        this.store = store;
        this.lockout = lockout;
        this.limits = limits;
        this.dispatcher = dispatcher;
        this.reportLinks = reportLinks;
        this.generator = generator;
    }

    /** Returns why no code may be sent, or empty if one may. */
    Optional<Refusal> refusal(CodeRequest request) {
        return refusal(request.binding(), limits.withDailyLimit(request.sendAttempt()));
    }

    private Optional<Refusal> refusal(CodeBinding binding, SendAttempt attempt) {
        Optional<Instant> locked = lockout.sendingLockedUntil(binding.administrator(), binding.purpose());
        return locked.isPresent() ? locked.map(end -> Refusal.until(Reason.LOCKED, end)) : limits.refusal(attempt);
    }

    IssueResult issue(CodeRequest request) {
        CodeBinding binding = request.binding();
        SendAttempt attempt = limits.withDailyLimit(request.sendAttempt());
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
}
