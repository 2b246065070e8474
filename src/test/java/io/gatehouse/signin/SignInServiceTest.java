package io.gatehouse.signin;

import static io.gatehouse.signin.SignInOutcomes.assertRefused;
import static io.gatehouse.signin.SignInOutcomes.complete;
import static io.gatehouse.signin.SignInOutcomes.pending;
import static io.gatehouse.signin.SignInOutcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.administrator.RecoveryCode;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.message.OutgoingMessage.CodeMessage;
import io.gatehouse.factorreset.Factor;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.password.PasswordVerifier.Client;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.Mfa;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.RealmSettings.Sms;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.signin.SignInOutcome.Complete;
import io.gatehouse.signin.SignInOutcome.Pending;
import io.gatehouse.signin.SignInOutcome.State;
import io.gatehouse.signin.SignInOutcome.View;
import io.gatehouse.signin.SignInService.BrowserTrust;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SignInServiceTest {
    private static final String PASSWORD = "correct horse battery staple";
    private static final String EMAIL = "ada@example.com";
    private static final String NUMBER = "+4915123456789";
    private static final BrowserTrust NO_TRUST = BrowserTrust.none();

    private final Fakes fakes = new Fakes();
    private final SignInFakes signIn = new SignInFakes(fakes);
    private final SignInService service = signIn.signIns;
    private Realm realm = fakes.realm("sign-in");
    private final Administrator ada = fakes.administrator(realm, EMAIL, Role.OPERATOR);

    @BeforeEach
    void set_the_password() {
        fakes.administrators.setLinkedPasswordHash(realm.id(), ada.id(), signIn.passwords.hasher.hash(PASSWORD));
    }

    @Nested
    class Password {
        @Test
        void alone_signs_in_without_a_second_factor() {
            Session session = complete(start()).opened().session();
            assertThat(session.administrator()).isEqualTo(ada.id());
            assertThat(session.secondFactor()).isEmpty();
            assertThat(session.secondFactorAt()).isEmpty();
            assertThat(fakes.audit.details(AuditEventType.SIGNED_IN)).contains(Map.of("factor", "NONE"));
        }

        @Test
        void that_is_wrong_is_refused_as_an_unknown_address_is() {
            Refusal wrong = refusal(start(EMAIL, "wrong", Optional.empty()));
            assertThat(wrong).isEqualTo(Refusal.of(Reason.INVALID_CREDENTIALS));
            assertThat(refusal(start("eve@example.com", PASSWORD, Optional.empty())))
                    .isEqualTo(wrong);
            assertThat(refusal(start("no address", PASSWORD, Optional.empty()))).isEqualTo(wrong);
        }

        @Test
        void is_not_enough_for_an_account_that_is_disabled_or_must_reset_it() {
            fakes.administrators.requirePasswordReset(realm.id(), ada.id());
            assertRefused(start(), Reason.INVALID_CREDENTIALS);
            fakes.administrators.change(fakes.now(ada), "Ada", Role.OPERATOR, true);
            assertRefused(start(), Reason.INVALID_CREDENTIALS);
        }

        @Test
        void replaced_while_it_is_verified_no_longer_signs_in() {
            String other = signIn.passwords.hasher.hash("another password of hers");
            signIn.passwords.whileHashing(() -> fakes.administrators.changePasswordHash(realm.id(), ada.id(), other));
            assertRefused(start(), Reason.INVALID_CREDENTIALS);
            assertThat(fakes.audit.details(AuditEventType.SIGNED_IN)).isEmpty();
        }
    }

    @Nested
    class Code {
        @BeforeEach
        void enable() {
            mfa(MfaMethod.EMAIL);
        }

        @Test
        void is_sent_at_once_to_the_only_address() {
            View view = pending(start());
            assertThat(view.state()).isEqualTo(State.CODE_SENT);
            assertThat(view.channels()).extracting(Destination::channel).containsExactly(Channel.EMAIL);
            assertThat(view.code()).isPresent();
            assertThat(latest().destination()).isEqualTo(ada.email());
            assertThat(fakes.audit.details(AuditEventType.SIGNED_IN)).isEmpty();
        }

        @Test
        void signs_in_once() {
            View view = pending(start());
            Session session = complete(verify(view, latest().code())).opened().session();
            assertThat(session.secondFactor()).contains(SecondFactor.EMAIL);
            assertThat(session.secondFactorAt()).contains(fakes.clock.instant());
            assertThat(fakes.audit.details(AuditEventType.SIGNED_IN)).contains(Map.of("factor", "EMAIL"));
            assertRefused(verify(view, latest().code()), Reason.FLOW_EXPIRED);
        }

        @Test
        void of_another_sign_in_is_wrong() {
            View first = pending(start());
            String code = latest().code();
            pending(start());
            String other = latest().code();
            if (!other.equals(code)) {
                assertRefused(verify(first, other), Reason.INVALID_CODE);
            }
            assertThat(verify(first, code)).isInstanceOf(Complete.class);
        }

        @Test
        void is_not_compared_after_five_wrong_ones() {
            View view = pending(start());
            for (int left = 4; left >= 0; left--) {
                assertThat(refusal(verify(view, wrong())).attemptsLeft()).hasValue(left);
            }
            assertRefused(verify(view, latest().code()), Reason.CODE_USED_UP);
            assertRefused(
                    service.sendCode(realm, view.signInId(), Channel.EMAIL, Fakes.REQUESTER, Optional.empty()),
                    Reason.CODE_USED_UP);
        }

        @Test
        void is_replaced_by_the_next_one_after_the_wait() {
            View view = pending(start());
            assertRefused(send(view, Channel.EMAIL), Reason.RESEND_TOO_SOON);
            String first = latest().code();
            fakes.clock.advance(Duration.ofMinutes(1));
            pending(send(view, Channel.EMAIL));
            String second = latest().code();
            if (!first.equals(second)) {
                assertRefused(verify(view, first), Reason.INVALID_CODE);
            }
            assertThat(verify(view, second)).isInstanceOf(Complete.class);
        }

        @Test
        void expires() {
            View view = pending(start());
            fakes.clock.advance(Duration.ofMinutes(5));
            assertRefused(verify(view, latest().code()), Reason.CODE_EXPIRED);
        }

        @Test
        void is_not_sent_by_a_channel_that_the_realm_does_not_allow() {
            assertRefused(send(pending(start()), Channel.SMS), Reason.CHANNEL_NOT_ALLOWED);
        }

        @Test
        void that_cannot_be_sent_refuses_the_sign_in_without_recovery_codes() {
            fakes.otp.stopSendingUntil(fakes.clock.instant().plusSeconds(60));
            assertRefused(start(), Reason.THROTTLED);
        }

        @Test
        void that_cannot_be_sent_leaves_the_recovery_codes() {
            RecoveryCode code =
                    fakes.recoveryCodes.regenerate(realm.id(), ada.id()).get(0);
            fakes.otp.stopSendingUntil(fakes.clock.instant().plusSeconds(60));
            View view = pending(start());
            assertThat(view.unsent()).map(Refusal::reason).contains(Reason.THROTTLED);
            assertThat(service.recover(realm, view.signInId(), code.formatted(), Fakes.REQUESTER))
                    .isInstanceOf(Complete.class);
        }
    }

    @Nested
    class Recovery_code {
        @Test
        void signs_in_once_and_is_mailed() {
            mfa(MfaMethod.EMAIL);
            RecoveryCode code =
                    fakes.recoveryCodes.regenerate(realm.id(), ada.id()).get(0);
            Session session = complete(
                            service.recover(realm, pending(start()).signInId(), code.formatted(), Fakes.REQUESTER))
                    .opened()
                    .session();
            assertThat(session.secondFactor()).contains(SecondFactor.RECOVERY_CODE);
            assertThat(fakes.audit.details(AuditEventType.RECOVERY_CODE_USED)).contains(Map.of("left", "9"));
            assertThat(fakes.mails.posted(MailKind.RECOVERY_CODE_USED)).hasSize(1);

            View again = pending(start());
            assertRefused(
                    service.recover(realm, again.signInId(), code.formatted(), Fakes.REQUESTER), Reason.INVALID_CODE);
        }
    }

    @Nested
    class Number {
        @BeforeEach
        void enable() {
            mfa(MfaMethod.SMS);
        }

        @Test
        void is_requested_from_an_account_without_one() {
            View view = pending(start());
            assertThat(view.state()).isEqualTo(State.ENROLL_PHONE);
            assertThat(view.phoneOpen()).isTrue();
            assertThat(fakes.dispatch.messages()).isEmpty();
        }

        @Test
        void is_proven_by_its_code() {
            View view = pending(enroll(pending(start()), NUMBER));
            assertThat(fakes.now(ada).phone()).isEmpty();
            Complete complete = complete(verify(view, latest().code()));
            assertThat(complete.enrolled()).isTrue();
            assertThat(fakes.now(ada).phone()).map(MobileNumber::value).contains(NUMBER);
            assertThat(complete.opened().session().secondFactor()).contains(SecondFactor.SMS);
            assertThat(fakes.audit.details(AuditEventType.PHONE_PROVEN)).isPresent();
            assertThat(fakes.mails.posted(MailKind.PHONE_CHANGED)).hasSize(1);
        }

        @Test
        void is_not_removed_by_a_request_to_remove_the_former_one() {
            fakes.administrators.setProvenPhone(ada, new MobileNumber("+4915123456780"));
            prove("+4915123456781");
            fakes.administrators.requirePasswordReset(realm.id(), ada.id());
            fakes.administrators.removePhone(realm.id(), ada.id());
            Administrator root = fakes.administrator(realm, "root@example.com", Role.SYSTEM_ADMINISTRATOR);
            signIn.phones.resets.request(fakes.caller(root), ada.id(), Factor.PHONE);
            assertThat(signIn.phones.resets.findPending(ada.id(), Factor.PHONE)).isPresent();
            set_the_password();

            complete(verify(pending(enroll(pending(start()), NUMBER)), latest().code()));

            assertThat(signIn.phones.resets.findPending(ada.id(), Factor.PHONE)).isEmpty();
        }

        @Test
        void that_is_corrected_gets_a_code_at_once_and_the_other_code_is_wrong() {
            View view = pending(enroll(pending(start()), NUMBER));
            String mistyped = latest().code();
            pending(enroll(view, "+4915123456780"));
            assertThat(latest().destination().value()).isEqualTo("+4915123456780");
            if (!mistyped.equals(latest().code())) {
                assertRefused(verify(view, mistyped), Reason.INVALID_CODE);
            }
            assertRefused(enroll(view, "+4915123456780"), Reason.RESEND_TOO_SOON);
        }

        @Test
        void is_refused_if_it_is_none_or_of_a_country_that_the_realm_does_not_allow() {
            View view = pending(start());
            assertRefused(enroll(view, "12"), Reason.PHONE_NOT_ALLOWED);
            RealmSettings now = realm.settings();
            update(new RealmSettings(
                    now.displayName(),
                    now.locale(),
                    now.accentColor(),
                    now.mfa(),
                    now.password(),
                    now.session(),
                    new Sms(List.of("AT"), Optional.empty()),
                    now.audience(),
                    now.allowedOrigins()));
            assertRefused(enroll(view, NUMBER), Reason.PHONE_NOT_ALLOWED);
        }

        @Test
        void that_no_more_codes_are_sent_to_leaves_the_sign_in() {
            View view = pending(enroll(pending(start()), NUMBER));
            fakes.clock.advance(Duration.ofMinutes(1));
            fakes.otp.stopNumbersUntil(fakes.clock.instant().plusSeconds(60));
            assertRefused(enroll(view, "+4915123456780"), Reason.PHONE_NOT_ALLOWED);
            assertThat(pending(state(view)).state())
                    .as("another number was refused")
                    .isEqualTo(State.CODE_SENT);
            assertRefused(send(view, Channel.SMS), Reason.PHONE_NOT_ALLOWED);
            assertThat(pending(state(view)).state()).isEqualTo(State.ENROLL_PHONE);
            assertRefused(verify(view, latest().code()), Reason.STEP_NOT_ALLOWED);
            fakes.clock.advance(Duration.ofMinutes(1));
            assertThat(pending(enroll(view, NUMBER)).state()).isEqualTo(State.CODE_SENT);
        }

        @Test
        void that_three_others_have_proven_meanwhile_is_not_proven() {
            View view = pending(enroll(pending(start()), NUMBER));
            for (String email : List.of("bob@example.com", "eve@example.com", "joe@example.com")) {
                Administrator other = fakes.administrator(fakes.realm(email.substring(0, 3)), email, Role.OPERATOR);
                fakes.administrators.setProvenPhone(other, new MobileNumber(NUMBER));
            }
            assertRefused(verify(view, latest().code()), Reason.PHONE_NOT_ALLOWED);
            assertThat(fakes.now(ada).phone()).isEmpty();
        }

        @Test
        void that_is_proven_is_the_only_one_that_gets_codes() {
            prove(NUMBER);
            View view = pending(start());
            assertThat(latest().destination().value()).isEqualTo(NUMBER);
            assertRefused(enroll(view, "+4915123456780"), Reason.STEP_NOT_ALLOWED);
        }

        @Test
        void is_not_requested_where_codes_go_by_mail() {
            mfa(MfaMethod.EMAIL);
            assertRefused(enroll(pending(start()), NUMBER), Reason.CHANNEL_NOT_ALLOWED);
        }
    }

    @Nested
    class Choice {
        @Test
        void is_offered_between_number_and_mailbox() {
            prove(NUMBER);
            mfa(MfaMethod.SMS_OR_EMAIL);
            View view = pending(start());
            assertThat(view.state()).isEqualTo(State.CHOOSE_CHANNEL);
            assertThat(view.channels()).extracting(Destination::channel).containsExactly(Channel.SMS, Channel.EMAIL);
            pending(send(view, Channel.EMAIL));
            Session session = complete(verify(view, latest().code())).opened().session();
            assertThat(session.secondFactor()).contains(SecondFactor.EMAIL);
        }

        @Test
        void of_the_other_channel_invalidates_the_first_code() {
            prove(NUMBER);
            mfa(MfaMethod.SMS_OR_EMAIL);
            View view = pending(start());
            pending(send(view, Channel.EMAIL));
            String byMail = latest().code();
            fakes.clock.advance(Duration.ofMinutes(1));
            pending(send(view, Channel.SMS));
            if (!byMail.equals(latest().code())) {
                assertRefused(verify(view, byMail), Reason.INVALID_CODE);
            }
        }
    }

    @Nested
    class Trusted_browser {
        @BeforeEach
        void enable() {
            Mfa now = realm.settings().mfa();
            update(realm.settings().with(now.enabledWith(MfaMethod.EMAIL).with(AuthenticationInterval.DAY)));
        }

        @Test
        void replaces_the_code_until_the_interval_is_over() {
            String secret = trust();
            Session session = complete(start(EMAIL, PASSWORD, Optional.of(secret)))
                    .opened()
                    .session();
            assertThat(session.secondFactor()).isEmpty();
            assertThat(session.secondFactorAt()).isPresent();
            assertThat(fakes.audit.details(AuditEventType.SIGNED_IN)).contains(Map.of("factor", "TRUSTED_BROWSER"));
            fakes.clock.advance(Duration.ofDays(1));
            assertThat(start(EMAIL, PASSWORD, Optional.of(secret))).isInstanceOf(Pending.class);
        }

        @Test
        void is_not_granted_for_a_recovery_code() {
            RecoveryCode code =
                    fakes.recoveryCodes.regenerate(realm.id(), ada.id()).get(0);
            assertThat(complete(service.recover(realm, pending(start()).signInId(), code.formatted(), Fakes.REQUESTER))
                            .trusted())
                    .isEmpty();
        }

        @Test
        void is_not_granted_where_every_sign_in_requires_a_code() {
            mfa(MfaMethod.EMAIL);
            Mfa now = realm.settings().mfa();
            update(realm.settings().with(now.enabledWith(MfaMethod.EMAIL).with(AuthenticationInterval.ALWAYS)));
            View view = pending(start());
            Complete complete = complete(service.verify(
                    realm,
                    view.signInId(),
                    latest().code(),
                    new BrowserTrust(true, Optional.empty()),
                    Fakes.REQUESTER));
            assertThat(complete.trusted()).isEmpty();
        }

        private String trust() {
            View view = pending(start());
            return complete(service.verify(
                            realm,
                            view.signInId(),
                            latest().code(),
                            new BrowserTrust(true, Optional.empty()),
                            Fakes.REQUESTER))
                    .trusted()
                    .orElseThrow()
                    .secret();
        }
    }

    @Nested
    class Flow {
        @BeforeEach
        void enable() {
            mfa(MfaMethod.EMAIL);
        }

        @Test
        void ends_when_account_or_policy_changes() {
            View view = pending(start());
            fakes.administrators.requirePasswordReset(realm.id(), ada.id());
            assertRefused(verify(view, latest().code()), Reason.FLOW_EXPIRED);
        }

        @Test
        void ends_when_the_method_changes() {
            View view = pending(start());
            mfa(MfaMethod.SMS_OR_EMAIL);
            assertRefused(verify(view, latest().code()), Reason.FLOW_EXPIRED);
        }

        @Test
        void ends_after_fifteen_minutes() {
            View view = pending(start());
            fakes.clock.advance(RedisFlowStore.LIFETIME);
            assertRefused(service.state(realm, view.signInId(), Fakes.REQUESTER), Reason.FLOW_EXPIRED);
        }

        @Test
        void is_unknown_to_another_realm() {
            View view = pending(start());
            Realm other = fakes.realm("other");
            service.cancel(other, view.signInId());
            assertRefused(service.state(other, view.signInId(), Fakes.REQUESTER), Reason.FLOW_EXPIRED);
            assertThat(service.state(realm, view.signInId(), Fakes.REQUESTER)).isInstanceOf(Pending.class);
        }

        @Test
        void is_over_when_it_is_cancelled() {
            View view = pending(start());
            service.cancel(realm, view.signInId());
            assertRefused(verify(view, latest().code()), Reason.FLOW_EXPIRED);
        }
    }

    @Nested
    class Without_text_messages {
        @BeforeEach
        void switch_off() {
            mfa(MfaMethod.SMS);
            prove(NUMBER);
        }

        @Test
        void the_code_goes_to_the_mailbox_whatever_the_stored_method() {
            withoutTexts();
            View view = pending(start());
            assertThat(view.channels()).extracting(Destination::channel).containsExactly(Channel.EMAIL);
            assertThat(latest().destination()).isEqualTo(ada.email());
            assertRefused(send(view, Channel.SMS), Reason.CHANNEL_NOT_ALLOWED);
            assertRefused(enroll(view, NUMBER), Reason.CHANNEL_NOT_ALLOWED);
            assertThat(complete(verify(view, latest().code()))
                            .opened()
                            .session()
                            .secondFactor())
                    .contains(SecondFactor.EMAIL);
        }

        @Test
        void no_number_is_asked_for() {
            fakes.administrators.removePhone(realm.id(), ada.id());
            withoutTexts();
            View view = pending(start());
            assertThat(view.state()).isEqualTo(State.CODE_SENT);
            assertThat(view.phoneOpen()).isFalse();
        }

        @Test
        void a_sign_in_by_a_code_to_the_number_ends() {
            View view = pending(start());
            String code = latest().code();
            withoutTexts();
            assertRefused(verify(view, code), Reason.FLOW_EXPIRED);
        }

        private void withoutTexts() {
            fakes.channels.remove(Channel.SMS);
            realm = fakes.realms.get(realm.slug());
        }
    }

    @Nested
    class Notice {
        @Test
        void of_a_new_browser_is_mailed_from_the_second_one_on() {
            start();
            start();
            assertThat(fakes.mails.posted(MailKind.NEW_BROWSER)).isEmpty();
            Requester elsewhere = new Requester("198.51.100.7", "another", "request");
            service.start(
                    realm,
                    EMAIL,
                    PASSWORD,
                    SessionKind.BROWSER,
                    elsewhere,
                    Client.browser(Optional.empty(), Optional.empty()));
            assertThat(fakes.mails.posted(MailKind.NEW_BROWSER)).hasSize(1);
        }
    }

    private SignInOutcome start() {
        return start(EMAIL, PASSWORD, Optional.empty());
    }

    private SignInOutcome start(String email, String password, Optional<String> browser) {
        return service.start(
                realm, email, password, SessionKind.API, Fakes.REQUESTER, Client.browser(browser, Optional.empty()));
    }

    private SignInOutcome verify(View view, String code) {
        return service.verify(realm, view.signInId(), code, NO_TRUST, Fakes.REQUESTER);
    }

    private SignInOutcome send(View view, Channel channel) {
        return service.sendCode(realm, view.signInId(), channel, Fakes.REQUESTER, Optional.empty());
    }

    private SignInOutcome state(View view) {
        return service.state(realm, view.signInId(), Fakes.REQUESTER);
    }

    private SignInOutcome enroll(View view, String number) {
        return service.enrollPhone(realm, view.signInId(), number, Optional.empty(), Fakes.REQUESTER);
    }

    private void mfa(MfaMethod method) {
        update(realm.settings().with(realm.settings().mfa().enabledWith(method)));
    }

    private void update(RealmSettings settings) {
        realm = fakes.realms.update(realm, settings);
    }

    private void prove(String number) {
        fakes.administrators.setProvenPhone(
                fakes.now(ada), MobileNumber.parse(number, Optional.empty()).orElseThrow());
    }

    private CodeMessage latest() {
        return fakes.dispatch.latestCode();
    }

    /** Returns a code of the right length that is not the newest one. */
    private String wrong() {
        return latest().code().equals("000000") ? "000001" : "000000";
    }
}
