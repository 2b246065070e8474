package io.gatehouse.administration.realm;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.MailLimits;
import io.gatehouse.caller.Permission;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.invitation.Invitations;
import io.gatehouse.kernel.Requester;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.Role;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** Creates a realm and invites its first System Administrator. */
@ApplicationScoped
@Transactional
@Unremovable
public class RealmCreation {
    private final Actors actors;
    private final MailLimits limits;
    private final Realms realms;
    private final Administrators administrators;
    private final Invitations invitations;
    private final AuditLog audit;

    RealmCreation(
            Actors actors,
            MailLimits limits,
            Realms realms,
            Administrators administrators,
            Invitations invitations,
            AuditLog audit) {
        this.actors = actors;
        this.limits = limits;
        this.realms = realms;
        this.administrators = administrators;
        this.invitations = invitations;
        this.audit = audit;
    }

    /**
     * A created realm.
     *
     * @param passwordUrl link to set the first System Administrator's password; a secret
     */
    public record Created(Realm realm, String passwordUrl) {
        /** Returns the realm's name without the secret. */
        @Override
        public String toString() {
            return "Created[" + realm.slug() + "]";
        }
    }

    /**
     * A realm to create.
     *
     * @param slug well-formed, see {@link Realm#isSlug}
     * @param name display name of the first System Administrator
     */
    public record Plan(String slug, String displayName, EmailAddress email, String name) {}

    /** Creates the realm by command, without a mail; returns empty if the name is taken. */
    public Optional<Created> create(String slug, EmailAddress email) {
        return add(new Plan(slug, slug, email, email.value()), Requester.COMMAND, Map.of())
                .map(realm -> new Created(
                        realm, invitations.invite(realm, first(realm, email), Optional.empty(), Requester.COMMAND)));
    }

    /**
     * Creates the realm for a System Administrator of the root realm, and mails the invitation; returns empty if the
     * name is taken.
     */
    public Optional<Realm> create(Caller caller, Plan plan) {
        Actor actor = actors.confirm(caller, Permission.REALMS);
        Optional<Realm> created =
                add(plan, actor.requester(), Map.of("by", actor.realm().slug()));
        created.ifPresent(realm -> {
            limits.count(actor, MailKind.INVITATION, plan.email());
            audit.record(actor.event(AuditEventType.REALM_CREATED, Map.of("realm", plan.slug())));
            invitations.mail(realm, first(realm, plan.email()), Optional.empty(), actor.requester());
        });
        return created;
    }

    private Optional<Realm> add(Plan plan, Requester requester, Map<String, String> details) {
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
