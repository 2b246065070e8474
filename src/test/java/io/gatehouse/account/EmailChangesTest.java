package io.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.account.EmailChanges.EmailChangeEntity;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.caller.Caller;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.kernel.NotPermittedException;
import io.gatehouse.kernel.ThrottledException;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.link.LinkConfig;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.session.StepUp;
import io.gatehouse.testing.Defaults;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.InMemoryTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EmailChangesTest {
    private static final EmailAddress NEW = new EmailAddress("countess@example.com");
    private static final String LINK = "https://gatehouse.example/realms/addresses/new-email?token=";

    private final Fakes fakes = new Fakes();
    private final EmailChanges changes = new EmailChanges(
            new InMemoryChanges(),
            fakes.realms,
            fakes.actors,
            fakes.mailLimits,
            fakes.administrators,
            fakes.sessions.trustedBrowsers,
            fakes.mails.outbox,
            fakes.audit.log,
            KernelFakes.urls(),
            new Randomness(),
            Defaults.of(LinkConfig.class),
            fakes.clock);
    private final Realm realm = fakes.realm("addresses");
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OBSERVER);
    private final Caller caller = fakes.caller(ada);

    @Test
    void a_request_mails_a_link_to_the_new_address_and_changes_nothing() {
        assertThat(changes.request(caller, NEW)).isTrue();
        assertThat(fakes.mails.posted()).singleElement().satisfies(mail -> {
            assertThat(mail.kind()).isEqualTo(MailKind.EMAIL_CONFIRM);
            assertThat(mail.to()).isEqualTo(NEW);
            assertThat(mail.details().get("link")).startsWith(LINK);
        });
        assertThat(fakes.audit.details(AuditEventType.EMAIL_CHANGE_REQUESTED)).contains(Map.of("to", NEW.hint()));
        assertThat(fakes.now(ada)).isEqualTo(ada);
    }

    @Test
    void requests_to_one_address_are_throttled() {
        for (int i = 0; i < 5; i++) {
            request();
        }
        assertThatThrownBy(() -> changes.request(caller, NEW)).isInstanceOf(ThrottledException.class);
        assertThat(fakes.mails.posted()).hasSize(5);
    }

    @Test
    void a_change_revokes_trusted_browsers() {
        fakes.sessions.trustedBrowsers.trust(realm, ada, Optional.empty(), Fakes.REQUESTER);
        assertThat(confirm(request())).isTrue();
        assertThat(fakes.sessions.trustedBrowsers.revokeAll(ada.id())).isZero();
    }

    @Test
    void an_address_of_another_account_is_refused() {
        fakes.administrator(realm, NEW.value(), Role.OBSERVER);
        assertThat(changes.request(caller, NEW)).isFalse();
        assertThat(fakes.mails.posted()).isEmpty();
        assertThat(fakes.audit.entries()).isEmpty();
    }

    @Test
    void a_former_address_of_another_account_is_refused_for_a_week() {
        Administrator grace = fakes.administrator(realm, NEW.value(), Role.OBSERVER);
        fakes.administrators.changeEmail(grace, new EmailAddress("grace@example.com"));
        fakes.clock.advance(Administrator.SUSPECT.minusMillis(1));
        assertThat(changes.request(fakes.caller(ada), NEW)).isFalse();
        assertThat(fakes.mails.posted()).isEmpty();

        fakes.clock.advance(Duration.ofMillis(1));
        assertThat(changes.request(fakes.caller(ada), NEW)).isTrue();
        assertThat(confirm(newestToken())).isTrue();
    }

    @Test
    void an_address_given_up_by_another_account_since_the_request_is_refused() {
        String token = request();
        Administrator grace = fakes.administrator(realm, NEW.value(), Role.OBSERVER);
        fakes.administrators.changeEmail(grace, new EmailAddress("grace@example.com"));
        assertVoid(token);
    }

    @Test
    void the_own_former_address_is_free() {
        assertThat(confirm(request())).isTrue();
        assertThat(changes.request(fakes.caller(fakes.now(ada)), ada.email())).isTrue();
        assertThat(confirm(newestToken())).isTrue();
        assertThat(fakes.now(ada).email()).isEqualTo(ada.email());
    }

    @Test
    void the_own_current_address_is_refused() {
        assertThat(changes.request(caller, ada.email())).isFalse();
    }

    @Test
    void an_address_of_another_realm_is_free() {
        fakes.administrator(fakes.realm("other"), NEW.value(), Role.OBSERVER);
        assertThat(confirm(request())).isTrue();
    }

    @Test
    void the_link_changes_the_address_and_notifies_the_previous_one() {
        assertThat(confirm(request())).isTrue();

        assertThat(fakes.now(ada).email()).isEqualTo(NEW);
        List<DurableMail> notices = fakes.mails.posted(MailKind.EMAIL_CHANGED);
        assertThat(notices).singleElement().satisfies(mail -> {
            assertThat(mail.to()).isEqualTo(ada.email());
            assertThat(mail.details()).containsEntry("email", NEW.hint()).containsKey("report");
        });
        assertThat(fakes.audit.details(AuditEventType.EMAIL_CHANGED))
                .contains(Map.of("to", NEW.hint(), "before", ada.email().hint()));
    }

    @Test
    void a_link_is_valid_for_an_hour() {
        String token = request();
        fakes.clock.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(confirm(token)).isTrue();

        Administrator grace = fakes.administrator(realm, "grace@example.com", Role.OBSERVER);
        changes.request(fakes.caller(grace), new EmailAddress("rear-admiral@example.com"));
        fakes.clock.advance(Duration.ofHours(1));
        assertThat(confirm(newestToken())).isFalse();
    }

    @Test
    void a_link_is_valid_once() {
        String token = request();
        confirm(token);
        fakes.administrators.changeEmail(fakes.now(ada), ada.email());
        assertThat(confirm(token)).isFalse();
    }

    @Test
    void a_newer_link_replaces_it() {
        String replaced = request();
        String newest = request();
        assertThat(confirm(replaced)).isFalse();
        assertThat(confirm(newest)).isTrue();
    }

    @Test
    void a_link_is_valid_in_its_realm_only() {
        assertThat(changes.confirm(fakes.realm("other"), request(), Fakes.REQUESTER))
                .isFalse();
    }

    @Test
    void a_link_is_void_once_the_password_is_changed() {
        String token = request();
        fakes.administrators.changePasswordHash(realm.id(), ada.id(), "another hash");
        assertVoid(token);
    }

    @Test
    void a_link_is_void_once_the_account_is_disabled() {
        String token = request();
        fakes.administrators.change(ada, ada.displayName(), ada.role(), true);
        assertVoid(token);
    }

    @Test
    void a_link_is_void_once_the_account_is_deleted() {
        String token = request();
        fakes.administrators.delete(realm.id(), ada.id());
        assertThat(confirm(token)).isFalse();
    }

    @Test
    void an_address_taken_since_the_request_is_refused_and_uses_up_the_link() {
        String token = request();
        Administrator other = fakes.administrator(realm, NEW.value(), Role.OBSERVER);
        assertVoid(token);
        fakes.administrators.delete(realm.id(), other.id());
        assertVoid(token);
    }

    @Test
    void a_request_requires_a_recent_verification() {
        fakes.clock.advance(StepUp.MAX_AGE);
        assertThatThrownBy(() -> changes.request(caller, NEW))
                .isInstanceOfSatisfying(
                        NotPermittedException.class,
                        refused ->
                                assertThat(refused.reason()).isEqualTo(NotPermittedException.Reason.STEP_UP_REQUIRED));
        assertThat(fakes.mails.posted()).isEmpty();
    }

    private String request() {
        assertThat(changes.request(caller, NEW)).isTrue();
        return newestToken();
    }

    private String newestToken() {
        List<DurableMail> mails = fakes.mails.posted(MailKind.EMAIL_CONFIRM);
        return mails.get(mails.size() - 1).details().get("link").substring(LINK.length());
    }

    private boolean confirm(String token) {
        return changes.confirm(realm, token, Fakes.REQUESTER);
    }

    private void assertVoid(String token) {
        assertThat(confirm(token)).isFalse();
        assertThat(fakes.now(ada).email()).isEqualTo(ada.email());
        assertThat(fakes.mails.posted(MailKind.EMAIL_CHANGED)).isEmpty();
    }

    private static final class InMemoryChanges extends EmailChangeEntity.Repository
            implements InMemoryTable<EmailChangeEntity, UUID> {
        private final Rows<UUID, EmailChangeEntity> rows = new Rows<>(row -> row.administratorId);

        @Override
        public Rows<UUID, EmailChangeEntity> rows() {
            return rows;
        }

        @Override
        Optional<EmailChangeEntity> findUnexpired(RealmId realm, String tokenHash, Instant now) {
            return where(row -> row.tokenHash.equals(tokenHash)
                            && row.realmId.equals(realm.value())
                            && row.expiresAt.isAfter(now))
                    .findFirst();
        }

        @Override
        boolean deleteByTokenHash(String tokenHash) {
            return removeWhere(row -> row.tokenHash.equals(tokenHash)) == 1;
        }
    }
}
