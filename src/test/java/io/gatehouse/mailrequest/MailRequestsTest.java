package io.gatehouse.mailrequest;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.Role;
import io.gatehouse.kernel.Requester;
import io.gatehouse.mailrequest.MailRequests.Handler;
import io.gatehouse.mailrequest.MailRequests.Kind;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.Fakes;
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

    private void request(Realm realm, EmailAddress email) {
        requests.requests.add(Kind.PASSWORD_RESET, Optional.of(realm.id()), email, Fakes.REQUESTER);
    }
}
