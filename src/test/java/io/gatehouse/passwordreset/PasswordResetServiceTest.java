package io.gatehouse.passwordreset;

import static io.gatehouse.passwordreset.ResetOutcomes.assertRefused;
import static io.gatehouse.passwordreset.ResetOutcomes.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.administrator.RecoveryCode;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.DeliveryUnavailableException;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.link.LinkKind;
import io.gatehouse.mailrequest.MailRequestFakes;
import io.gatehouse.otp.CodeLockout.Scope;
import io.gatehouse.password.PasswordFakes;
import io.gatehouse.password.Rejection;
import io.gatehouse.ratelimit.PasswordAttempts;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.MailedLink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PasswordResetServiceTest {
    private static final Requester REQUESTER = Fakes.REQUESTER;
    private static final String OLD_PASSWORD = "correct horse battery staple";
    private static final String NEW_PASSWORD = "violet harbour ladder quartz";

    private final Fakes fakes = new Fakes();
    private final PasswordResetFakes resetFakes = new PasswordResetFakes(fakes);
    private final PasswordFakes passwords = resetFakes.passwords;
    private final MailRequestFakes requests = resetFakes.requests;
    private final PasswordResetService resets = resetFakes.service;
    private Realm realm = fakes.realm("resets");
    private final Administrator ada = withPassword("ada@example.com");

    @Nested
    class A_request {
        @Test
        void mails_a_link_to_the_stored_address_later() {
            assertThat(resets.request(realm, " ADA@example.com", REQUESTER)).isEmpty();
            assertThat(fakes.mails.posted()).isEmpty();

            requests.process();

            assertThat(fakes.mails.posted(MailKind.RESET_LINK)).singleElement().satisfies(mail -> {
                assertThat(mail.to()).isEqualTo(ada.email());
                assertThat(mail.details().get("link"))
                        .startsWith("https://gatehouse.example/realms/resets/password-reset?token=");
            });
            assertThat(fakes.audit.details(AuditEventType.PASSWORD_RESET_REQUESTED))
                    .contains(Map.of("to", ada.email().hint()));
            requests.process();
            assertThat(fakes.mails.posted()).hasSize(1);
        }

        @Test
        void mails_nothing_to_other_addresses_and_accounts_that_cannot_reset() {
            Administrator disabled = withPassword("disabled@example.com");
            fakes.administrators.change(disabled, "Disabled", Role.OBSERVER, true);
            Administrator pending =
                    fakes.administrators.create(realm.id(), new EmailAddress("new@example.com"), "New", Role.OBSERVER);
            Administrator stranger = fakes.administrator(fakes.realm("other"), "o@example.com", Role.OBSERVER);
            for (String email : List.of(
                    "unknown@example.com",
                    "no address",
                    disabled.email().value(),
                    pending.email().value(),
                    stranger.email().value())) {
                assertThat(resets.request(realm, email, REQUESTER)).isEmpty();
            }
            requests.process();
            assertThat(fakes.mails.posted()).isEmpty();
        }

        @Test
        void leaves_the_account_with_one_valid_link_however_many_there_are() {
            String valid = null;
            for (int minute = 0; minute < 120; minute++) {
                resets.request(realm, "ada@example.com", new Requester("192.0.2." + minute, "test", "request"));
                requests.process();
                String newest = newestLink();
                assertThat(fakes.mails.posted(MailKind.RESET_LINK)).hasSize(1 + minute / 5);
                assertThat(newest.equals(valid)).isEqualTo(minute % 5 != 0);
                valid = newest;
                fakes.clock.advance(Duration.ofMinutes(1));
            }
            opened(valid, ResetOutcome.State.NEW_PASSWORD);
        }

        @Test
        void replaces_a_link_that_was_opened_at_once() {
            resets.request(realm, "ada@example.com", REQUESTER);
            requests.process();
            opened(newestLink(), ResetOutcome.State.NEW_PASSWORD);

            resets.request(realm, "ada@example.com", REQUESTER);
            requests.process();

            opened(newestLink(), ResetOutcome.State.NEW_PASSWORD);
        }

        @Test
        void ends_an_older_link_by_a_newer_one() {
            resets.request(realm, "ada@example.com", REQUESTER);
            requests.process();
            String older = newestLink();
            fakes.clock.advance(Duration.ofMinutes(5));
            resets.request(realm, "ada@example.com", REQUESTER);
            requests.process();

            assertThat(resets.open(realm, older, REQUESTER)).isEqualTo(new ResetOutcome.Refused(Reason.FLOW_EXPIRED));
            opened(newestLink(), ResetOutcome.State.NEW_PASSWORD);
        }

        private String newestLink() {
            List<DurableMail> mails = fakes.mails.posted(MailKind.RESET_LINK);
            return MailedLink.in(mails.get(mails.size() - 1).details().get("link"))
                    .token();
        }

        @Test
        void must_wait_after_twenty_from_an_address() {
            IntStream.range(0, 20)
                    .forEach(i -> assertThat(resets.request(realm, i + "@example.com", REQUESTER))
                            .isEmpty());
            assertThat(resets.request(realm, "ada@example.com", REQUESTER)).contains(Duration.ofMinutes(15));
            requests.process();
            assertThat(fakes.mails.posted()).isEmpty();
        }
    }

    @Nested
    class Without_mfa {
        @Test
        void the_new_password_ends_the_row_of_wrong_ones() {
            PasswordAttempts attempts = passwords.attempts.attempts;
            attempts.failed(
                    attempts.of(realm.id(), ada.email().value(), Optional.empty(), Optional.empty(), REQUESTER));
            assertThat(passwords.attempts.addresses()).isEqualTo(1);

            setPassword(opened(link(ada), ResetOutcome.State.NEW_PASSWORD).id(), NEW_PASSWORD);

            assertThat(passwords.attempts.addresses()).isZero();
        }

        @Test
        void the_link_permits_a_new_password() {
            String id = opened(link(ada), ResetOutcome.State.NEW_PASSWORD).id();
            assertThat(view(resets.state(realm, id, REQUESTER)).state()).isEqualTo(ResetOutcome.State.NEW_PASSWORD);
            fakes.session(ada);
            fakes.sessions.trustedBrowsers.trust(realm, ada, Optional.empty(), REQUESTER);
            IntStream.range(0, 10).forEach(i -> fakes.otp.lockout.wrong(ada.id(), Scope.SIGN_IN, Optional.empty()));
            String other = link(ada);

            assertThat(setPassword(id, NEW_PASSWORD)).isEqualTo(new ResetOutcome.Changed());
            assertThat(fakes.now(ada).provesMailbox(fakes.clock.instant())).isTrue();

            assertThat(passwords
                            .hasher
                            .verify(NEW_PASSWORD, fakes.now(ada).passwordHash())
                            .matches())
                    .isTrue();
            assertThat(fakes.sessions.list.of(ada.id())).isEmpty();
            assertThat(fakes.sessions.trustedBrowsers.revokeAll(ada.id())).isZero();
            assertThat(fakes.otp.lockout.locks(List.of(ada.id()))).isEmpty();
            assertRefused(resets.open(realm, other, REQUESTER), Reason.FLOW_EXPIRED);
            assertThat(fakes.mails.posted(MailKind.PASSWORD_CHANGED)).hasSize(1);
            assertThat(fakes.audit.details(AuditEventType.PASSWORD_CHANGED)).contains(Map.of("by", "RESET"));
            assertRefused(setPassword(id, NEW_PASSWORD), Reason.FLOW_EXPIRED);
        }

        @Test
        void a_link_is_opened_once_in_its_realm() {
            String link = link(ada);
            assertRefused(resets.open(fakes.realm("other"), link, REQUESTER), Reason.FLOW_EXPIRED);
            opened(link, ResetOutcome.State.NEW_PASSWORD);
            assertRefused(resets.open(realm, link, REQUESTER), Reason.FLOW_EXPIRED);
        }

        @Test
        void a_link_of_an_account_disabled_meanwhile_is_refused() {
            String link = link(ada);
            fakes.administrators.change(ada, "Ada", ada.role(), true);
            assertRefused(resets.open(realm, link, REQUESTER), Reason.FLOW_EXPIRED);
        }

        @Test
        void the_link_of_an_invitation_is_refused() {
            String link = fakes.links.issue(LinkKind.INVITATION, realm.id(), ada.id());
            assertRefused(resets.open(realm, link, REQUESTER), Reason.FLOW_EXPIRED);
        }

        @Test
        void a_rejected_password_does_not_end_the_reset() {
            String id = opened(link(ada), ResetOutcome.State.NEW_PASSWORD).id();
            assertThat(setPassword(id, OLD_PASSWORD)).isEqualTo(new ResetOutcome.Rejected(List.of(Rejection.REUSED)));
            assertThat(setPassword(id, NEW_PASSWORD)).isEqualTo(new ResetOutcome.Changed());
        }

        @Test
        void the_reset_expires_after_15_minutes() {
            String id = opened(link(ada), ResetOutcome.State.NEW_PASSWORD).id();
            fakes.clock.advance(Duration.ofMinutes(15));
            assertEnded(id);
        }

        @Test
        void the_reset_belongs_to_its_realm_and_is_no_invitation() {
            String id = opened(link(ada), ResetOutcome.State.NEW_PASSWORD).id();
            assertRefused(resets.state(fakes.realm("other"), id, REQUESTER), Reason.FLOW_EXPIRED);
            assertRefused(
                    resetFakes.newPasswords.set(realm, LinkKind.INVITATION, id, NEW_PASSWORD, REQUESTER),
                    Reason.FLOW_EXPIRED);
        }

        @Test
        void the_reset_ends_when_the_account_or_the_policy_changes() {
            String disabled = opened(link(ada), ResetOutcome.State.NEW_PASSWORD).id();
            fakes.administrators.change(ada, "Ada", ada.role(), true);
            assertEnded(disabled);
            fakes.administrators.change(ada, "Ada", ada.role(), false);
            assertEnded(disabled);

            String changed = opened(link(ada), ResetOutcome.State.NEW_PASSWORD).id();
            enableMfa(MfaMethod.EMAIL);
            assertEnded(changed);
        }

        @Test
        void of_two_resets_that_set_a_password_at_a_time_the_later_is_refused() {
            String one = opened(link(ada), ResetOutcome.State.NEW_PASSWORD).id();
            String other = opened(link(ada), ResetOutcome.State.NEW_PASSWORD).id();
            passwords.whileHashing(() -> {
                passwords.whileHashing(() -> {});
                assertThat(setPassword(other, NEW_PASSWORD)).isEqualTo(new ResetOutcome.Changed());
            });
            assertRefused(setPassword(one, NEW_PASSWORD + " 2"), Reason.FLOW_EXPIRED);
        }

        @Test
        void no_code_is_sent_or_accepted() {
            String id = opened(link(ada), ResetOutcome.State.NEW_PASSWORD).id();
            assertRefused(resets.sendCode(realm, id, Channel.EMAIL, REQUESTER), Reason.STEP_NOT_ALLOWED);
            assertRefused(resets.verify(realm, id, "123456", REQUESTER), Reason.STEP_NOT_ALLOWED);
            assertRefused(resets.recover(realm, id, "0000", REQUESTER), Reason.STEP_NOT_ALLOWED);
        }

        private void assertEnded(String id) {
            assertRefused(resets.state(realm, id, REQUESTER), Reason.FLOW_EXPIRED);
            assertRefused(setPassword(id, NEW_PASSWORD), Reason.FLOW_EXPIRED);
        }
    }

    @Nested
    class With_mfa {
        private final Administrator enrolled = fakes.administrators.setProvenPhone(
                withPassword("enrolled@example.com"), new MobileNumber("+491751234567"));

        With_mfa() {
            enableMfa(MfaMethod.EMAIL);
        }

        @Test
        void the_code_is_sent_to_the_proven_number_whatever_the_method() {
            ResetOutcome.View opened = opened(link(enrolled), ResetOutcome.State.CODE_SENT);

            assertThat(opened.channels())
                    .singleElement()
                    .satisfies(destination -> assertThat(destination.channel()).isEqualTo(Channel.SMS));
            assertThat(fakes.dispatch.latestCode().destination())
                    .isEqualTo(enrolled.phone().orElseThrow());
            assertRefused(setPassword(opened.id(), NEW_PASSWORD), Reason.STEP_NOT_ALLOWED);
            assertThat(view(resets.state(realm, opened.id(), REQUESTER))).isEqualTo(opened);

            ResetOutcome verified = resets.verify(realm, opened.id(), code(), REQUESTER);

            assertThat(view(verified).state()).isEqualTo(ResetOutcome.State.NEW_PASSWORD);
            assertThat(setPassword(opened.id(), NEW_PASSWORD)).isEqualTo(new ResetOutcome.Changed());
        }

        @Test
        void the_code_is_mailed_to_an_account_without_number_and_recovery_codes() {
            opened(link(ada), ResetOutcome.State.CODE_SENT);
            assertThat(fakes.dispatch.latestCode().destination()).isEqualTo(ada.email());
            assertThat(fakes.audit.details(AuditEventType.CODE_ISSUED).orElseThrow())
                    .containsEntry("singleChannel", "true");
        }

        @Test
        void a_wrong_code_counts() {
            String id = opened(link(ada), ResetOutcome.State.CODE_SENT).id();
            for (int left = 4; left >= 0; left--) {
                ResetOutcome refused = resets.verify(realm, id, wrong(code()), REQUESTER);
                assertRefused(refused, Reason.INVALID_CODE);
                assertThat(((ResetOutcome.Refused) refused).refusal().attemptsLeft())
                        .hasValue(left);
            }
            assertRefused(resets.verify(realm, id, code(), REQUESTER), Reason.CODE_USED_UP);
            assertThat(fakes.otp.lockout.entryLockedUntil(ada.id(), Scope.SIGN_IN))
                    .isEmpty();
        }

        @Test
        void another_code_is_sent_by_the_accounts_channel_only() {
            String id = opened(link(enrolled), ResetOutcome.State.CODE_SENT).id();
            assertRefused(resets.sendCode(realm, id, Channel.EMAIL, REQUESTER), Reason.CHANNEL_NOT_ALLOWED);
            assertRefused(resets.sendCode(realm, id, Channel.SMS, REQUESTER), Reason.RESEND_TOO_SOON);
            fakes.clock.advance(Duration.ofMinutes(1));
            assertThat(view(resets.sendCode(realm, id, Channel.SMS, REQUESTER)).state())
                    .isEqualTo(ResetOutcome.State.CODE_SENT);
        }

        @Test
        void recovery_codes_take_precedence_over_a_code_by_mail() {
            RecoveryCode recoveryCode =
                    fakes.recoveryCodes.regenerate(realm.id(), ada.id()).get(0);
            ResetOutcome.View opened = opened(link(ada), ResetOutcome.State.CHOOSE_CHANNEL);

            assertThat(opened.channels()).isEmpty();
            assertThat(fakes.dispatch.messages()).isEmpty();
            assertThat(view(resets.state(realm, opened.id(), REQUESTER))).isEqualTo(opened);
            assertRefused(resets.sendCode(realm, opened.id(), Channel.EMAIL, REQUESTER), Reason.CHANNEL_NOT_ALLOWED);
            assertRefused(resets.verify(realm, opened.id(), "123456", REQUESTER), Reason.STEP_NOT_ALLOWED);
            assertRefused(resets.recover(realm, opened.id(), "0000-0000-0000-0000", REQUESTER), Reason.INVALID_CODE);
            assertThat(fakes.audit.details(AuditEventType.CODE_REFUSED)).contains(Map.of("channel", "RECOVERY_CODE"));

            assertThat(view(resets.recover(realm, opened.id(), recoveryCode.formatted(), REQUESTER))
                            .state())
                    .isEqualTo(ResetOutcome.State.NEW_PASSWORD);
            assertThat(fakes.audit.details(AuditEventType.RECOVERY_CODE_USED)).isPresent();
        }

        @Test
        void suspended_recovery_codes_are_refused_and_do_not_keep_the_code_from_the_mailbox() {
            RecoveryCode stolen =
                    fakes.recoveryCodes.regenerate(realm.id(), ada.id()).get(0);
            reported(ada);

            String id = opened(link(ada), ResetOutcome.State.CODE_SENT).id();

            assertThat(fakes.dispatch.latestCode().destination()).isEqualTo(ada.email());
            assertRefused(resets.recover(realm, id, stolen.formatted(), REQUESTER), Reason.INVALID_CODE);
            assertThat(view(resets.verify(realm, id, code(), REQUESTER)).state())
                    .isEqualTo(ResetOutcome.State.NEW_PASSWORD);
        }

        @Test
        void older_recovery_codes_take_the_place_of_suspended_ones() {
            RecoveryCode old =
                    fakes.recoveryCodes.regenerate(realm.id(), ada.id()).get(0);
            fakes.clock.advance(Administrator.SUSPECT);
            fakes.recoveryCodes.regenerate(realm.id(), ada.id());
            reported(ada);

            String id = opened(link(ada), ResetOutcome.State.CHOOSE_CHANNEL).id();

            assertThat(fakes.dispatch.messages()).isEmpty();
            assertThat(view(resets.recover(realm, id, old.formatted(), REQUESTER))
                            .state())
                    .isEqualTo(ResetOutcome.State.NEW_PASSWORD);
        }

        @Test
        void after_a_report_the_code_is_sent_to_the_number_replaced_within_a_week_before() {
            fakes.clock.advance(Administrator.SUSPECT);
            changePhone("+491757654321");
            changePhone("+491757654322");
            fakes.clock.advance(Administrator.SUSPECT.minusMillis(1));
            opened(link(enrolled), ResetOutcome.State.CODE_SENT);
            assertThat(fakes.dispatch.latestCode().destination()).isEqualTo(new MobileNumber("+491757654322"));
            reported(enrolled);
            fakes.clock.advance(Duration.ofDays(30));

            ResetOutcome.View opened = opened(link(enrolled), ResetOutcome.State.CODE_SENT);

            MobileNumber former = enrolled.phone().orElseThrow();
            assertThat(fakes.dispatch.latestCode().destination()).isEqualTo(former);
            assertThat(fakes.dispatch.latestCode().proven()).isTrue();
            assertThat(opened.channels())
                    .singleElement()
                    .satisfies(channel -> assertThat(channel.hint()).isEqualTo(former.hint()));
            assertThat(view(resets.verify(realm, opened.id(), code(), REQUESTER))
                            .state())
                    .isEqualTo(ResetOutcome.State.NEW_PASSWORD);
            assertThat(fakes.now(enrolled).phone()).contains(former);
            assertThat(fakes.audit.details(AuditEventType.PHONE_CHANGED))
                    .contains(Map.of("phone", former.hint(), "before", "+49 ••• ••22"));
            assertThat(fakes.mails.posted(MailKind.PHONE_CHANGED)).hasSize(1);
            assertThat(setPassword(opened.id(), NEW_PASSWORD)).isEqualTo(new ResetOutcome.Changed());
            assertThat(fakes.now(enrolled).formerPhone()).isEmpty();
        }

        @Test
        void after_a_report_a_number_replaced_earlier_gets_no_code() {
            MobileNumber current = changePhone("+491757654321");
            fakes.clock.advance(Administrator.SUSPECT);
            reported(enrolled);
            opened(link(enrolled), ResetOutcome.State.CODE_SENT);
            assertThat(fakes.dispatch.latestCode().destination()).isEqualTo(current);
        }

        @Test
        void without_text_messages_the_code_is_mailed_although_there_is_a_number() {
            withoutTexts();
            ResetOutcome.View opened = opened(link(enrolled), ResetOutcome.State.CODE_SENT);
            assertThat(fakes.dispatch.latestCode().destination()).isEqualTo(enrolled.email());
            assertRefused(resets.sendCode(realm, opened.id(), Channel.SMS, REQUESTER), Reason.CHANNEL_NOT_ALLOWED);
        }

        @Test
        void without_text_messages_recovery_codes_take_precedence_although_there_is_a_number() {
            fakes.recoveryCodes.regenerate(realm.id(), enrolled.id());
            withoutTexts();
            opened(link(enrolled), ResetOutcome.State.CHOOSE_CHANNEL);
            assertThat(fakes.dispatch.messages()).isEmpty();
        }

        @Test
        void without_text_messages_no_code_is_mailed_after_a_report() {
            changePhone("+491757654321");
            reported(enrolled);
            withoutTexts();
            assertRefused(resets.open(realm, link(enrolled), REQUESTER), Reason.CHANNEL_NOT_ALLOWED);
            assertThat(fakes.dispatch.messages()).isEmpty();

            Administrator disputed = fakes.administrators.setProvenPhone(
                    withPassword("disputed@example.com"), new MobileNumber("+491751234568"));
            assertThat(fakes.administrators.disputePhoneProvenWithin(realm.id(), disputed.id(), Administrator.SUSPECT))
                    .isTrue();
            assertRefused(resets.open(realm, link(disputed), REQUESTER), Reason.PHONE_DISPUTED);
            assertThat(fakes.dispatch.messages()).isEmpty();
        }

        private void withoutTexts() {
            fakes.channels.remove(Channel.SMS);
            realm = fakes.realms.get(realm.slug());
        }

        private MobileNumber changePhone(String number) {
            MobileNumber changed = new MobileNumber(number);
            fakes.administrators.setProvenPhone(fakes.now(enrolled), changed);
            return changed;
        }

        /** What a report does about the factors of a reset. */
        private void reported(Administrator administrator) {
            fakes.administrators.requirePasswordReset(realm.id(), administrator.id());
            fakes.recoveryCodes.suspendRecent(administrator.id());
        }

        @Test
        void a_recovery_code_suffices_while_no_code_can_be_sent() {
            RecoveryCode recoveryCode =
                    fakes.recoveryCodes.regenerate(realm.id(), enrolled.id()).get(0);
            stopSending();
            String id =
                    opened(link(enrolled), ResetOutcome.State.CHOOSE_CHANNEL).id();
            assertThat(view(resets.recover(realm, id, recoveryCode.formatted(), REQUESTER))
                            .state())
                    .isEqualTo(ResetOutcome.State.NEW_PASSWORD);
        }

        @Test
        void the_link_stays_valid_while_no_code_can_be_sent() {
            String link = link(enrolled);
            stopSending();
            assertRefused(resets.open(realm, link, REQUESTER), Reason.THROTTLED);

            fakes.clock.advance(Duration.ofMinutes(5));
            opened(link, ResetOutcome.State.CODE_SENT);
        }

        @Test
        void a_full_queue_is_reported_before_anything_is_issued() {
            fakes.dispatch.fillQueue();
            assertThatThrownBy(() -> resets.open(realm, link(enrolled), REQUESTER))
                    .isInstanceOf(DeliveryUnavailableException.class);
        }

        @Test
        void the_reset_ends_when_mfa_is_disabled() {
            String id = opened(link(ada), ResetOutcome.State.CODE_SENT).id();
            realm = fakes.realms.update(realm, fakes.realm("defaults").settings());
            assertRefused(resets.verify(realm, id, code(), REQUESTER), Reason.FLOW_EXPIRED);
        }

        private void stopSending() {
            fakes.otp.stopSendingUntil(fakes.clock.instant().plus(Duration.ofMinutes(5)));
        }
    }

    private Administrator withPassword(String email) {
        Administrator administrator = fakes.administrator(realm, email, Role.OPERATOR);
        fakes.administrators.changePasswordHash(realm.id(), administrator.id(), passwords.hasher.hash(OLD_PASSWORD));
        return fakes.now(administrator);
    }

    private void enableMfa(MfaMethod method) {
        realm = fakes.realms.update(
                realm, realm.settings().with(realm.settings().mfa().enabledWith(method)));
    }

    private String link(Administrator administrator) {
        return fakes.links.issue(LinkKind.PASSWORD_RESET, realm.id(), administrator.id());
    }

    private ResetOutcome.View opened(String link, ResetOutcome.State state) {
        ResetOutcome.View view = view(resets.open(realm, link, REQUESTER));
        assertThat(view.state()).isEqualTo(state);
        return view;
    }

    private ResetOutcome setPassword(String id, String password) {
        return resets.setPassword(realm, id, password, REQUESTER);
    }

    private String code() {
        return fakes.dispatch.latestCode().code();
    }

    private static String wrong(String code) {
        return (code.startsWith("0") ? "1" : "0") + code.substring(1);
    }
}
