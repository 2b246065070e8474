package io.gatehouse.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.DeliveryFixture;
import io.gatehouse.delivery.OutboxFixture;
import io.gatehouse.delivery.message.OutboxConfig;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.quarkus.scheduler.Scheduler;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workers of many nodes at one outbox. */
@GatehouseTest
class OutboxWorkersIT {
    private static final Duration LEASE = Duration.ofMinutes(1);

    @Inject
    DeliveryFixture post;

    @Inject
    OutboxFixture bag;

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
    ScheduledExecutorService timer;

    @Inject
    Scheduler scheduler;

    /** So that nobody sends what a test has not set going. */
    @BeforeEach
    void holdTheSweep() {
        scheduler.pause();
    }

    @AfterEach
    void letItSweep() {
        scheduler.resume();
    }

    @Test
    void what_a_node_left_behind_is_sent_by_another() {
        Administrator person = post.somebody();
        bag.insertUnseen(person);
        takeOf(person);
        workers.wake();
        await().during(Duration.ofMillis(500)).until(() -> bag.fate(person), "WAITING 1"::equals);

        lapse(LEASE);
        bag.awaitFate(person, "SENT 2");
        assertThat(TestMail.allTo(person.email().value())).hasSize(1);
    }

    @Test
    void the_word_of_a_worker_that_was_given_up_does_not_count_unless_it_sent() {
        Administrator person = post.somebody();
        bag.insertUnseen(person);
        WaitingMail first = takeOf(person);
        clock.advance(LEASE);
        WaitingMail second = takeOf(person);
        mails.refused(first, SendFailure.TROUBLE.because("late"));
        assertThat(bag.fate(person)).isEqualTo("WAITING 2");

        mails.sent(first);
        mails.refused(second, SendFailure.TROUBLE.because("late"));
        assertThat(bag.fate(person)).isEqualTo("SENT 2");
    }

    @Test
    void nobody_need_wake_a_node_for_it_to_look() {
        Administrator person = post.somebody();
        bag.insertUnseen(person);
        scheduler.resume();
        bag.awaitFate(person, "SENT 1");
    }

    @Test
    void many_workers_of_many_nodes_send_each_once() {
        List<Administrator> people = Stream.generate(post::somebody).limit(20).toList();
        List<OutboxWorkers> nodes = Stream.generate(() -> new OutboxWorkers(mails, sender, config, timer))
                .limit(3)
                .toList();
        people.forEach(bag::insertUnseen);
        Parallel.each(nodes, node -> {
            node.wake();
            node.wake();
            return true;
        });
        workers.wake();
        for (Administrator person : people) {
            bag.awaitFate(person, "SENT 1");
            assertThat(TestMail.allTo(person.email().value())).hasSize(1);
        }
    }

    /** Takes the person's mail as a worker would. */
    private WaitingMail takeOf(Administrator person) {
        WaitingMail taken = mails.take().orElseThrow();
        assertThat(seal.open(taken.id(), taken.sealed()).to()).isEqualTo(person.email());
        return taken;
    }

    private void lapse(Duration time) {
        clock.advance(time);
        workers.wake();
    }
}
