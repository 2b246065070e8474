package io.gatehouse.account;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.MailLimits;
import io.gatehouse.caller.Permission;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.database.ExpiringRows;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.link.LinkConfig;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.session.TrustedBrowsers;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Changes the caller's own e-mail address: the new one takes effect when the link mailed to it is followed. */
@ApplicationScoped
@Transactional
public class EmailChanges {
    private final EmailChangeEntity.Repository changes;
    private final Realms realms;
    private final Actors actors;
    private final MailLimits limits;
    private final Administrators administrators;
    private final TrustedBrowsers browsers;
    private final MailOutbox outbox;
    private final AuditLog audit;
    private final PublicUrls urls;
    private final Randomness randomness;
    private final LinkConfig lifetimes;
    private final Clock clock;

    EmailChanges(
            EmailChangeEntity.Repository changes,
            Realms realms,
            Actors actors,
            MailLimits limits,
            Administrators administrators,
            TrustedBrowsers browsers,
            MailOutbox outbox,
            AuditLog audit,
            PublicUrls urls,
            Randomness randomness,
            LinkConfig lifetimes,
            Clock clock) {
        this.changes = changes;
        this.realms = realms;
        this.actors = actors;
        this.limits = limits;
        this.administrators = administrators;
        this.browsers = browsers;
        this.outbox = outbox;
        this.audit = audit;
        this.urls = urls;
        this.randomness = randomness;
        this.lifetimes = lifetimes;
        this.clock = clock;
    }

    /**
     * Mails a link to the requested address; an older link no longer works. The session must have a fresh proof.
     *
     * @return whether the address is free in the realm
     */
    public boolean request(Caller caller, EmailAddress requested) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT_FRESH);
        if (isTaken(actor.administrator(), requested)) {
            return false;
        }
        limits.count(actor, MailKind.EMAIL_CONFIRM, requested);
        String token = randomness.secret();
        changes.put(
                actor.administrator(),
                Digests.sha256Base64Url(token),
                requested,
                clock.instant().plus(lifetimes.emailChange()));
        Map<String, String> details = Map.of("link", urls.link(actor.realm().slug(), "new-email", token));
        outbox.post(FlowContext.of(actor)
                .mail(MailKind.EMAIL_CONFIRM, details, clock.instant())
                .to(requested));
        audit.record(actor.ownEvent(AuditEventType.EMAIL_CHANGE_REQUESTED, Map.of("to", requested.hint())));
        return true;
    }

    /**
     * Makes the address the account's, or returns false if the link is not valid or the address is no longer free. Locks the
     * realm, so that neither the new nor the former address becomes another account's meanwhile.
     */
    public boolean confirm(Realm realm, String token, Requester requester) {
        return changes.findUnexpired(realm.id(), Digests.sha256Base64Url(token), clock.instant())
                .filter(change -> confirm(realm, change, requester))
                .isPresent();
    }

    private boolean confirm(Realm realm, EmailChangeEntity change, Requester requester) {
        realms.getForUpdate(realm.id());
        var email = new EmailAddress(change.email);
        Optional<Administrator> found = administrators
                .findForUpdate(realm.id(), new AdministratorId(change.administratorId))
                .filter(administrator -> administrator.credential().equals(change.credential))
                .filter(administrator -> changes.deleteByTokenHash(change.tokenHash))
                .filter(administrator -> !isTaken(administrator, email));
        found.ifPresent(administrator -> {
            var context = new FlowContext(realm, administrator, requester);
            administrators.changeEmail(administrator, email);
            browsers.revokeAll(administrator.id());
            audit.record(context.event(
                    AuditEventType.EMAIL_CHANGED,
                    Map.of("to", email.hint(), "before", administrator.email().hint())));
            outbox.post(context.mail(MailKind.EMAIL_CHANGED, Map.of("email", email.hint()), clock.instant()));
        });
        return found.isPresent();
    }

    private boolean isTaken(Administrator administrator, EmailAddress email) {
        return administrators.isTaken(administrator.realm(), email, Optional.of(administrator.id()));
    }

    /** A row of {@code email_change}. */
    @Entity(name = "EmailChangeEntity")
    @Table(name = "email_change")
    static class EmailChangeEntity {
        @Id
        UUID administratorId;

        UUID realmId;
        String tokenHash;
        String email;
        String credential;
        Instant expiresAt;

        @ApplicationScoped
        static class Repository implements PanacheRepositoryBase<EmailChangeEntity, UUID>, ExpiringRows {
            /** Deletes changes that can no longer be confirmed. */
            @Override
            public long deleteExpired(Instant now, int limit) {
                return delete(
                        "administratorId in (select e.administratorId from EmailChangeEntity e where e.expiresAt < ?1 order by e.expiresAt limit ?2)",
                        now,
                        limit);
            }

            /** Adds the account's change, or replaces the one it had; the account must be locked. */
            void put(Administrator administrator, String tokenHash, EmailAddress email, Instant expiresAt) {
                UUID id = administrator.id().value();
                EmailChangeEntity change = findByIdOptional(id).orElseGet(EmailChangeEntity::new);
                change.administratorId = id;
                change.realmId = administrator.realm().value();
                change.tokenHash = tokenHash;
                change.email = email.value();
                change.credential = administrator.credential();
                change.expiresAt = expiresAt;
                persist(change);
            }

            Optional<EmailChangeEntity> findUnexpired(RealmId realm, String tokenHash, Instant now) {
                return find("tokenHash = ?1 and realmId = ?2 and expiresAt > ?3", tokenHash, realm.value(), now)
                        .singleResultOptional();
            }

            /** Deletes the change, or returns false if it is gone; of parallel calls one returns true. */
            boolean deleteByTokenHash(String tokenHash) {
                return delete("tokenHash", tokenHash) == 1;
            }
        }
    }
}
