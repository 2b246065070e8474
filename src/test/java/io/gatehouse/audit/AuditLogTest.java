package io.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTest {
    private static final Requester REQUESTER = new Requester("192.0.2.1", "browser", "request");

    private final TestClock clock = TestClock.stopped();
    private final AuditFakes fakes = new AuditFakes(clock);
    private final AuditLog log = fakes.log;
    private final RealmId realm = new RealmId(UUID.randomUUID());
    private final AdministratorId ada = new AdministratorId(UUID.randomUUID());
    private final AdministratorId grace = new AdministratorId(UUID.randomUUID());

    @Test
    void records_who_did_what_to_whom_when_and_from_where() {
        Map<String, String> details = Map.of("role", "OBSERVER");
        log.record(new AuditEvent(
                AuditEventType.ADMINISTRATOR_CHANGED, realm, Optional.of(ada), Optional.of(grace), REQUESTER, details));
        assertThat(fakes.entries())
                .containsExactly(new AuditEntry(
                        1,
                        clock.instant(),
                        "ADMINISTRATOR_CHANGED",
                        Optional.of(ada),
                        Optional.of(grace),
                        "192.0.2.1",
                        "browser",
                        "request",
                        details));
    }

    @Test
    void an_event_by_an_administrator_has_the_own_account_as_subject() {
        log.record(AuditEvent.by(ada, AuditEventType.SIGNED_IN, realm, REQUESTER, Map.of()));
        assertThat(fakes.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).contains(ada);
            assertThat(entry.subject()).contains(ada);
        });
    }

    @Test
    void an_event_about_an_account_has_no_actor() {
        log.record(about(ada, AuditEventType.PASSWORD_REFUSED));
        assertThat(fakes.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEmpty();
            assertThat(entry.subject()).contains(ada);
        });
    }

    @Test
    void records_at_most_one_event_of_a_type_and_account_a_minute() {
        log.recordOncePerMinute(about(ada, AuditEventType.CODE_THROTTLED));
        clock.advance(Duration.ofMinutes(1).minusMillis(1));
        log.recordOncePerMinute(about(ada, AuditEventType.CODE_THROTTLED));
        assertThat(fakes.entries()).hasSize(1);

        log.recordOncePerMinute(about(grace, AuditEventType.CODE_THROTTLED));
        log.recordOncePerMinute(about(ada, AuditEventType.CODES_LOCKED));
        assertThat(fakes.entries()).hasSize(3);

        clock.advance(Duration.ofMillis(1));
        log.recordOncePerMinute(about(ada, AuditEventType.CODE_THROTTLED));
        assertThat(fakes.entries()).hasSize(4);
    }

    @Test
    void a_position_is_written_and_read_with_milliseconds() {
        var position = new AuditPosition(Instant.parse("2030-01-15T12:00:00.123Z"), 42);
        assertThat(position).hasToString("1894708800123-42");
        assertThat(AuditPosition.parse("1894708800123-42")).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "1",
                "1-",
                "-1",
                "1-2-3",
                "1-2 ",
                "1 or 1-2",
                "1234567890123456-1",
                "1-1234567890123456789"
            })
    void other_texts_are_no_positions(String text) {
        assertThatThrownBy(() -> AuditPosition.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private AuditEvent about(AdministratorId subject, AuditEventType type) {
        return AuditEvent.about(Optional.of(subject), type, realm, REQUESTER, Map.of());
    }
}
