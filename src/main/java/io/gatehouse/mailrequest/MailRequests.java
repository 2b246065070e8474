package io.gatehouse.mailrequest;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.quarkus.arc.All;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Timeouts;
import org.hibernate.annotations.Immutable;
import org.hibernate.jpa.SpecHints;

/**
 * Stores requests of unauthenticated clients for a mail to an address, and handles them later. A request for an unknown
 * address is stored by the same statement, so that its response takes as long; it is deleted without being handled.
 * Realms take turns, and requests for the same account are handled as one.
 */
@ApplicationScoped
public class MailRequests {
    private static final int IN_A_TURN = 20;

    private final MailRequestEntity.Repository requests;
    private final Administrators administrators;
    private final List<Handler> handlers;
    private final Transactions transactions;
    private final Clock clock;

    MailRequests(
            MailRequestEntity.Repository requests,
            Administrators administrators,
            @All List<Handler> handlers,
            Transactions transactions,
            Clock clock) {
        this.requests = requests;
        this.administrators = administrators;
        this.handlers = handlers;
        this.transactions = transactions;
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

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void process() {
        transactions.run(requests::deleteUnknown);
        boolean handled = true;
        while (handled) {
            handled = false;
            for (RealmId realm : transactions.call(requests::realms)) {
                handled |= handleSome(realm);
            }
        }
    }

    private boolean handleSome(RealmId realm) {
        int count = 0;
        while (count < IN_A_TURN && transactions.call(() -> handleNext(realm))) {
            count++;
        }
        return count > 0;
    }

    private boolean handleNext(RealmId realm) {
        Optional<MailRequestEntity> next = requests.takeNext(realm);
        next.ifPresent(request -> administrators
                .findForUpdate(realm, new AdministratorId(request.administratorId))
                .ifPresent(administrator -> handlers.stream()
                        .filter(handler -> handler.kinds().contains(request.kind))
                        .forEach(handler -> handler.handle(request.kind, administrator, request.requester()))));
        return next.isPresent();
    }

    /** A row of {@code mail_request}. */
    @Entity(name = "MailRequestEntity")
    @Immutable
    @Table(name = "mail_request")
    static class MailRequestEntity {
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
                                    request_id, asked_at)
                                select gen_random_uuid(), :kind, a.realm_id, a.id, :address, :agent, :request, :now
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

            void deleteUnknown() {
                delete("administratorId is null");
            }

            /** Returns the realms of the requests for known addresses. */
            List<RealmId> realms() {
                return getSession()
                        .createQuery(
                                "select distinct realmId from MailRequestEntity where administratorId is not null",
                                UUID.class)
                        .getResultList()
                        .stream()
                        .map(RealmId::new)
                        .toList();
            }

            /**
             * Removes the realm's oldest request that no other transaction is handling, with all others of its kind and
             * account, and returns it, or empty if there is none.
             */
            Optional<MailRequestEntity> takeNext(RealmId realm) {
                Optional<MailRequestEntity> next = locked("realmId = ?1 order by askedAt", realm.value())
                        .page(0, 1)
                        .firstResultOptional();
                next.ifPresent(
                        request -> locked("kind = ?1 and administratorId = ?2", request.kind, request.administratorId)
                                .list()
                                .forEach(this::delete));
                return next;
            }

            private PanacheQuery<MailRequestEntity> locked(String condition, Object... parameters) {
                return find(condition, parameters)
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .withHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI);
            }
        }
    }
}
