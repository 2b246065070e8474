package io.gatehouse.administration.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrator.SignInHistory;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.factorreset.FactorResetFakes;
import io.gatehouse.invitation.InvitationFakes;
import io.gatehouse.link.LinkKind;
import io.gatehouse.otp.CodeLockout.Scope;
import io.gatehouse.passwordreset.PasswordResetFakes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.gatehouse.reportlink.ReportLinks.ReportLink;
import io.gatehouse.testing.Fakes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BreakGlassTest {
    private final Fakes fakes = new Fakes();
    private final BreakGlass breakGlass = new BreakGlass(
            fakes.administrators,
            fakes.sessions.revocation,
            fakes.otp.lockout,
            fakes.recoveryCodes,
            fakes.serviceTokens,
            fakes.authenticators.authenticators,
            new FactorResetFakes(fakes).resets,
            fakes.reportLinks,
            InvitationFakes.invitations(fakes, new PasswordResetFakes(fakes)),
            fakes.alarms,
            fakes.audit.log);
    private final Realm realm = fakes.realm("glass");

    @Test
    void a_known_account_loses_all_credentials_and_becomes_an_enabled_system_administrator() {
        Administrator ada = fakes.administrators.enrollPhone(
                fakes.administrators.signedIn(fakes.administrator(realm, "ada@example.com", Role.OBSERVER), true),
                new MobileNumber("+491751234567"));
        fakes.administrators.change(ada, "Ada", Role.OBSERVER, true);
        fakes.session(ada);
        fakes.recoveryCodes.regenerate(realm.id(), ada.id());
        fakes.authenticators.addApp(realm, ada);
        IntStream.range(0, 10).forEach(i -> fakes.otp.lockout.wrong(ada.id(), Scope.SIGN_IN, Optional.empty()));
        String earlier = fakes.links.issue(LinkKind.PASSWORD_RESET, realm.id(), ada.id());

        String report = fakes.reportLinks.issue(
                new ReportLink(Occasion.EMAIL_CHANGED, realm.id(), ada.id(), Fakes.REQUESTER, fakes.clock.instant()));

        String link = breakGlass.recover(realm, ada.email());

        assertThat(fakes.reportLinks.find(report.substring(report.lastIndexOf('/') + 1)))
                .isEmpty();
        Administrator now = fakes.now(ada);
        assertThat(now.role()).isEqualTo(Role.SYSTEM_ADMINISTRATOR);
        assertThat(now.disabled()).isFalse();
        assertThat(now.passwordHash()).isEmpty();
        assertThat(now.phone()).isEmpty();
        assertThat(now.history())
                .isEqualTo(
                        new SignInHistory(now.history().lastSignedInAt(), Optional.empty(), false, Optional.empty()));
        assertThat(fakes.sessions.list.of(ada.id())).isEmpty();
        assertThat(fakes.recoveryCodes.countUsable(ada.id())).isZero();
        assertThat(fakes.authenticators.authenticators.list(ada.id())).isEmpty();
        assertThat(fakes.otp.lockout.locks(List.of(ada.id()))).isEmpty();
        assertThat(fakes.links.consume(LinkKind.PASSWORD_RESET, realm.id(), earlier))
                .isEmpty();
        assertThat(fakes.links.consume(LinkKind.INVITATION, realm.id(), link.substring(link.indexOf('=') + 1)))
                .contains(now);
        assertThat(fakes.audit.details(AuditEventType.BREAK_GLASS)).contains(Map.of("account", "KNOWN"));
    }

    @Test
    void a_new_address_gets_an_account_and_every_system_administrator_is_notified() {
        Administrator root = fakes.administrator(realm, "root@example.com", Role.SYSTEM_ADMINISTRATOR);
        fakes.administrator(realm, "ada@example.com", Role.OPERATOR);
        var email = new EmailAddress("new@example.com");

        breakGlass.recover(realm, email);

        assertThat(fakes.administrators.find(realm.id(), email).orElseThrow().role())
                .isEqualTo(Role.SYSTEM_ADMINISTRATOR);
        assertThat(fakes.audit.details(AuditEventType.BREAK_GLASS)).contains(Map.of("account", "NEW"));
        assertThat(fakes.mails.posted(MailKind.BREAK_GLASS))
                .extracting(DurableMail::administrator)
                .containsExactly(root.id());
    }

    @Test
    void the_administrator_concerned_is_notified_while_still_able_to_sign_in() {
        Administrator root = fakes.administrator(realm, "root@example.com", Role.SYSTEM_ADMINISTRATOR);
        breakGlass.recover(realm, root.email());
        assertThat(fakes.mails.posted(MailKind.BREAK_GLASS))
                .extracting(DurableMail::administrator)
                .containsExactly(root.id());
    }
}
