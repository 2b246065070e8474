package io.gatehouse.account;

import io.gatehouse.administrator.Administrators;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Changes of the caller's own account that take effect at once: language and recovery codes. */
@ApplicationScoped
@Transactional
public class OwnAccount {
    private final Actors actors;
    private final Administrators administrators;
    private final RecoveryCodes codes;
    private final AuditLog audit;

    OwnAccount(Actors actors, Administrators administrators, RecoveryCodes codes, AuditLog audit) {
        this.actors = actors;
        this.administrators = administrators;
        this.codes = codes;
        this.audit = audit;
    }

    /** Sets the language of the caller's pages and messages; empty for the realm's current language. */
    public void chooseLanguage(Caller caller, Optional<Locale> language) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT);
        Optional<String> tag = language.map(Locale::toLanguageTag);
        administrators.changeLocale(actor.realm().id(), actor.administrator().id(), tag);
        audit.record(actor.ownEvent(AuditEventType.LANGUAGE_CHANGED, Map.of("language", tag.orElse("realm"))));
    }

    /** Returns a new set of recovery codes in clear text, which replaces the previous one and cannot be shown again. */
    public List<String> renewRecoveryCodes(Caller caller) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT_FRESH);
        List<RecoveryCode> fresh =
                codes.regenerate(actor.realm().id(), actor.administrator().id());
        audit.record(
                actor.ownEvent(AuditEventType.RECOVERY_CODES_CREATED, Map.of("count", Integer.toString(fresh.size()))));
        return fresh.stream().map(RecoveryCode::formatted).toList();
    }
}
