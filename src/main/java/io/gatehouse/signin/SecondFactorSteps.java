package io.gatehouse.signin;

import io.gatehouse.admin.ContactAddress;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.code.OneTimeCodes;
import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Refusal.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Sends and verifies the code of a sign-in. */
@ApplicationScoped
class SecondFactorSteps {
    private final OneTimeCodes codes;
    private final PendingSignIns pendingSignIns;
    private final PendingViews views;
    private final SignInCompletion completion;
    private final AuditLog audit;
    private final Clock clock;

    SecondFactorSteps(
            OneTimeCodes codes,
            PendingSignIns pendingSignIns,
            PendingViews views,
            SignInCompletion completion,
            AuditLog audit,
            Clock clock) {
        this.codes = codes;
        this.pendingSignIns = pendingSignIns;
        this.views = views;
        this.completion = completion;
        this.audit = audit;
        this.clock = clock;
    }

    /** The flow as its person may see it. */
    SignInOutcome view(SignInStep step) {
        return new SignInOutcome.Pending(views.of(step, codes.current(step.id())));
    }

    SignInOutcome send(SignInStep step, ContactAddress address, boolean waitWaived) {
        return codes.issue(step.codeRequest(address, waitWaived, clock.instant()))
                .fold(
                        code -> {
                            SignInStep sent = step.with(step.pending().sentBy(address.channel()));
                            pendingSignIns.replace(sent);
                            record(step, AuditEventType.CODE_ISSUED, address);
                            return new SignInOutcome.Pending(views.of(sent, Optional.of(code)));
                        },
                        SignInOutcome.Refused::new);
    }

    SignInOutcome verify(SignInStep step, ContactAddress address, String code) {
        Optional<Refusal> refusal = codes.verify(step.binding(address), code);
        if (refusal.isPresent()) {
            if (refusal.get().reason() == Reason.INVALID_CODE) {
                record(step, AuditEventType.CODE_REFUSED, address);
            }
            return new SignInOutcome.Refused(refusal.get());
        }
        pendingSignIns.remove(step);
        record(step, AuditEventType.CODE_VERIFIED, address);
        return completion.byCode(step, address);
    }

    private void record(SignInStep step, AuditEventType type, ContactAddress address) {
        audit.record(step.event(type, Map.of("channel", address.channel().name(), "to", address.hint())));
    }
}
