package io.gatehouse.kernel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.metrics.MessageQueue.Depth;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits in the database, by rows that no worker sees, since they are never committed. */
@GatehouseTest
class MessageQueueIT {
    private static final Instant OLDEST = Instant.parse("2001-02-03T04:05:06Z");

    @Inject
    @All
    List<MessageQueue> queues;

    @Inject
    TestRealms testRealms;

    @Inject
    EntityManager database;

    @Test
    void counts_waiting_mails_and_none_that_were_sent() {
        assertCounted("mails", "email", """
                insert into mail_outbox (id, realm_id, administrator_id, kind, cause, state, sealed, attempts,
                    next_attempt_at, give_up_at, created_at, changed_at)
                select gen_random_uuid(), realm_id, id, 'NEW_BROWSER', 'test-' || n, case n when 1 then 'WAITING' else 'SENT' end,
                    case n when 1 then decode('00', 'hex') end, 0, now(), now(), :oldest, now()
                from administrator, generate_series(1, 2) n where id = :administrator""");
    }

    @Test
    void counts_queued_codes_by_their_channel_and_none_that_were_sent() {
        for (String channel : List.of("sms", "email")) {
            assertCounted("codes", channel, """
                    insert into delivery (id, realm_id, administrator_id, purpose, channel, destination_hint,
                        destination_mac, tag, state, created_at, changed_at)
                    select gen_random_uuid(), realm_id, id, 'SIGN_IN', upper('%s'), '', decode('00', 'hex'), 'ABC',
                        case n when 1 then 'QUEUED' else 'SENT' end, :oldest, now()
                    from administrator, generate_series(1, 2) n where id = :administrator""".formatted(channel));
        }
    }

    @Test
    void counts_requested_mails_and_none_to_unknown_addresses() {
        assertCounted("mail_requests", "email", """
                insert into mail_request (id, kind, realm_id, administrator_id, client_address, user_agent, request_id, asked_at,
                    due_at)
                select gen_random_uuid(), 'PASSWORD_RESET', realm_id, case n when 1 then id end, '', '', '', :oldest, :oldest
                from administrator, generate_series(1, 2) n where id = :administrator""");
    }

    @Test
    void counts_logouts_that_clients_have_not_accepted() {
        assertCounted("logouts", "http", """
                with client as (
                    insert into openid_client (id, realm_id, client_id, metadata, created_at)
                    select gen_random_uuid(), realm_id, 'portal', '{}', now() from administrator where id = :administrator
                    returning id, realm_id)
                insert into openid_logout_notice (id, realm_id, client_id, session_id, administrator_id, created_at, attempts,
                    next_attempt_at, give_up_at)
                select gen_random_uuid(), realm_id, id, gen_random_uuid(), :administrator, :oldest, 0, now(), now() from client""");
    }

    private void assertCounted(String name, String channel, String insert) {
        Administrator administrator = testRealms.administrator(testRealms.realm());
        MessageQueue queue = queues.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        QuarkusTransaction.begin();
        try {
            long before = depth(queue, channel).waiting();
            database.createNativeQuery(insert)
                    .setParameter("oldest", OLDEST)
                    .setParameter("administrator", administrator.id().value())
                    .executeUpdate();
            assertThat(depth(queue, channel)).isEqualTo(new Depth(before + 1, OLDEST));
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private static Depth depth(MessageQueue queue, String channel) {
        return queue.depths().get().getOrDefault(channel, new Depth(0, null));
    }
}
