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

/** Makes codes and sends them off, within all that limits it. */
@Singleton
class CodeIssuer {
    private final CodeStore store;
    private final CodeLockout guard;
    private final SendLimits limits;
    private final MessageDispatcher dispatcher;
    private final ReportLinks reportLinks;
    private final CodeGenerator fresh;

    CodeIssuer(
            CodeStore store,
            CodeLockout guard,
            SendLimits limits,
            MessageDispatcher dispatcher,
            ReportLinks reportLinks,
            CodeGenerator fresh) {
        this.store = store;
        this.guard = guard;
        this.limits = limits;
        this.dispatcher = dispatcher;
        this.reportLinks = reportLinks;
        this.fresh = fresh;
    }

    /** Why no code may be sent; empty if one may. */
    Optional<Refusal> refusal(CodeRequest request) {
        return refusal(request.binding(), limits.withDailyLimit(request.sending()));
    }

    private Optional<Refusal> refusal(CodeBinding binding, SendAttempt sending) {
        Optional<Instant> locked = guard.sendingLockedUntil(binding.administrator(), binding.purpose());
        return locked.isPresent() ? locked.map(end -> Refusal.until(Reason.LOCKED, end)) : limits.refusal(sending);
    }

    IssueResult issue(CodeRequest request) {
        CodeBinding binding = request.binding();
        SendAttempt sending = limits.withDailyLimit(request.sending());
        Optional<Refusal> refusal = refusal(binding, sending);
        if (refusal.isPresent()) {
            return new IssueResult.Refused(refusal.get());
        }
        dispatcher.requireRoom();
        String code = fresh.digits(request.policy().length());
        NewCode made = fresh.newCode(binding, code);
        IssueResult issuing =
                store.issue(binding.flow(), made, request.policy(), request.waitWaived(), RedisFlowStore.LIFETIME);
        if (issuing instanceof IssueResult.Issued) {
            dispatcher.dispatch(made.delivery(), request.message(code, made.tag(), reportUrl(request)));
            limits.sent(sending);
        }
        return issuing;
    }

    private String reportUrl(CodeRequest request) {
        CodeBinding binding = request.binding();
        return reportLinks.issue(new ReportLink(
                binding.purpose().occasion(),
                binding.realm(),
                binding.administrator(),
                request.context().requester(),
                request.askedAt()));
    }
}
