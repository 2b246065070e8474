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
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.otp.FlowContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
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
    private final MailOutbox outbox;
    private final Clock clock;

    OwnAccount(
            Actors actors,
            Administrators administrators,
            RecoveryCodes codes,
            AuditLog audit,
            MailOutbox outbox,
            Clock clock) {
        this.actors = actors;
        this.administrators = administrators;
        this.codes = codes;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Sets the language of the caller's pages and messages; empty for the realm's current language. */
    public void chooseLanguage(Caller caller, Optional<Locale> language) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT);
        Optional<String> tag = language.map(Locale::toLanguageTag);
        administrators.changeLocale(actor.realm().id(), actor.administrator().id(), tag);
        audit.record(actor.ownEvent(AuditEventType.LANGUAGE_CHANGED, Map.of("language", tag.orElse("realm"))));
    }

    /** Returns a new set of recovery codes, which replaces the previous one and cannot be shown again, and reports it by mail. */
    public List<String> renewRecoveryCodes(Caller caller) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT_FRESH);
        List<RecoveryCode> fresh =
                codes.regenerate(actor.realm().id(), actor.administrator().id());
        audit.record(
                actor.ownEvent(AuditEventType.RECOVERY_CODES_CREATED, Map.of("count", Integer.toString(fresh.size()))));
        outbox.post(FlowContext.of(actor).mail(MailKind.RECOVERY_CODES_CREATED, Map.of(), clock.instant()));
        return fresh.stream().map(RecoveryCode::formatted).toList();
    }
}
