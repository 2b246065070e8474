package io.gatehouse.passwordreset;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Realm;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Timeouts;
import org.hibernate.annotations.Immutable;
import org.hibernate.jpa.SpecHints;

/** Stores each request for a reset, and looks up the account later, so that the response time does not reveal accounts. */
@ApplicationScoped
class ResetRequests {
    private static final int AT_ONCE = 20;

    private final ResetRequestEntity.Repository requests;
    private final ResetLinks links;
    private final SecretKeys keys;
    private final Clock clock;

    ResetRequests(ResetRequestEntity.Repository requests, ResetLinks links, SecretKeys keys, Clock clock) {
        this.requests = requests;
        this.links = links;
        this.keys = keys;
        this.clock = clock;
    }

    @RegisterForReflection(registerFullHierarchy = true)
    record Request(String email, Requester requester) {}

    @Transactional
    void add(Realm realm, String email, Requester requester) {
        UUID id = UUID.randomUUID();
        byte[] sealed = keys.sealJson(KeyPurpose.PENDING, new Request(email, requester), id.toString());
        requests.persist(ResetRequestEntity.of(id, realm.id().value(), sealed, clock.instant()));
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    @Transactional
    void process() {
        for (ResetRequestEntity request : requests.listNextForUpdate(AT_ONCE)) {
            Request details = keys.openJson(KeyPurpose.PENDING, request.sealed, request.id.toString(), Request.class);
            links.send(new RealmId(request.realmId), details.email(), details.requester());
            requests.delete(request);
        }
    }

    /** A row of {@code reset_request}. */
    @Entity(name = "ResetRequestEntity")
    @Immutable
    @Table(name = "reset_request")
    static class ResetRequestEntity {
        @Id
        UUID id;

        UUID realmId;
        byte[] sealed;
        Instant askedAt;

        static ResetRequestEntity of(UUID id, UUID realmId, byte[] sealed, Instant askedAt) {
            var request = new ResetRequestEntity();
            request.id = id;
            request.realmId = realmId;
            request.sealed = sealed;
            request.askedAt = askedAt;
            return request;
        }

        @ApplicationScoped
        static class Repository implements PanacheRepositoryBase<ResetRequestEntity, UUID> {

            /** Returns the oldest requests that no other transaction has locked, locked. */
            List<ResetRequestEntity> listNextForUpdate(int limit) {
                return find("order by askedAt")
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .withHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI)
                        .page(0, limit)
                        .list();
            }
        }
    }
}
