package io.gatehouse.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.delivery.dispatch.MessageDispatcher.DeliveryWorkers;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.OutgoingMessage;
import io.gatehouse.delivery.message.OutgoingMessage.CodeMessage;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.delivery.message.OutgoingMessage.PhoneNotice;
import io.gatehouse.delivery.provider.DeliveryMetrics;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryWorkersTest {
    private static final SendResult SENT = new SendResult.Accepted("1");

    private final BlockingQueue<SendResult> answers = new LinkedBlockingQueue<>();
    private final List<String> outcomes = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean databaseAnswers = true;
    private final DeliveryWorkers workers = new DeliveryWorkers(
            new Provider(), new Record(), new Settings(), new DeliveryMetrics(new SimpleMeterRegistry()), timer);

    @AfterEach
    void stopTimer() {
        timer.shutdownNow();
    }

    @Test
    void has_the_configured_number_of_slots_and_releases_each_once() {
        assertThat(workers.reserve()).isTrue();
        assertThat(workers.reserve()).isTrue();
        assertThat(workers.reserve()).isFalse();

        take();
        answers.add(SendFailure.TROUBLE.because("trouble"));
        answers.add(SENT);
        await().until(workers::reserve);
        assertThat(workers.reserve()).isFalse();
        assertThat(outcomes).containsExactly("sent");
    }

    @Test
    void an_exception_fails_only_its_message() {
        workers.reserve();
        take();
        answers.add(SendFailure.TROUBLE.because(Provider.FAULT));
        await().untilAsserted(() -> assertThat(outcomes).containsExactly("fault"));

        workers.reserve();
        take();
        answers.add(SENT);
        await().untilAsserted(() -> assertThat(outcomes).containsExactly("fault", "sent"));
    }

    @Test
    void a_shutdown_waits_for_messages_in_progress_and_accepts_no_more() throws InterruptedException {
        workers.reserve();
        workers.reserve();
        take();
        take();
        answers.add(SENT);
        answers.add(SENT);
        workers.drain(new ShutdownEvent());

        assertThat(outcomes).containsExactly("sent", "sent");
        assertThat(workers.reserve()).isFalse();
    }

    @Test
    void messages_left_at_the_end_of_a_shutdown_have_failed() throws InterruptedException {
        workers.reserve();
        take();
        workers.drain(new ShutdownEvent());

        assertThat(outcomes).contains("shutdown").doesNotContain("sent");
    }

    @Test
    void a_database_that_does_not_answer_is_asked_once_during_a_shutdown() throws InterruptedException {
        databaseAnswers = false;
        workers.reserve();
        workers.reserve();
        take();
        take();
        workers.drain(new ShutdownEvent());

        assertThat(outcomes).filteredOn("shutdown"::equals).hasSize(1);
    }

    private void take() {
        workers.submit(
                new DeliveryId(UUID.randomUUID()),
                new CodeMessage(
                        new RealmId(UUID.randomUUID()),
                        new AdministratorId(UUID.randomUUID()),
                        CodePurpose.SIGN_IN,
                        new EmailAddress("somebody@example.com"),
                        true,
                        "482139",
                        "KTR",
                        "https://portal.example.com/n/",
                        "Acme",
                        Locale.ENGLISH,
                        Duration.ofMinutes(5),
                        new Requester("203.0.113.7", "", "test"),
                        Instant.EPOCH));
    }

    /** Returns the test's results when the test provides them. */
    private final class Provider extends CodeSender {
        static final String FAULT = "throw";

        private Provider() {
            super(null, null, null, null);
        }

        @Override
        SendResult send(DeliveryId id, OutgoingMessage message) {
            try {
                SendResult answer = answers.take();
                if (answer instanceof SendResult.Refused refused
                        && refused.error().equals(FAULT)) {
                    throw new IllegalStateException(message.fold(CodeMessage::code, PhoneNotice::reportUrl));
                }
                return answer;
            } catch (InterruptedException e) {
                return SendFailure.TROUBLE.because("interrupted");
            }
        }
    }

    private final class Record extends Deliveries {
        private Record() {
            super(null, null, null, null, null, null);
        }

        @Override
        public void sent(DeliveryId id, String providerMessageId) {
            outcomes.add("sent");
        }

        @Override
        void failed(DeliveryId id, Requester requester, SendResult.Refused refusal) {
            outcomes.add(refusal.error());
            if (!databaseAnswers) {
                throw new IllegalStateException();
            }
        }
    }

    private record Settings() implements DeliveryConfig {
        @Override
        public int workers() {
            return 1;
        }

        @Override
        public int queueSize() {
            return 2;
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofMillis(1);
        }

        @Override
        public Duration drain() {
            return Duration.ofMillis(300);
        }
    }
}
