package io.gatehouse.mailrequest;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.store.StoreFakes;
import io.gatehouse.mailrequest.MailRequests.Handler;
import io.gatehouse.mailrequest.MailRequests.Kind;
import io.gatehouse.mailrequest.MailRequests.MailRequestEntity;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.InMemoryTable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Mail requests with their table in memory. */
public final class MailRequestFakes {
    private final Fakes fakes;
    private final InMemoryRequests rows = new InMemoryRequests();
    private final List<Handler> handlers = new ArrayList<>();

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    public final MailRequests requests;

    public MailRequestFakes(Fakes fakes) {
        this.fakes = fakes;
        requests = new MailRequests(
                rows, fakes.administrators, handlers, fakes.transactions, StoreFakes.rowFaults(meters), fakes.clock);
    }

    /** Has requests of its kind handled. */
    public void handleBy(Handler handler) {
        handlers.add(handler);
    }

    /** Handles the requests, as the schedule does. */
    public void process() {
        requests.process();
    }

    /** Returns the number of requests that have not been handled. */
    public int pending() {
        return rows.rows.size();
    }

    private final class InMemoryRequests extends MailRequestEntity.Repository
            implements InMemoryTable<MailRequestEntity, UUID> {
        private final Rows<UUID, MailRequestEntity> rows = new Rows<>(row -> row.id);

        @Override
        public Rows<UUID, MailRequestEntity> rows() {
            return rows;
        }

        @Override
        void add(Kind kind, Optional<RealmId> realm, EmailAddress email, Requester requester, Instant now) {
            List<Administrator> accounts = fakes.realms.list().stream()
                    .filter(each -> realm.isEmpty() || realm.get().equals(each.id()))
                    .flatMap(each -> fakes.administrators.find(each.id(), email).stream())
                    .toList();
            if (accounts.isEmpty()) {
                persist(row(kind, null, requester, now));
            }
            accounts.forEach(account -> persist(row(kind, account, requester, now)));
        }

        private MailRequestEntity row(Kind kind, Administrator account, Requester requester, Instant now) {
            var row = new MailRequestEntity();
            row.id = UUID.randomUUID();
            row.kind = kind;
            row.realmId = account == null ? null : account.realm().value();
            row.administratorId = account == null ? null : account.id().value();
            row.clientAddress = requester.address();
            row.userAgent = requester.userAgent();
            row.requestId = requester.requestId();
            row.askedAt = now;
            row.dueAt = now;
            return row;
        }

        @Override
        void deleteUnknown() {
            removeWhere(row -> row.administratorId == null);
        }

        @Override
        List<RealmId> realms(Instant now) {
            return where(row -> row.administratorId != null && !row.dueAt.isAfter(now))
                    .map(row -> row.realmId)
                    .distinct()
                    .map(RealmId::new)
                    .toList();
        }

        @Override
        List<MailRequestEntity> lockNext(RealmId realm, Instant now) {
            return where(row -> realm.value().equals(row.realmId) && !row.dueAt.isAfter(now))
                    .findFirst()
                    .map(request -> alike(request).toList())
                    .orElse(List.of());
        }

        @Override
        void postpone(MailRequestEntity request, Instant due) {
            alike(request).forEach(row -> row.dueAt = due);
        }

        @Override
        void deleteAlike(MailRequestEntity request) {
            alike(request).forEach(this::delete);
        }

        private Stream<MailRequestEntity> alike(MailRequestEntity request) {
            return where(row -> row.kind == request.kind && request.administratorId.equals(row.administratorId));
        }
    }
}
