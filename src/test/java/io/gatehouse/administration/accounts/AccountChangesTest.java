package io.gatehouse.administration.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administration.accounts.AccountChanges.Change;
import io.gatehouse.administration.accounts.AccountChanges.Conflict;
import io.gatehouse.administration.accounts.AccountChanges.Outcome;
import io.gatehouse.administrator.AccountState;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.caller.Caller;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.ThrottledException;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.link.LinkKind;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AccountChangesTest {
    private static final LongPredicate ANY_VERSION = version -> true;

    private final Fakes fakes = new Fakes();
    private final AccountChanges changes = AccountFakes.changes(fakes);
    private final Realm realm = fakes.realm("changes");
    private final Administrator root = fakes.administrator(realm, "root@example.com", Role.SYSTEM_ADMINISTRATOR);
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);
    private final Caller caller = fakes.caller(root);

    @Nested
    class An_invitation {
        private final EmailAddress email = new EmailAddress("new@example.com");

        @Test
        void creates_a_pending_account_and_mails_a_link() {
            Account invited = done(changes.invite(caller, email, "Grace", Role.OBSERVER));

            assertThat(invited.state()).isEqualTo(AccountState.PENDING);
            assertThat(fakes.administrators.find(realm.id(), email)).contains(invited.administrator());
            assertThat(invited.administrator().role()).isEqualTo(Role.OBSERVER);
            assertThat(fakes.mails.posted(MailKind.INVITATION))
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.to()).isEqualTo(email))
                    .satisfies(mail -> assertThat(mail.details())
                            .containsEntry("inviter", root.displayName())
                            .containsEntry("role", "OBSERVER"));
            assertThat(fakes.audit.details(AuditEventType.ADMINISTRATOR_INVITED))
                    .contains(Map.of("to", email.hint(), "role", "OBSERVER"));
        }

        @Test
        void is_refused_if_the_address_is_taken() {
            assertThat(changes.invite(caller, ada.email(), "Another", Role.OBSERVER))
                    .isEqualTo(new Outcome.Refused(Conflict.EMAIL_TAKEN));
            assertThat(changes.inviteByCommand(realm.id(), ada.email(), "Another", Role.OBSERVER))
                    .isEmpty();
            assertThat(fakes.mails.posted()).isEmpty();
        }

        @Test
        void is_refused_for_a_week_with_an_address_that_a_report_can_restore() {
            fakes.administrators.changeEmail(ada, new EmailAddress("mallory@example.com"));
            fakes.clock.advance(Administrator.SUSPECT.minusMillis(1));
            assertThat(changes.invite(fakes.caller(root), ada.email(), "Another", Role.OBSERVER))
                    .isEqualTo(new Outcome.Refused(Conflict.EMAIL_TAKEN));
            assertThat(changes.inviteByCommand(realm.id(), ada.email(), "Another", Role.OBSERVER))
                    .isEmpty();
            assertThat(fakes.mails.posted()).isEmpty();

            fakes.clock.advance(Duration.ofMillis(1));
            done(changes.invite(fakes.caller(root), ada.email(), "Another", Role.OBSERVER));
        }

        @Test
        void by_command_returns_the_mailed_link() {
            Optional<String> link = changes.inviteByCommand(realm.id(), email, "Grace", Role.OBSERVER);

            assertThat(fakes.mails.posted(MailKind.INVITATION))
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.details())
                            .containsEntry("link", link.orElseThrow())
                            .containsEntry("inviter", ""));
        }

        @Test
        void is_repeated_with_a_new_link_only() {
            AdministratorId id = done(changes.invite(caller, email, "Grace", Role.OBSERVER))
                    .administrator()
                    .id();

            Account again = done(changes.inviteAgain(caller, id));

            assertThat(fakes.administrators.find(realm.id(), email)).contains(again.administrator());
            assertThat(fakes.mails.posted(MailKind.INVITATION)).hasSize(2);
            String first = token(0);
            String second = token(1);
            assertThat(fakes.links.consume(LinkKind.INVITATION, realm.id(), first))
                    .isEmpty();
            assertThat(fakes.links.consume(LinkKind.INVITATION, realm.id(), second))
                    .isPresent();
        }

        @Test
        void is_throttled_but_not_by_command() {
            AdministratorId id = done(changes.invite(caller, email, "Grace", Role.OBSERVER))
                    .administrator()
                    .id();
            for (int i = 0; i < 4; i++) {
                done(changes.inviteAgain(caller, id));
            }
            assertThatThrownBy(() -> changes.inviteAgain(caller, id)).isInstanceOf(ThrottledException.class);
            assertThat(fakes.mails.posted(MailKind.INVITATION)).hasSize(5);
            for (int i = 0; i < 94; i++) {
                done(changes.invite(caller, new EmailAddress("new" + i + "@example.com"), "Grace", Role.OBSERVER));
            }
            var last = new EmailAddress("last@example.com");
            assertThatThrownBy(() -> changes.invite(caller, last, "Grace", Role.OBSERVER))
                    .isInstanceOf(ThrottledException.class);
            var urgent = new EmailAddress("urgent@example.com");
            assertThat(changes.inviteByCommand(realm.id(), urgent, "Grace", Role.OBSERVER))
                    .isPresent();
        }

        @Test
        void is_not_repeated_for_an_account_with_a_password_or_a_disabled_one() {
            AdministratorId pending = done(changes.invite(caller, email, "Grace", Role.OBSERVER))
                    .administrator()
                    .id();
            done(changes.change(caller, pending, ANY_VERSION, enabled(false)));

            for (AdministratorId id : List.of(ada.id(), pending)) {
                assertThat(changes.inviteAgain(caller, id)).isEqualTo(new Outcome.Refused(Conflict.NOT_INVITED));
            }
        }

        private String token(int mail) {
            String link =
                    fakes.mails.posted(MailKind.INVITATION).get(mail).details().get("link");
            return link.substring(link.indexOf('=') + 1);
        }
    }

    @Nested
    class A_change {
        @Test
        void of_the_name_keeps_sessions() {
            fakes.session(ada);

            Account changed = done(changes.change(
                    caller,
                    ada.id(),
                    ANY_VERSION,
                    new Change(Optional.of("Ada L."), Optional.empty(), Optional.empty())));

            assertThat(changed.administrator().displayName()).isEqualTo("Ada L.");
            assertThat(changed.administrator().role()).isEqualTo(Role.OPERATOR);
            assertThat(fakes.sessions.list.of(ada.id())).hasSize(1);
            assertThat(fakes.audit.details(AuditEventType.ADMINISTRATOR_CHANGED))
                    .contains(Map.of("displayName", "changed"));
        }

        @Test
        void of_the_role_revokes_sessions_trusted_browsers_and_created_tokens_but_no_links() {
            Administrator other = fakes.administrator(realm, "other@example.com", Role.SYSTEM_ADMINISTRATOR);
            giveAccess(other);
            String link = fakes.links.issue(LinkKind.PASSWORD_RESET, realm.id(), other.id());

            done(changes.change(caller, other.id(), ANY_VERSION, role(Role.OPERATOR)));

            assertNoAccess(other);
            assertThat(fakes.serviceTokens.list(realm.id())).isEmpty();
            assertThat(fakes.links.consume(LinkKind.PASSWORD_RESET, realm.id(), link))
                    .isPresent();
            assertThat(fakes.audit.details(AuditEventType.ADMINISTRATOR_CHANGED))
                    .contains(Map.of("role", "SYSTEM_ADMINISTRATOR → OPERATOR"));
        }

        @Test
        void that_disables_revokes_all_access() {
            giveAccess(ada);
            String link = fakes.links.issue(LinkKind.PASSWORD_RESET, realm.id(), ada.id());

            Account disabled = done(changes.change(caller, ada.id(), ANY_VERSION, enabled(false)));

            assertThat(disabled.state()).isEqualTo(AccountState.DISABLED);
            assertNoAccess(ada);
            assertThat(fakes.serviceTokens.list(realm.id())).isEmpty();
            assertThat(fakes.links.consume(LinkKind.PASSWORD_RESET, realm.id(), link))
                    .isEmpty();
            assertThat(fakes.audit.details(AuditEventType.ADMINISTRATOR_DISABLED))
                    .isPresent();
            assertThat(fakes.audit.details(AuditEventType.ADMINISTRATOR_CHANGED))
                    .isEmpty();
        }

        @Test
        void that_enables_ends_pending_flows() {
            done(changes.change(caller, ada.id(), ANY_VERSION, enabled(false)));
            Account enabled = done(changes.change(caller, ada.id(), ANY_VERSION, enabled(true)));

            assertThat(enabled.state()).isEqualTo(AccountState.ACTIVE);
            assertThat(enabled.administrator().credential()).isNotEqualTo(ada.credential());
            assertThat(fakes.audit.details(AuditEventType.ADMINISTRATOR_ENABLED))
                    .isPresent();
        }

        @Test
        void to_the_same_values_is_not_recorded() {
            int before = fakes.audit.entries().size();
            done(changes.change(caller, ada.id(), ANY_VERSION, role(Role.OPERATOR)));
            assertThat(fakes.audit.entries()).hasSize(before);
        }

        @Test
        void of_a_version_that_the_caller_has_not_seen_is_refused() {
            done(changes.change(caller, ada.id(), version -> version == ada.version(), role(Role.OBSERVER)));

            Outcome late = changes.change(caller, ada.id(), version -> version == ada.version(), enabled(false));

            assertThat(late)
                    .isInstanceOfSatisfying(
                            Outcome.Stale.class,
                            stale -> assertThat(stale.current().administrator()).isEqualTo(fakes.now(ada)));
            assertThat(fakes.now(ada).disabled()).isFalse();
        }

        @Test
        void requires_an_account_of_the_realm() {
            Administrator stranger = fakes.administrator(fakes.realm("other"), "ada@example.com", Role.OPERATOR);
            for (AdministratorId id : List.of(stranger.id(), new AdministratorId(UUID.randomUUID()))) {
                assertThatThrownBy(() -> changes.change(caller, id, ANY_VERSION, enabled(false)))
                        .isInstanceOf(NotFoundException.class);
                assertThatThrownBy(() -> changes.delete(caller, id, ANY_VERSION))
                        .isInstanceOf(NotFoundException.class);
                assertThatThrownBy(() -> changes.inviteAgain(caller, id)).isInstanceOf(NotFoundException.class);
            }
        }
    }

    @Nested
    class A_deletion {
        @Test
        void removes_the_account_and_the_tokens_it_created() {
            giveAccess(ada);

            done(changes.delete(caller, ada.id(), ANY_VERSION));

            assertThat(fakes.administrators.find(realm.id(), ada.id())).isEmpty();
            assertThat(fakes.serviceTokens.list(realm.id())).isEmpty();
            assertThat(fakes.audit.details(AuditEventType.ADMINISTRATOR_DELETED))
                    .contains(Map.of("email", ada.email().hint(), "role", "OPERATOR"));
        }

        @Test
        void of_a_version_that_the_caller_has_not_seen_is_refused() {
            assertThat(changes.delete(caller, ada.id(), version -> false)).isInstanceOf(Outcome.Stale.class);
            assertThat(fakes.administrators.find(realm.id(), ada.id())).isPresent();
        }
    }

    @Nested
    class The_last_system_administrator {
        private final List<Change> endings = List.of(role(Role.OPERATOR), enabled(false));

        @Test
        void stays() {
            for (Change ending : endings) {
                assertThat(changes.change(caller, root.id(), ANY_VERSION, ending))
                        .isEqualTo(new Outcome.Refused(Conflict.LAST_SYSTEM_ADMINISTRATOR));
            }
            assertThat(changes.delete(caller, root.id(), ANY_VERSION))
                    .isEqualTo(new Outcome.Refused(Conflict.LAST_SYSTEM_ADMINISTRATOR));
            assertThat(fakes.now(root)).isEqualTo(root);
        }

        @Test
        void stays_if_the_others_cannot_sign_in() {
            done(changes.invite(caller, new EmailAddress("new@example.com"), "Grace", Role.SYSTEM_ADMINISTRATOR));
            assertThat(changes.delete(caller, root.id(), ANY_VERSION)).isInstanceOf(Outcome.Refused.class);
        }

        @Test
        void does_not_keep_a_disabled_one_from_being_removed() {
            Administrator other = fakes.administrator(realm, "other@example.com", Role.SYSTEM_ADMINISTRATOR);
            done(changes.change(caller, other.id(), ANY_VERSION, enabled(false)));
            done(changes.delete(caller, other.id(), ANY_VERSION));
        }

        @Test
        void can_be_renamed() {
            var change = new Change(Optional.of("Still here"), Optional.empty(), Optional.empty());
            assertThat(done(changes.change(caller, root.id(), ANY_VERSION, change))
                            .administrator()
                            .displayName())
                    .isEqualTo("Still here");
        }

        @Test
        void is_not_the_last_if_another_can_sign_in() {
            Administrator other = fakes.administrator(realm, "other@example.com", Role.SYSTEM_ADMINISTRATOR);
            done(changes.change(caller, other.id(), ANY_VERSION, role(Role.OPERATOR)));
            done(changes.change(caller, other.id(), ANY_VERSION, role(Role.SYSTEM_ADMINISTRATOR)));
            done(changes.delete(caller, root.id(), ANY_VERSION));
            assertThat(fakes.administrators.list(realm.id())).doesNotContain(root);
        }
    }

    private void giveAccess(Administrator administrator) {
        fakes.session(administrator);
        fakes.sessions.trustedBrowsers.trust(realm, administrator, Optional.empty(), Fakes.REQUESTER);
        fakes.serviceTokens.create(
                realm.id(), administrator.id(), "backup", Role.OBSERVER, Duration.ofDays(30), List.of());
    }

    private void assertNoAccess(Administrator administrator) {
        assertThat(fakes.sessions.list.of(administrator.id())).isEmpty();
        assertThat(fakes.sessions.trustedBrowsers.revokeAll(administrator.id())).isZero();
    }

    private static Change role(Role role) {
        return new Change(Optional.empty(), Optional.of(role), Optional.empty());
    }

    private static Change enabled(boolean enabled) {
        return new Change(Optional.empty(), Optional.empty(), Optional.of(enabled));
    }

    private static Account done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).account();
    }
}
