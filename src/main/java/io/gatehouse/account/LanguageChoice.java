package io.gatehouse.account;

import io.gatehouse.admin.Administrators;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.platform.Requester;
import io.gatehouse.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Gives people a language of their own. */
@ApplicationScoped
public class LanguageChoice {
    private final Administrators administrators;
    private final AuditLog audit;

    LanguageChoice(Administrators administrators, AuditLog audit) {
        this.administrators = administrators;
        this.audit = audit;
    }

    /** The language of the person's pages and messages from now on; empty: the realm's, whichever that is. */
    @Transactional
    public void choose(Session owner, Optional<Locale> language, Requester requester) {
        Optional<String> tag = language.map(Locale::toLanguageTag);
        administrators.changeLocale(owner.realm(), owner.administrator(), tag);
        audit.record(AuditEvent.by(
                owner.administrator(),
                AuditEventType.LANGUAGE_CHANGED,
                owner.realm(),
                requester,
                Map.of("language", tag.orElse("realm"))));
    }
}
