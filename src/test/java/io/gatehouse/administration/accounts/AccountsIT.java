package io.gatehouse.administration.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.Role;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The account commands: invite and unlock. */
@GatehouseTest
class AccountsIT {
    @Inject
    TestRealms testRealms;

    @Inject
    AuditProbe auditProbe;

    @Inject
    AccountChanges changes;

    @Inject
    AccountSupportService support;

    @Inject
    Administrators administrators;

    @Test
    void invitation_link_is_mailed_and_a_second_invitation_is_refused() {
        Realm realm = testRealms.realm();
        EmailAddress email = new EmailAddress("invited-into-" + realm.slug() + "@example.com");

        String link = changes.inviteByCommand(realm.id(), email, "New Person", Role.OBSERVER)
                .orElseThrow();

        assertThat(MailedLink.in(TestMail.latestTo(email.value()).text()).path())
                .isEqualTo(MailedLink.in(link).path());
        assertThat(changes.inviteByCommand(realm.id(), email, "New Person", Role.OPERATOR))
                .isEmpty();
        assertThat(administrators.find(realm.id(), email).orElseThrow().role()).isEqualTo(Role.OBSERVER);
    }

    @Test
    void a_throttled_administrator_signs_in_at_once_after_unlock() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        SignInClient client = SignInClient.of(realm);
        String email = administrator.email().value();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5; i++) {
                client.start(email, "wrong").then().statusCode(401);
            }
            client.start(email, TestRealms.PASSWORD).then().statusCode(429);

            assertThat(support.unlockByCommand(realm.id(), administrator.email()))
                    .isTrue();

            client.start(email, TestRealms.PASSWORD).then().statusCode(200);
        }
    }

    @Test
    void a_locked_administrator_gets_codes_again_after_unlock() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        SignInClient client = SignInClient.of(realm);
        for (int i = 0; i < 4; i++) {
            client.begin(administrator);
        }
        client.start(administrator.email().value(), TestRealms.PASSWORD).then().statusCode(429);

        assertThat(support.unlockByCommand(realm.id(), administrator.email())).isTrue();

        client.begin(administrator);
        assertThat(auditProbe.of(administrator)).contains("ADMINISTRATOR_UNLOCKED");
        assertThat(support.unlockByCommand(realm.id(), new EmailAddress("nobody@example.com")))
                .isFalse();
    }
}
