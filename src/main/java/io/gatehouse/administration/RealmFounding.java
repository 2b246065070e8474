package io.gatehouse.administration;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.admin.EmailAddress;
import io.gatehouse.admin.Role;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Realms;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Creates a realm together with its first System Administrator, who is invited. */
@ApplicationScoped
@Transactional
@Unremovable
public class RealmFounding {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private final Realms realms;
    private final Administrators administrators;
    private final Invitations invitations;
    private final AuditLog audit;

    RealmFounding(Realms realms, Administrators administrators, Invitations invitations, AuditLog audit) {
        this.realms = realms;
        this.administrators = administrators;
        this.invitations = invitations;
        this.audit = audit;
    }

    /**
     * A realm just created.
     *
     * @param passwordUrl where its first System Administrator sets the password; a secret
     */
    public record Founded(Realm realm, String passwordUrl) {
        /** Names the realm alone. */
        @Override
        public String toString() {
            return "Founded[" + realm.slug() + "]";
        }
    }

    /**
     * What a realm begins with.
     *
     * @param slug well formed, see {@link #isSlug}
     * @param name what the first System Administrator is called
     */
    public record Plan(String slug, String displayName, EmailAddress email, String name) {}

    /** Whether a realm may be called that. */
    public static boolean isSlug(String name) {
        return SLUG.matcher(name).matches();
    }

    /** Creates the realm by command, unless there is one of that name; nobody is mailed. */
    public Optional<Founded> found(String slug, EmailAddress email) {
        return create(new Plan(slug, slug, email, email.value()), Requester.COMMAND, Map.of())
                .map(realm -> new Founded(
                        realm, invitations.invite(realm, first(realm, email), Optional.empty(), Requester.COMMAND)));
    }

    /** Creates the realm for a System Administrator of the root realm, and mails the invitation; unless there is one of that name. */
    public Optional<Realm> found(Actor actor, Plan plan) {
        Realm root = realms.getForUpdate(actor.realm());
        Optional<Realm> created = create(plan, actor.requester(), Map.of("by", root.slug()));
        created.ifPresent(realm -> {
            audit.record(actor.event(AuditEventType.REALM_CREATED, Map.of("realm", plan.slug())));
            invitations.mail(realm, first(realm, plan.email()), Optional.empty(), actor.requester());
        });
        return created;
    }

    private Optional<Realm> create(Plan plan, Requester requester, Map<String, String> details) {
        if (realms.find(plan.slug()).isPresent()) {
            return Optional.empty();
        }
        Realm realm = realms.create(plan.slug(), RealmSettings.defaults(plan.displayName()));
        audit.record(AuditEvent.about(Optional.empty(), AuditEventType.REALM_CREATED, realm.id(), requester, details));
        administrators.create(realm.id(), plan.email(), plan.name(), Role.SYSTEM_ADMINISTRATOR);
        return Optional.of(realm);
    }

    private Administrator first(Realm realm, EmailAddress email) {
        return administrators.find(realm.id(), email).orElseThrow();
    }
}
