package io.gatehouse.realmreminder;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.Role;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.kernel.Requester;
import io.gatehouse.ratelimit.InMemoryRateLimiter;
import io.gatehouse.realm.Realm;
import io.gatehouse.realmreminder.RealmReminders.RealmReminderEntity;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.InMemoryTable;
import io.gatehouse.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RealmRemindersTest {
    private static final EmailAddress EMAIL = new EmailAddress("ada@example.com");

    private final Fakes fakes = new Fakes();
    private final InMemoryReminders rows = new InMemoryReminders();
    private final RealmReminders reminders = new RealmReminders(
            new InMemoryRateLimiter(fakes.clock),
            rows,
            fakes.administratorLists,
            fakes.realms,
            KernelFakes.urls(),
            fakes.mails.outbox,
            TestKeys.any(),
            fakes.clock);
    private final Realm first = fakes.realm("first");
    private final Realm second = fakes.realm("second");

    @Test
    void mails_the_sign_in_page_of_each_realm_of_the_address() {
        fakes.administrator(first, EMAIL.value(), Role.OBSERVER);
        fakes.administrator(second, EMAIL.value(), Role.OBSERVER);
        fakes.administrator(fakes.realm("third"), "grace@example.com", Role.OBSERVER);

        request();
        reminders.process();

        assertThat(fakes.mails.posted()).allSatisfy(mail -> {
            assertThat(mail.kind()).isEqualTo(MailKind.REALM_REMINDER);
            assertThat(mail.to()).isEqualTo(EMAIL);
        });
        assertThat(links())
                .containsExactlyInAnyOrder(
                        "https://gatehouse.example/realms/first/sign-in",
                        "https://gatehouse.example/realms/second/sign-in");
    }

    @Test
    void mails_nothing_before_the_request_is_processed_and_nothing_twice() {
        fakes.administrator(first, EMAIL.value(), Role.OBSERVER);
        request();
        assertThat(fakes.mails.posted()).isEmpty();

        reminders.process();
        fakes.clock.advance(Duration.ofHours(1));
        reminders.process();

        assertThat(fakes.mails.posted()).hasSize(1);
        assertThat(rows.rows()).isEmpty();
    }

    @Test
    void mails_each_realm_at_most_once_an_hour() {
        fakes.administrator(first, EMAIL.value(), Role.OBSERVER);
        request();
        request();
        reminders.process();
        assertThat(fakes.mails.posted()).hasSize(1);

        fakes.clock.advance(Duration.ofHours(1));
        request();
        reminders.process();
        assertThat(fakes.mails.posted()).hasSize(2);
    }

    @Test
    void mails_nothing_to_accounts_that_cannot_sign_in_and_to_unknown_addresses() {
        Administrator disabled = fakes.administrator(first, EMAIL.value(), Role.OBSERVER);
        fakes.administrators.change(disabled, disabled.displayName(), disabled.role(), true);
        fakes.administrators.create(second.id(), EMAIL, "Invited", Role.OBSERVER);
        request();
        assertThat(reminders.request(new EmailAddress("unknown@example.com"), Fakes.REQUESTER))
                .isEmpty();
        reminders.process();
        assertThat(fakes.mails.posted()).isEmpty();
        assertThat(rows.rows()).isEmpty();
    }

    @Test
    void accepts_ten_requests_of_a_client_within_15_minutes() {
        for (int i = 0; i < 10; i++) {
            request();
        }
        assertThat(reminders.request(EMAIL, Fakes.REQUESTER)).contains(Duration.ofMinutes(15));
        assertThat(reminders.request(EMAIL, new Requester("192.0.2.2", "test", "request")))
                .isEmpty();
        assertThat(rows.rows()).hasSize(11);

        fakes.clock.advance(Duration.ofMinutes(15));
        request();
    }

    @Test
    void stores_the_address_encrypted() {
        request();
        assertThat(rows.where(row -> true))
                .singleElement()
                .satisfies(row -> assertThat(new String(row.sealed, StandardCharsets.ISO_8859_1))
                        .doesNotContain("ada"));
    }

    private void request() {
        assertThat(reminders.request(EMAIL, Fakes.REQUESTER)).isEmpty();
    }

    private List<String> links() {
        return fakes.mails.posted().stream()
                .map(DurableMail::details)
                .map(details -> details.get("link"))
                .toList();
    }

    private static final class InMemoryReminders extends RealmReminderEntity.Repository
            implements InMemoryTable<RealmReminderEntity, UUID> {
        private final Map<UUID, RealmReminderEntity> rows = new LinkedHashMap<>();

        @Override
        public Map<UUID, RealmReminderEntity> rows() {
            return rows;
        }

        @Override
        public UUID idOf(RealmReminderEntity row) {
            return row.id;
        }

        @Override
        List<RealmReminderEntity> listNextForUpdate(int limit) {
            return where(row -> true)
                    .sorted(Comparator.comparing(row -> row.askedAt))
                    .limit(limit)
                    .toList();
        }
    }
}
