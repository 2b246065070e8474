package io.gatehouse.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void shows_the_newest_first_and_forgets_the_oldest() {
        for (int i = 0; i < 150; i++) {
            outbox.add("sms", "+491511234567", "", String.valueOf(i));
        }

        assertThat(outbox.newestFirst())
                .hasSize(100)
                .first()
                .extracting(Outbox.Entry::body)
                .isEqualTo("149");
    }
}
