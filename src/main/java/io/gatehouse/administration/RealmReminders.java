package io.gatehouse.administration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.admin.EmailAddress;
import io.gatehouse.platform.KeyPurpose;
import io.gatehouse.platform.Requester;
import io.gatehouse.platform.SecretKeys;
import io.gatehouse.ratelimit.RateLimiter;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Tells people by mail which realms their address belongs to; whoever asks learns nothing. */
@ApplicationScoped
public class RealmReminders {
    private static final int PER_ADDRESS = 10;
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int AT_ONCE = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RateLimiter limiter;
    private final RealmReminderEntity.Repository reminders;
    private final RealmReminderMails mails;
    private final SecretKeys keys;
    private final Clock clock;

    RealmReminders(
            RateLimiter limiter,
            RealmReminderEntity.Repository reminders,
            RealmReminderMails mails,
            SecretKeys keys,
            Clock clock) {
        this.limiter = limiter;
        this.reminders = reminders;
        this.mails = mails;
        this.keys = keys;
        this.clock = clock;
    }

    record Wish(String email, Requester requester) {}

    /** Takes the wish; whether the address belongs to any realm makes no difference. How long to wait if it does not. */
    @Transactional
    public Optional<Duration> request(EmailAddress email, Requester requester) {
        Optional<Duration> wait = limiter.tryAcquire("realm-reminder", requester.source(), PER_ADDRESS, WINDOW);
        if (wait.isEmpty()) {
            UUID id = UUID.randomUUID();
            reminders.add(id, seal(id, new Wish(email.value(), requester)), clock.instant());
        }
        return wait;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    @Transactional
    void process() {
        for (RealmReminderEntity reminder : reminders.take(AT_ONCE)) {
            Wish wish = open(reminder);
            mails.send(new EmailAddress(wish.email()), wish.requester());
            reminders.delete(reminder.id());
        }
    }

    private byte[] seal(UUID id, Wish wish) {
        try {
            return keys.seal(KeyPurpose.PENDING, JSON.writeValueAsBytes(wish), id.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Wish open(RealmReminderEntity reminder) {
        try {
            return JSON.readValue(
                    keys.open(
                            KeyPurpose.PENDING, reminder.sealed(), reminder.id().toString()),
                    Wish.class);
        } catch (IOException e) {
            throw new IllegalStateException("A wish to be told one's realms cannot be read", e);
        }
    }
}
