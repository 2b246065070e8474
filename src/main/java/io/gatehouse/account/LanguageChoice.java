package io.gatehouse.account;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sets the administrator's own language. */
@ApplicationScoped
public class LanguageChoice {
    private final Actors actors;
    private final Administrators administrators;
    private final AuditLog audit;

    LanguageChoice(Actors actors, Administrators administrators, AuditLog audit) {
        this.actors = actors;
        this.administrators = administrators;
        this.audit = audit;
    }

    /** Sets the language of the caller's pages and messages; empty for the realm's current language. */
    @Transactional
    public void choose(Caller caller, Optional<Locale> language) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT);
        Optional<String> tag = language.map(Locale::toLanguageTag);
        administrators.changeLocale(actor.realm().id(), actor.administrator().id(), tag);
        audit.record(actor.ownEvent(AuditEventType.LANGUAGE_CHANGED, Map.of("language", tag.orElse("realm"))));
    }
}
