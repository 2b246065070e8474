package io.gatehouse.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.link.LinkKind;
import io.gatehouse.password.Rejection;
import io.gatehouse.passwordreset.PasswordResetFakes;
import io.gatehouse.passwordreset.ResetOutcome;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvitationsTest {
    private static final String PASSWORD = "violet harbour ladder quartz";

    private final Fakes fakes = new Fakes();
    private final PasswordResetFakes resetFakes = new PasswordResetFakes(fakes);
    private final Invitations invitations = InvitationFakes.invitations(fakes, resetFakes);
    private Realm realm = fakes.realm("invitations");
    private final Administrator guest =
            fakes.administrators.create(realm.id(), new EmailAddress("guest@example.com"), "Guest", Role.OBSERVER);

    @Test
    void the_link_is_mailed_to_the_administrator() {
        Administrator root = fakes.administrator(realm, "root@example.com", Role.SYSTEM_ADMINISTRATOR);

        String link = invitations.mail(realm, guest, Optional.of(root.id()), Fakes.REQUESTER);

        assertThat(link).startsWith("https://gatehouse.example/realms/invitations/invitation?token=");
        assertThat(fakes.mails.posted(MailKind.INVITATION)).singleElement().satisfies(mail -> {
            assertThat(mail.to()).isEqualTo(guest.email());
            assertThat(mail.details())
                    .containsOnly(
                            Map.entry("link", link),
                            Map.entry("inviter", "root@example.com"),
                            Map.entry("role", "OBSERVER"));
        });
        assertThat(fakes.audit.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.knownType()).contains(AuditEventType.ADMINISTRATOR_INVITED);
            assertThat(entry.actor()).contains(root.id());
            assertThat(entry.subject()).contains(guest.id());
        });
    }

    @Test
    void accepting_it_sets_the_first_password() {
        String id = opened(token());

        assertThat(invitations.accept(realm, id, PASSWORD, Fakes.REQUESTER)).isEqualTo(new ResetOutcome.Changed());

        assertThat(resetFakes
                        .passwords
                        .hasher
                        .verify(PASSWORD, fakes.now(guest).passwordHash())
                        .matches())
                .isTrue();
        assertThat(fakes.audit.details(AuditEventType.PASSWORD_CHANGED)).contains(Map.of("by", "INVITATION"));
        assertExpired(invitations.accept(realm, id, PASSWORD, Fakes.REQUESTER));
    }

    @Test
    void no_code_is_required_and_a_change_of_the_policy_does_not_end_it() {
        String id = opened(token());
        realm = fakes.realms.update(
                realm, realm.settings().with(realm.settings().mfa().enabledWith(MfaMethod.SMS)));
        assertThat(invitations.state(realm, id, Fakes.REQUESTER)).isInstanceOf(ResetOutcome.Pending.class);
        String withMfa = opened(token());
        assertThat(invitations.accept(realm, withMfa, PASSWORD, Fakes.REQUESTER))
                .isEqualTo(new ResetOutcome.Changed());
    }

    @Test
    void a_rejected_password_does_not_end_it() {
        String id = opened(token());
        assertThat(invitations.accept(realm, id, "guest@example.com", Fakes.REQUESTER))
                .isInstanceOfSatisfying(
                        ResetOutcome.Rejected.class,
                        rejected -> assertThat(rejected.reasons()).contains(Rejection.CONTAINS_IDENTITY));
        assertThat(invitations.state(realm, id, Fakes.REQUESTER)).isInstanceOf(ResetOutcome.Pending.class);
    }

    @Test
    void only_the_newest_link_is_valid_for_24_hours() {
        String older = token();
        String newer = token();
        assertExpired(invitations.open(realm, older, Fakes.REQUESTER));
        assertExpired(invitations.open(fakes.realm("other"), newer, Fakes.REQUESTER));
        opened(newer);
        assertExpired(invitations.open(realm, newer, Fakes.REQUESTER));

        String late = token();
        fakes.clock.advance(Duration.ofHours(24));
        assertExpired(invitations.open(realm, late, Fakes.REQUESTER));
    }

    @Test
    void a_newer_link_ends_an_older_one_that_was_opened() {
        String id = opened(token());
        String newer = token();
        assertExpired(invitations.accept(realm, id, PASSWORD, Fakes.REQUESTER));
        opened(newer);
    }

    @Test
    void the_link_of_a_reset_is_refused() {
        for (LinkKind other : List.of(LinkKind.PASSWORD_RESET, LinkKind.PHONE_RESET)) {
            String link = fakes.links.issue(other, realm.id(), guest.id());
            assertExpired(invitations.open(realm, link, Fakes.REQUESTER));
        }
    }

    @Test
    void a_change_of_the_account_ends_it() {
        String id = opened(token());
        fakes.administrators.change(guest, "Guest", Role.OPERATOR, false);
        assertExpired(invitations.state(realm, id, Fakes.REQUESTER));
        assertExpired(invitations.accept(realm, id, PASSWORD, Fakes.REQUESTER));
    }

    private String token() {
        String link = invitations.invite(realm, guest, Optional.empty(), Fakes.REQUESTER);
        return link.substring(link.indexOf('=') + 1);
    }

    private String opened(String token) {
        ResetOutcome outcome = invitations.open(realm, token, Fakes.REQUESTER);
        assertThat(outcome).isInstanceOf(ResetOutcome.Pending.class);
        ResetOutcome.View view = ((ResetOutcome.Pending) outcome).view();
        assertThat(view.state()).isEqualTo(ResetOutcome.State.NEW_PASSWORD);
        return view.id();
    }

    private static void assertExpired(ResetOutcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ResetOutcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.FLOW_EXPIRED));
    }
}
