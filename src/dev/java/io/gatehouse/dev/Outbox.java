package io.gatehouse.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Stores the last hundred messages in place of sending them. */
@Singleton
@IfBuildProfile("dev")
class Outbox {
    private static final int KEPT = 100;

    private final Deque<Entry> entries = new ConcurrentLinkedDeque<>();
    private final Clock clock;

    Outbox(Clock clock) {
        this.clock = clock;
    }

    /**
     * A message.
     *
     * @param channel {@code sms} or {@code email}
     * @param subject of a mail; empty for a text message
     */
    record Entry(String channel, String to, String subject, String body, Instant sentAt) {}

    void add(String channel, String to, String subject, String body) {
        entries.addFirst(new Entry(channel, to, subject, body, clock.instant()));
        while (entries.size() > KEPT) {
            entries.pollLast();
        }
    }

    List<Entry> newestFirst() {
        return new ArrayList<>(entries);
    }
}
