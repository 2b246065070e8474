package io.gatehouse.realmreminder;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.ratelimit.RateLimiter;
import io.gatehouse.realm.Realms;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Timeouts;
import org.hibernate.annotations.Immutable;
import org.hibernate.jpa.SpecHints;

/** Mails the realms of an address to it, and reveals none to the requester. */
@ApplicationScoped
public class RealmReminders {
    private static final int PER_ADDRESS = 10;
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int AT_ONCE = 20;

    private final RateLimiter limiter;
    private final RealmReminderEntity.Repository reminders;
    private final AdministratorLists administrators;
    private final Realms realms;
    private final PublicUrls urls;
    private final MailOutbox outbox;
    private final SecretKeys keys;
    private final Clock clock;

    RealmReminders(
            RateLimiter limiter,
            RealmReminderEntity.Repository reminders,
            AdministratorLists administrators,
            Realms realms,
            PublicUrls urls,
            MailOutbox outbox,
            SecretKeys keys,
            Clock clock) {
        this.limiter = limiter;
        this.reminders = reminders;
        this.administrators = administrators;
        this.realms = realms;
        this.urls = urls;
        this.outbox = outbox;
        this.keys = keys;
        this.clock = clock;
    }

    @RegisterForReflection(registerFullHierarchy = true)
    record Request(String email, Requester requester) {}

    /** Accepts the request, whether or not the address has realms. Returns how long to wait if there were too many. */
    @Transactional
    public Optional<Duration> request(EmailAddress email, Requester requester) {
        Optional<Duration> wait = limiter.tryAcquire("realm-reminder", requester.source(), PER_ADDRESS, WINDOW);
        if (wait.isEmpty()) {
            UUID id = UUID.randomUUID();
            byte[] sealed = keys.sealJson(KeyPurpose.PENDING, new Request(email.value(), requester), id.toString());
            reminders.persist(RealmReminderEntity.of(id, sealed, clock.instant()));
        }
        return wait;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    @Transactional
    void process() {
        for (RealmReminderEntity reminder : reminders.listNextForUpdate(AT_ONCE)) {
            Request request = keys.openJson(KeyPurpose.PENDING, reminder.sealed, reminder.id.toString(), Request.class);
            administrators.findInAllRealms(new EmailAddress(request.email())).stream()
                    .filter(Administrator::canSignIn)
                    .forEach(administrator -> mail(administrator, request.requester()));
            reminders.delete(reminder);
        }
    }

    /** Mails to the address as stored, at most once an hour for each realm. */
    private void mail(Administrator administrator, Requester requester) {
        Instant now = clock.instant();
        String hour = now.truncatedTo(ChronoUnit.HOURS).toString();
        realms.find(administrator.realm())
                .ifPresent(realm -> outbox.postOnce(
                        hour,
                        new FlowContext(realm, administrator, requester)
                                .mail(
                                        MailKind.REALM_REMINDER,
                                        Map.of("link", urls.page(realm.slug(), "sign-in")),
                                        now)));
    }

    /** A row of {@code realm_reminder}. */
    @Entity(name = "RealmReminderEntity")
    @Immutable
    @Table(name = "realm_reminder")
    static class RealmReminderEntity {
        @Id
        UUID id;

        byte[] sealed;
        Instant askedAt;

        static RealmReminderEntity of(UUID id, byte[] sealed, Instant askedAt) {
            var reminder = new RealmReminderEntity();
            reminder.id = id;
            reminder.sealed = sealed;
            reminder.askedAt = askedAt;
            return reminder;
        }

        @ApplicationScoped
        static class Repository implements PanacheRepositoryBase<RealmReminderEntity, UUID> {

            /** Returns the oldest reminders that no other transaction has locked, locked. */
            List<RealmReminderEntity> listNextForUpdate(int limit) {
                return find("order by askedAt")
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .withHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI)
                        .page(0, limit)
                        .list();
            }
        }
    }
}
