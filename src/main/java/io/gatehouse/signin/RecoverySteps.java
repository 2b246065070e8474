package io.gatehouse.signin;

import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.code.OneTimeCodes;
import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Refusal.Reason;
import io.gatehouse.recovery.RecoveryCodes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** Takes a recovery code in place of the one sent; its tries are those of the sign-in and count against the account too. */
@ApplicationScoped
class RecoverySteps {
    private final RecoveryCodes recoveryCodes;
    private final OneTimeCodes codes;
    private final PendingSignIns pendingSignIns;
    private final SignInCompletion completion;
    private final SignInNotices notices;
    private final AuditLog audit;

    RecoverySteps(
            RecoveryCodes recoveryCodes,
            OneTimeCodes codes,
            PendingSignIns pendingSignIns,
            SignInCompletion completion,
            SignInNotices notices,
            AuditLog audit) {
        this.recoveryCodes = recoveryCodes;
        this.codes = codes;
        this.pendingSignIns = pendingSignIns;
        this.completion = completion;
        this.notices = notices;
        this.audit = audit;
    }

    SignInOutcome verify(SignInStep step, String typed, BrowserTrust trust) {
        Optional<Refusal> refusal = codes.verifyInstead(
                step.context(),
                step.id(),
                step.pending().purpose(),
                () -> recoveryCodes.use(step.person().id(), typed));
        if (refusal.isPresent()) {
            if (refusal.get().reason() == Reason.INVALID_CODE) {
                audit.record(step.context().event(AuditEventType.CODE_REFUSED, Map.of("channel", "RECOVERY_CODE")));
                notices.wrongCode(step);
            }
            return new SignInOutcome.Refused(refusal.get());
        }
        pendingSignIns.remove(step);
        String left = Integer.toString(recoveryCodes.remaining(step.person().id()));
        audit.record(step.context().event(AuditEventType.RECOVERY_CODE_USED, Map.of("left", left)));
        notices.recoveryCodeUsed(step, left);
        return completion.byRecoveryCode(step, trust);
    }
}
