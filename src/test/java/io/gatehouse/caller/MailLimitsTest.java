package io.gatehouse.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.ThrottledException;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailLimitsTest {
    private final Fakes fakes = new Fakes();
    private final MailLimits limits = fakes.mailLimits;
    private final Realm realm = fakes.realm("limits");
    private final Actor actor = actor("root@example.com");
    private int recipients;

    @Test
    void a_caller_has_a_hundred_mails_of_a_kind_an_hour_sent() {
        for (int i = 0; i < 100; i++) {
            limits.count(actor, MailKind.INVITATION, another());
        }
        assertThrottled(actor, MailKind.INVITATION, another(), Duration.ofHours(1));
        limits.count(actor("other@example.com"), MailKind.INVITATION, another());
        limits.count(actor, MailKind.EMAIL_CONFIRM, another());
        fakes.clock.advance(Duration.ofHours(1).minusSeconds(1));
        assertThrottled(actor, MailKind.INVITATION, another(), Duration.ofSeconds(1));
        fakes.clock.advance(Duration.ofSeconds(1));
        limits.count(actor, MailKind.INVITATION, another());
    }

    @Test
    void a_caller_has_ten_links_to_new_addresses_an_hour_sent() {
        for (int i = 0; i < 10; i++) {
            limits.count(actor, MailKind.EMAIL_CONFIRM, another());
        }
        assertThrottled(actor, MailKind.EMAIL_CONFIRM, another(), Duration.ofHours(1));
    }

    @Test
    void a_service_token_is_a_caller_of_its_own() {
        Actor token = token();
        for (int i = 0; i < 100; i++) {
            limits.count(token, MailKind.INVITATION, another());
        }
        assertThrottled(token, MailKind.INVITATION, another(), Duration.ofHours(1));
        limits.count(token(), MailKind.INVITATION, another());
        limits.count(actor, MailKind.INVITATION, another());
    }

    @Test
    void a_recipient_gets_five_an_hour_from_a_realm() {
        EmailAddress stranger = another();
        for (int i = 0; i < 5; i++) {
            limits.count(actor("a" + i + "@example.com"), MailKind.EMAIL_CONFIRM, stranger);
        }
        assertThrottled(actor, MailKind.EMAIL_CONFIRM, stranger, Duration.ofHours(1));
        limits.count(actor, MailKind.INVITATION, stranger);
        limits.count(actor(fakes.realm("other"), "root@example.com"), MailKind.EMAIL_CONFIRM, stranger);
    }

    @Test
    void a_realm_has_three_hundred_an_hour_sent() {
        for (int i = 0; i < 300; i++) {
            limits.count(actor("a" + i + "@example.com"), MailKind.INVITATION, another());
        }
        assertThrottled(actor, MailKind.INVITATION, another(), Duration.ofHours(1));
        limits.count(actor, MailKind.EMAIL_CONFIRM, another());
        limits.count(actor(fakes.realm("other"), "root@example.com"), MailKind.INVITATION, another());
    }

    private void assertThrottled(Actor who, MailKind kind, EmailAddress recipient, Duration wait) {
        assertThatThrownBy(() -> limits.count(who, kind, recipient))
                .isInstanceOfSatisfying(
                        ThrottledException.class,
                        refused -> assertThat(refused.retryAfter()).isEqualTo(wait));
    }

    private EmailAddress another() {
        return new EmailAddress("recipient" + recipients++ + "@example.com");
    }

    private Actor actor(String email) {
        return actor(realm, email);
    }

    private Actor actor(Realm in, String email) {
        return fakes.actors.confirm(
                fakes.caller(fakes.administrator(in, email, Role.SYSTEM_ADMINISTRATOR)), Permission.OWN_ACCOUNT);
    }

    private Actor token() {
        ServiceToken token = fakes.serviceTokens
                .create(realm.id(), actor.administrator().id(), "backup", Role.OPERATOR, Duration.ofDays(30), List.of())
                .token();
        return fakes.actors.confirm(Caller.of(token, Fakes.REQUESTER), Permission.SUPPORT);
    }
}
