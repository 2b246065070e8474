package io.gatehouse.account;

import io.gatehouse.administrator.RecoveryCode;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/** Generates the caller's recovery codes, which are shown once. */
@ApplicationScoped
public class RecoveryCodeSets {
    private final Actors actors;
    private final RecoveryCodes codes;
    private final AuditLog audit;

    RecoveryCodeSets(Actors actors, RecoveryCodes codes, AuditLog audit) {
        this.actors = actors;
        this.codes = codes;
        this.audit = audit;
    }

    /** Returns a new set in clear text, which replaces the previous one and cannot be shown again. */
    @Transactional
    public List<String> renew(Caller caller) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT_FRESH);
        List<RecoveryCode> fresh =
                codes.regenerate(actor.realm().id(), actor.administrator().id());
        audit.record(
                actor.ownEvent(AuditEventType.RECOVERY_CODES_CREATED, Map.of("count", Integer.toString(fresh.size()))));
        return fresh.stream().map(RecoveryCode::formatted).toList();
    }
}
