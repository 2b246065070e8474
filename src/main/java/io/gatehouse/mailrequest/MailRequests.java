package io.gatehouse.mailrequest;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.metrics.Fault;
import io.gatehouse.kernel.metrics.MessageQueue;
import io.gatehouse.kernel.metrics.MessageQueue.Depth;
import io.gatehouse.kernel.store.RowFaults;
import io.quarkus.arc.All;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.hibernate.Timeouts;
import org.hibernate.jpa.SpecHints;

/**
 * Stores requests of unauthenticated clients for a mail to an address, and handles them later. A request for an unknown
 * address is stored by the same statement, so that its response takes as long; it is deleted without being handled.
 * Realms take turns, and requests for the same account are handled as one. A request whose handling fails holds up no other:
 * it is handled again later, for a day.
 */
@ApplicationScoped
public class MailRequests {
    private static final int IN_A_TURN = 20;

    /** The time from the first failure of a request to its next handling; each further wait is twice as long. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(10);

    /** The age at which a request that has failed is deleted. */
    static final Duration LONGEST = Duration.ofDays(1);

    private final MailRequestEntity.Repository requests;
    private final Administrators administrators;
    private final List<Handler> handlers;
    private final Transactions transactions;
    private final RowFaults faults;
    private final Clock clock;

    MailRequests(
            MailRequestEntity.Repository requests,
            Administrators administrators,
            @All List<Handler> handlers,
            Transactions transactions,
            RowFaults faults,
            Clock clock) {
        this.requests = requests;
        this.administrators = administrators;
        this.handlers = handlers;
        this.transactions = transactions;
        this.faults = faults;
        this.clock = clock;
    }

    /** The kind of mail that is requested. */
    public enum Kind {
        PASSWORD_RESET,
        REALM_REMINDER,
        /** A link that admits a browser to an account whose password was guessed too often. */
        ADMISSION,
        /** The same, for the attempt that reached the limit: also raises the alarm. */
        PASSWORD_GUESSED
    }

    /** Sends mails of some kinds. */
    public interface Handler {
        /** Returns the kinds of mail that it sends. */
        Set<Kind> kinds();

        /**
         * Sends the mail in the caller's transaction, unless the account must not get one.
         *
         * @param administrator the account, locked until the transaction ends
         */
        void handle(Kind kind, Administrator administrator, Requester requester);
    }

    /**
     * Stores a request for each account of the address.
     *
     * @param realm the only realm whose account is meant; empty for the accounts of all realms
     */
    @Transactional
    public void add(Kind kind, Optional<RealmId> realm, EmailAddress email, Requester requester) {
        requests.add(kind, realm, email, requester, clock.instant());
    }

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void process() {
        transactions.run(requests::deleteUnknown);
        boolean handled = true;
        while (handled) {
            handled = false;
            for (RealmId realm : transactions.call(() -> requests.realms(clock.instant()))) {
                handled |= handleSome(realm);
            }
        }
    }

    private boolean handleSome(RealmId realm) {
        int count = 0;
        while (count < IN_A_TURN && handleNext(realm)) {
            count++;
        }
        return count > 0;
    }

    private boolean handleNext(RealmId realm) {
        var next = new AtomicReference<List<MailRequestEntity>>(List.of());
        try {
            transactions.run(() -> {
                next.set(requests.lockNext(realm, clock.instant()));
                next.get().stream().findFirst().ifPresent(request -> handle(realm, request));
                next.get().forEach(requests::delete);
            });
        } catch (RuntimeException e) {
            if (next.get().isEmpty()) {
                throw e;
            }
            MailRequestEntity failed = next.get().get(0);
            faults.record(Fault.MAIL_REQUEST, failed.id, e);
            transactions.run(() -> postpone(failed));
        }
        return !next.get().isEmpty();
    }

    private void handle(RealmId realm, MailRequestEntity request) {
        administrators
                .findForUpdate(realm, new AdministratorId(request.administratorId))
                .ifPresent(administrator -> handlers.stream()
                        .filter(handler -> handler.kinds().contains(request.kind))
                        .forEach(handler -> handler.handle(request.kind, administrator, request.requester())));
    }

    /** Lets the request and all others of its kind and account wait as long as it has waited; deletes them after a day. */
    private void postpone(MailRequestEntity request) {
        Instant now = clock.instant();
        Duration waited = Duration.between(request.askedAt, now);
        if (waited.compareTo(LONGEST) >= 0) {
            requests.deleteAlike(request);
        } else {
            requests.postpone(request, now.plus(waited.compareTo(FIRST_WAIT) < 0 ? FIRST_WAIT : waited));
        }
    }

    /** Returns the waiting requests for known addresses, for the metrics. */
    @Produces
    @Singleton
    static MessageQueue queue(MailRequestEntity.Repository rows) {
        return new MessageQueue("mail_requests", "email", rows::depth);
    }

    /** A row of {@code mail_request}. */
    @Entity(name = "MailRequestEntity")
    @Table(name = "mail_request")
    static class MailRequestEntity {
        /** The kinds of this version: rows of others are left to a later one. */
        private static final Set<Kind> KINDS = EnumSet.allOf(Kind.class);

        @Id
        UUID id;

        @Enumerated(EnumType.STRING)
        Kind kind;

        UUID realmId;
        UUID administratorId;
        String clientAddress;
        String userAgent;
        String requestId;
        Instant askedAt;
        Instant dueAt;

        Requester requester() {
            return new Requester(clientAddress, userAgent, requestId);
        }

        @ApplicationScoped
        static class Repository implements PanacheRepositoryBase<MailRequestEntity, UUID> {

            /** Adds a row for each account of the address, or one without account if there is none. */
            void add(Kind kind, Optional<RealmId> realm, EmailAddress email, Requester requester, Instant now) {
                getSession()
                        .createNativeMutationQuery("""
                                insert into mail_request (id, kind, realm_id, administrator_id, client_address, user_agent,
                                    request_id, asked_at, due_at)
                                select gen_random_uuid(), :kind, a.realm_id, a.id, :address, :agent, :request, :now, :now
                                from (select 1) always left join administrator a
                                    on a.email = :email and a.realm_id = coalesce(cast(:realm as uuid), a.realm_id)""")
                        .setParameter("kind", kind.name())
                        .setParameter("address", requester.address())
                        .setParameter("agent", requester.userAgent())
                        .setParameter("request", requester.requestId())
                        .setParameter("now", now)
                        .setParameter("email", email.value())
                        .setParameter("realm", realm.map(RealmId::value).orElse(null), UUID.class)
                        .executeUpdate();
            }

            Depth depth() {
                return getSession()
                        .createQuery(
                                "select count(*), min(askedAt) from MailRequestEntity where administratorId is not null",
                                Depth.class)
                        .getSingleResult();
            }

            void deleteUnknown() {
                delete("administratorId is null");
            }

            /** Returns the realms of the requests for known addresses that are due. */
            List<RealmId> realms(Instant now) {
                return getSession()
                        .createQuery(
                                "select distinct realmId from MailRequestEntity"
                                        + " where administratorId is not null and dueAt <= :now and kind in :kinds",
                                UUID.class)
                        .setParameter("now", now)
                        .setParameter("kinds", KINDS)
                        .getResultList()
                        .stream()
                        .map(RealmId::new)
                        .toList();
            }

            /**
             * Locks the realm's oldest request that is due and that no other transaction is handling, with all others of
             * its kind and account, and returns them, or an empty list if there is none.
             */
            List<MailRequestEntity> lockNext(RealmId realm, Instant now) {
                return locked("realmId = ?1 and dueAt <= ?2 and kind in ?3 order by askedAt", realm.value(), now, KINDS)
                        .page(0, 1)
                        .firstResultOptional()
                        .map(request -> locked(
                                        "kind = ?1 and administratorId = ?2 order by askedAt",
                                        request.kind,
                                        request.administratorId)
                                .list())
                        .orElse(List.of());
            }

            /** Sets when the request and all others of its kind and account are due again. */
            void postpone(MailRequestEntity request, Instant due) {
                update(
                        "dueAt = ?1 where kind = ?2 and administratorId = ?3",
                        due,
                        request.kind,
                        request.administratorId);
            }

            /** Deletes the request and all others of its kind and account. */
            void deleteAlike(MailRequestEntity request) {
                delete("kind = ?1 and administratorId = ?2", request.kind, request.administratorId);
            }

            private PanacheQuery<MailRequestEntity> locked(String condition, Object... parameters) {
                return find(condition, parameters)
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .withHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI);
            }
        }
    }
}
