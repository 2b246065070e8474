package io.gatehouse.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.DeliveryFixture;
import io.gatehouse.delivery.OutboxFixture;
import io.gatehouse.delivery.message.OutboxConfig;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.kernel.store.StoreMonitor;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.PausedScheduler;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Workers of several nodes on one outbox. */
@GatehouseTest
class OutboxWorkersIT extends PausedScheduler {
    private static final Duration LEASE = Duration.ofMinutes(1);

    @Inject
    DeliveryFixture deliveryFixture;

    @Inject
    OutboxFixture outboxFixture;

    @Inject
    OutboxWorkers workers;

    @Inject
    WaitingMails mails;

    @Inject
    DurableMailSender sender;

    @Inject
    OutboxConfig config;

    @Inject
    MailSeal seal;

    @Inject
    TestClock clock;

    @Inject
    StoreMonitor stores;

    @Inject
    ScheduledExecutorService timer;

    @Test
    void mails_of_a_stopped_node_are_sent_by_another() {
        Administrator administrator = deliveryFixture.administrator();
        outboxFixture.insertUnseen(administrator);
        takeOf(administrator);
        workers.wake();
        await().during(Duration.ofMillis(500)).until(() -> outboxFixture.fate(administrator), "WAITING 1"::equals);

        lapse(LEASE);
        outboxFixture.awaitFate(administrator, "SENT 2");
        assertThat(TestMail.allTo(administrator.email().value())).hasSize(1);
    }

    @Test
    void the_result_of_a_worker_whose_lease_expired_counts_only_if_it_sent() {
        Administrator administrator = deliveryFixture.administrator();
        outboxFixture.insertUnseen(administrator);
        WaitingMail first = takeOf(administrator);
        clock.advance(LEASE);
        WaitingMail second = takeOf(administrator);
        mails.refused(first, SendFailure.TROUBLE.because("late"));
        assertThat(outboxFixture.fate(administrator)).isEqualTo("WAITING 2");

        mails.sent(first);
        mails.refused(second, SendFailure.TROUBLE.because("late"));
        assertThat(outboxFixture.fate(administrator)).isEqualTo("SENT 2");
    }

    @Test
    void a_node_sends_due_mails_without_being_woken() {
        Administrator administrator = deliveryFixture.administrator();
        outboxFixture.insertUnseen(administrator);
        scheduler.resume();
        outboxFixture.awaitFate(administrator, "SENT 1");
    }

    @Test
    void many_workers_of_many_nodes_send_each_once() {
        List<Administrator> administrators =
                Stream.generate(deliveryFixture::administrator).limit(20).toList();
        List<OutboxWorkers> nodes = Stream.generate(() -> new OutboxWorkers(mails, sender, config, stores, timer))
                .limit(3)
                .toList();
        administrators.forEach(outboxFixture::insertUnseen);
        Parallel.each(nodes, node -> {
            node.wake();
            node.wake();
            return true;
        });
        workers.wake();
        for (Administrator administrator : administrators) {
            outboxFixture.awaitFate(administrator, "SENT 1");
            assertThat(TestMail.allTo(administrator.email().value())).hasSize(1);
        }
    }

    /** Takes the administrator's mail as a worker would. */
    private WaitingMail takeOf(Administrator administrator) {
        WaitingMail taken = mails.take().orElseThrow();
        assertThat(seal.open(taken.id(), taken.sealed()).to()).isEqualTo(administrator.email());
        return taken;
    }

    private void lapse(Duration time) {
        clock.advance(time);
        workers.wake();
    }
}
