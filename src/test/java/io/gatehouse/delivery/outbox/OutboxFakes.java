package io.gatehouse.delivery.outbox;

import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.message.MessageFakes;
import io.gatehouse.reportlink.ReportLinks;
import io.gatehouse.testing.TestKeys;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The outbox with its table in memory, from which nothing is sent. */
public final class OutboxFakes {
    private final MailSeal seal = new MailSeal(TestKeys.any());
    private final InMemoryOutbox rows = new InMemoryOutbox();

    public final MailOutbox outbox;

    public OutboxFakes(ReportLinks reportLinks, Clock clock) {
        outbox = new MailOutbox(rows, seal, reportLinks, null, MessageFakes.lifetimes(), new NoTransactions(), clock);
    }

    /** Returns the mails posted so far, as they would be sent. */
    public List<DurableMail> posted() {
        return rows.posted.values().stream().toList();
    }

    /** Returns the mails of that kind posted so far. */
    public List<DurableMail> posted(MailKind kind) {
        return posted().stream().filter(mail -> mail.kind() == kind).toList();
    }

    private final class InMemoryOutbox extends OutboxEntity.Repository {
        private record Key(UUID administrator, MailKind kind, String cause) {}

        private final Map<Key, DurableMail> posted = new LinkedHashMap<>();

        @Override
        public boolean addIfAbsent(
                UUID id, String cause, DurableMail mail, byte[] sealed, Instant now, Instant giveUpAt) {
            var key = new Key(mail.administrator().value(), mail.kind(), cause);
            return posted.putIfAbsent(key, seal.open(id, sealed)) == null;
        }
    }

    /** No worker waits for a commit. */
    private static final class NoTransactions implements TransactionSynchronizationRegistry {
        @Override
        public void registerInterposedSynchronization(Synchronization synchronization) {}

        @Override
        public Object getTransactionKey() {
            return this;
        }

        @Override
        public void putResource(Object key, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object getResource(Object key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getTransactionStatus() {
            return Status.STATUS_ACTIVE;
        }

        @Override
        public void setRollbackOnly() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean getRollbackOnly() {
            return false;
        }
    }
}
