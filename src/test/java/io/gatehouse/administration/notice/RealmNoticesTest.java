package io.gatehouse.administration.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RealmNoticesTest {
    private final Fakes fakes = new Fakes();
    private final NoticeFakes noticeFakes = new NoticeFakes(fakes);
    private final Realm realm = fakes.realm("notices");

    @Test
    void reach_every_administrator_who_can_sign_in_once() {
        for (int i = 0; i < 450; i++) {
            fakes.administrator(realm, i + "@example.com", Role.OBSERVER);
        }
        fakes.administrators.create(realm.id(), new EmailAddress("pending@example.com"), "Pending", Role.OBSERVER);
        fakes.administrator(fakes.realm("other"), "other@example.com", Role.OBSERVER);
        Instant posted = fakes.clock.instant();
        post(realm);
        fakes.clock.advance(Duration.ofMinutes(1));

        noticeFakes.process();
        noticeFakes.process();

        assertThat(fakes.mails.posted(MailKind.MFA_DISABLED))
                .hasSize(450)
                .allSatisfy(mail -> {
                    assertThat(mail.occurredAt()).isEqualTo(posted);
                    assertThat(mail.details()).containsEntry("by", "Ada");
                })
                .extracting(DurableMail::administrator)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_realm_whose_settings_cannot_be_read_holds_up_no_other() {
        Realm unreadable = fakes.realm("unreadable");
        post(unreadable);
        fakes.realmFakes.makeUnreadable(unreadable);
        fakes.clock.advance(Duration.ofMinutes(1));
        fakes.administrator(realm, "ada@example.com", Role.OBSERVER);
        post(realm);

        noticeFakes.process();
        assertThat(fakes.mails.posted(MailKind.MFA_DISABLED)).hasSize(1);
        assertThat(faults()).isEqualTo(1);

        fakes.clock.advance(Duration.ofSeconds(59));
        noticeFakes.process();
        assertThat(faults()).isEqualTo(1);
        fakes.clock.advance(Duration.ofSeconds(1));
        noticeFakes.process();
        assertThat(faults()).isEqualTo(2);
    }

    @Test
    void one_that_has_failed_for_hours_is_tried_again_every_ten_minutes() {
        post(realm);
        fakes.realmFakes.makeUnreadable(realm);
        fakes.clock.advance(Duration.ofHours(5));
        noticeFakes.process();
        assertThat(faults()).isEqualTo(1);

        fakes.clock.advance(Duration.ofMinutes(10).minusMillis(1));
        noticeFakes.process();
        assertThat(faults()).isEqualTo(1);
        fakes.clock.advance(Duration.ofMillis(1));
        noticeFakes.process();
        assertThat(faults()).isEqualTo(2);
    }

    private double faults() {
        return noticeFakes
                .meters
                .counter("gatehouse.faults", "task", "realm_notice")
                .count();
    }

    private void post(Realm realm) {
        noticeFakes.notices.post(MailKind.MFA_DISABLED, realm.id(), Map.of("by", "Ada"), Fakes.REQUESTER);
    }
}
