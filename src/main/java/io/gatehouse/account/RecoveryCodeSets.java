package io.gatehouse.account;

import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.platform.Requester;
import io.gatehouse.recovery.RecoveryCode;
import io.gatehouse.recovery.RecoveryCodes;
import io.gatehouse.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/** Gives people their recovery codes, once. */
@ApplicationScoped
public class RecoveryCodeSets {
    private final RecoveryCodes codes;
    private final AuditLog audit;

    RecoveryCodeSets(RecoveryCodes codes, AuditLog audit) {
        this.codes = codes;
        this.audit = audit;
    }

    /** A new set, the one sight of it; the one before is void. */
    @Transactional
    public List<String> renew(Session owner, Requester requester) {
        List<RecoveryCode> fresh = codes.regenerate(owner.realm(), owner.administrator());
        audit.record(AuditEvent.by(
                owner.administrator(),
                AuditEventType.RECOVERY_CODES_CREATED,
                owner.realm(),
                requester,
                Map.of("count", Integer.toString(fresh.size()))));
        return fresh.stream().map(RecoveryCode::shown).toList();
    }
}
