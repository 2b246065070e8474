package io.gatehouse.realmreminder;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.kernel.Requester;
import io.gatehouse.mailrequest.MailRequestFakes;
import io.gatehouse.ratelimit.InMemoryRateLimiter;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RealmRemindersTest {
    private static final EmailAddress EMAIL = new EmailAddress("ada@example.com");

    private final Fakes fakes = new Fakes();
    private final MailRequestFakes requests = new MailRequestFakes(fakes);
    private final RealmReminders reminders = new RealmReminders(
            new InMemoryRateLimiter(fakes.clock),
            requests.requests,
            fakes.realms,
            KernelFakes.urls(),
            fakes.mails.outbox,
            fakes.clock);
    private final Realm first = fakes.realm("first");
    private final Realm second = fakes.realm("second");

    @BeforeEach
    void handle() {
        requests.handleBy(reminders);
    }

    @Test
    void mails_the_sign_in_page_of_each_realm_of_the_address() {
        fakes.administrator(first, EMAIL.value(), Role.OBSERVER);
        fakes.administrator(second, EMAIL.value(), Role.OBSERVER);
        fakes.administrator(fakes.realm("third"), "grace@example.com", Role.OBSERVER);

        request();
        requests.process();

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

        requests.process();
        fakes.clock.advance(Duration.ofHours(1));
        requests.process();

        assertThat(fakes.mails.posted()).hasSize(1);
        assertThat(requests.pending()).isZero();
    }

    @Test
    void mails_each_realm_at_most_once_an_hour() {
        fakes.administrator(first, EMAIL.value(), Role.OBSERVER);
        request();
        request();
        requests.process();
        assertThat(fakes.mails.posted()).hasSize(1);

        fakes.clock.advance(Duration.ofHours(1));
        request();
        requests.process();
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
        requests.process();
        assertThat(fakes.mails.posted()).isEmpty();
        assertThat(requests.pending()).isZero();
    }

    @Test
    void accepts_ten_requests_of_a_client_within_15_minutes() {
        for (int i = 0; i < 10; i++) {
            request();
        }
        assertThat(reminders.request(EMAIL, Fakes.REQUESTER)).contains(Duration.ofMinutes(15));
        assertThat(reminders.request(EMAIL, new Requester("192.0.2.2", "test", "request")))
                .isEmpty();
        assertThat(requests.pending()).isEqualTo(11);

        fakes.clock.advance(Duration.ofMinutes(15));
        request();
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
}
