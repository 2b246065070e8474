package io.gatehouse.mailrequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.mailrequest.MailRequests.Handler;
import io.gatehouse.mailrequest.MailRequests.Kind;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailRequestsTest {
    private final Fakes fakes = new Fakes();
    private final MailRequestFakes requests = new MailRequestFakes(fakes);
    private final List<Administrator> handled = new ArrayList<>();
    private Optional<Administrator> failing = Optional.empty();
    private int attempts;
    private final Realm first = fakes.realm("first");
    private final Realm second = fakes.realm("second");

    @BeforeEach
    void handle() {
        requests.handleBy(new Handler() {
            @Override
            public Set<Kind> kinds() {
                return Set.of(Kind.PASSWORD_RESET);
            }

            @Override
            public void handle(Kind kind, Administrator administrator, Requester requester) {
                assertThat(requester).isEqualTo(Fakes.REQUESTER);
                if (failing.equals(Optional.of(administrator))) {
                    attempts++;
                    throw new IllegalStateException("handler");
                }
                handled.add(administrator);
            }
        });
    }

    @Test
    void unknown_addresses_and_other_kinds_are_not_handled() {
        Administrator ada = fakes.administrator(first, "ada@example.com", Role.OBSERVER);
        request(first, new EmailAddress("unknown@example.com"));
        request(second, ada.email());
        requests.requests.add(Kind.REALM_REMINDER, Optional.of(first.id()), ada.email(), Fakes.REQUESTER);
        requests.process();
        assertThat(handled).isEmpty();
        assertThat(requests.pending()).isZero();
    }

    @Test
    void requests_for_one_account_are_handled_as_one() {
        Administrator ada = fakes.administrator(first, "ada@example.com", Role.OBSERVER);
        request(first, ada.email());
        request(first, ada.email());
        requests.process();
        assertThat(handled).containsExactly(ada);
    }

    @Test
    void realms_take_turns() {
        for (int i = 0; i < 100; i++) {
            request(
                    first,
                    fakes.administrator(first, i + "@example.com", Role.OBSERVER)
                            .email());
        }
        Administrator grace = fakes.administrator(second, "grace@example.com", Role.OBSERVER);
        request(second, grace.email());
        requests.process();
        assertThat(handled).hasSize(101);
        assertThat(handled.indexOf(grace)).isEqualTo(20);
    }

    @Test
    void a_request_that_fails_holds_up_no_other_and_is_handled_later() {
        Administrator ada = fakes.administrator(first, "ada@example.com", Role.OBSERVER);
        Administrator bob = fakes.administrator(first, "bob@example.com", Role.OBSERVER);
        Administrator grace = fakes.administrator(second, "grace@example.com", Role.OBSERVER);
        failing = Optional.of(ada);
        request(first, ada.email());
        request(first, bob.email());
        request(second, grace.email());

        requests.process();
        requests.process();

        assertThat(handled).containsExactly(bob, grace);
        assertThat(attempts).isEqualTo(1);
        assertThat(requests.meters
                        .counter("gatehouse.faults", "task", "mail_request")
                        .count())
                .isEqualTo(1);

        fakes.clock.advance(MailRequests.FIRST_WAIT);
        failing = Optional.empty();
        requests.process();

        assertThat(handled).containsExactly(bob, grace, ada);
        assertThat(requests.pending()).isZero();
    }

    @Test
    void a_request_that_fails_is_handled_ever_more_rarely_and_deleted_after_a_day() {
        Administrator ada = fakes.administrator(first, "ada@example.com", Role.OBSERVER);
        failing = Optional.of(ada);
        request(first, ada.email());

        for (int minute = 0; minute < 60; minute++) {
            requests.process();
            fakes.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(attempts).isBetween(5, 8);
        assertThat(requests.pending()).isEqualTo(1);

        fakes.clock.advance(MailRequests.LONGEST);
        requests.process();
        assertThat(requests.pending()).isZero();
    }

    @Test
    void an_outage_ends_the_round_and_postpones_nothing() {
        Administrator ada = fakes.administrator(first, "ada@example.com", Role.OBSERVER);
        requests.handleBy(new Handler() {
            @Override
            public Set<Kind> kinds() {
                return Set.of(Kind.ADMISSION);
            }

            @Override
            public void handle(Kind kind, Administrator administrator, Requester requester) {
                throw new UnavailableException("redis", Duration.ofSeconds(2), null);
            }
        });
        requests.requests.add(Kind.ADMISSION, Optional.of(first.id()), ada.email(), Fakes.REQUESTER);

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(requests::process).isInstanceOf(UnavailableException.class);
        }
        assertThat(requests.pending()).isEqualTo(1);
    }

    @Test
    void a_realm_whose_settings_cannot_be_read_holds_up_no_other() {
        Administrator ada = fakes.administrator(first, "ada@example.com", Role.OBSERVER);
        Administrator grace = fakes.administrator(second, "grace@example.com", Role.OBSERVER);
        List<Administrator> mailed = new ArrayList<>();
        requests.handleBy(new Handler() {
            @Override
            public Set<Kind> kinds() {
                return Set.of(Kind.ADMISSION);
            }

            @Override
            public void handle(Kind kind, Administrator administrator, Requester requester) {
                fakes.realms.find(administrator.realm()).orElseThrow();
                mailed.add(administrator);
            }
        });
        for (Administrator each : List.of(ada, grace)) {
            requests.requests.add(Kind.ADMISSION, Optional.of(each.realm()), each.email(), Fakes.REQUESTER);
        }
        fakes.realmFakes.makeUnreadable(first);

        requests.process();

        assertThat(mailed).containsExactly(grace);
        assertThat(requests.pending()).isEqualTo(1);
    }

    private void request(Realm realm, EmailAddress email) {
        requests.requests.add(Kind.PASSWORD_RESET, Optional.of(realm.id()), email, Fakes.REQUESTER);
    }
}
