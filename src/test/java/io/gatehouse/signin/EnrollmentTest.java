package io.gatehouse.signin;

import static io.gatehouse.signin.SignInOutcomes.assertRefused;
import static io.gatehouse.signin.SignInOutcomes.complete;
import static io.gatehouse.signin.SignInOutcomes.pending;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.OutgoingMessage.CodeMessage;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.otp.CodeLockout.Scope;
import io.gatehouse.password.PasswordVerifier.Client;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.Mfa;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.signin.SignInOutcome.Complete;
import io.gatehouse.signin.SignInOutcome.Pending;
import io.gatehouse.signin.SignInOutcome.State;
import io.gatehouse.signin.SignInOutcome.View;
import io.gatehouse.signin.SignInService.BrowserTrust;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must be proven before a sign-in enrols a number. */
class EnrollmentTest {
    private static final String PASSWORD = "correct horse battery staple";
    private static final String NUMBER = "+4915123456789";
    private static final BrowserTrust NO_TRUST = BrowserTrust.none();

    private final Fakes fakes = new Fakes();
    private final SignInFakes signIn = new SignInFakes(fakes);
    private final SignInService service = signIn.signIns;
    private Realm realm = fakes.realm("enrollment");
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);

    @BeforeEach
    void set_the_password_by_a_link() {
        mfa(MfaMethod.SMS_OR_EMAIL);
        fakes.administrators.setLinkedPasswordHash(realm.id(), ada.id(), signIn.passwords.hasher.hash(PASSWORD));
    }

    @Nested
    class The_first_sign_in_after_a_link {
        @Test
        void enrols_a_number_without_a_mail() {
            View view = pending(start());
            assertThat(view.state()).isEqualTo(State.ENROLL_PHONE);
            assertThat(view.purpose()).isEqualTo(CodePurpose.SIGN_IN);
            assertThat(fakes.dispatch.messages()).isEmpty();
            pending(enroll(view));
            assertThat(complete(verify(view)).enrolled()).isTrue();
        }

        @Test
        void is_the_only_one_without_a_mail() {
            signInByMail();
            assertMailboxFirst(start());
        }

        @Test
        void is_no_longer_that_after_a_day() {
            fakes.clock.advance(Duration.ofDays(1).minusMillis(1));
            View view = pending(start());
            assertThat(view.state()).isEqualTo(State.ENROLL_PHONE);
            fakes.clock.advance(Duration.ofMillis(1));
            assertRefused(enroll(view), Reason.STEP_NOT_ALLOWED);
            assertMailboxFirst(start());
        }

        @Test
        void is_any_that_was_completed_without_a_second_factor_too() {
            update(mfaSettings(false, MfaMethod.SMS, AuthenticationInterval.ALWAYS));
            complete(start());
            mfa(MfaMethod.SMS);
            assertMailboxFirst(start());
        }

        @Test
        void is_not_one_after_another_change_of_the_password() {
            fakes.administrators.changePasswordHash(realm.id(), ada.id(), signIn.passwords.hasher.hash(PASSWORD));
            assertMailboxFirst(start());
        }

        @Test
        void follows_every_link() {
            signInByMail();
            set_the_password_by_a_link();
            assertThat(pending(start()).state()).isEqualTo(State.ENROLL_PHONE);
        }

        @Test
        void proves_the_mailbox_that_the_link_went_to() {
            fakes.administrators.changeEmail(fakes.now(ada), new EmailAddress("a@example.com"));
            assertMailboxFirst(start());
        }

        @Test
        void ends_another_one_under_way_that_has_not_entered_a_number() {
            View other = pending(start());
            signInByMail();
            assertRefused(enroll(other), Reason.STEP_NOT_ALLOWED);
            View now = pending(state(other));
            assertThat(now.state()).isEqualTo(State.CHOOSE_CHANNEL);
            assertThat(now.purpose()).isEqualTo(CodePurpose.ENROLLMENT);
            assertMailboxFirst(send(other, Channel.EMAIL));
            assertThat(pending(verify(other)).state()).isEqualTo(State.ENROLL_PHONE);
        }

        @Test
        void ends_another_one_under_way_that_has_entered_a_number() {
            View other = pending(start());
            pending(enroll(other));
            String code = latest().code();
            signInByMail();
            assertRefused(verify(other, code), Reason.STEP_NOT_ALLOWED);
            assertThat(fakes.now(ada).phone()).isEmpty();
        }

        @Test
        void ends_another_one_under_way_whose_mail_completed_it() {
            View other = pending(start());
            pending(send(other, Channel.EMAIL));
            String code = latest().code();
            signInByMail();
            assertRefused(verify(other, code), Reason.STEP_NOT_ALLOWED);
        }
    }

    @Nested
    class The_password_alone {
        @BeforeEach
        void use_the_link_up() {
            signInByMail();
        }

        @ParameterizedTest
        @EnumSource(
                value = MfaMethod.class,
                names = {"SMS", "SMS_OR_EMAIL"})
        void enrols_no_number(MfaMethod method) {
            mfa(method);
            View view = pending(start());
            assertMailboxFirst(new Pending(view));
            assertRefused(enroll(view), Reason.STEP_NOT_ALLOWED);
            assertRefused(send(view, Channel.SMS), Reason.CHANNEL_NOT_ALLOWED);
        }

        @Test
        void enrols_no_number_after_the_method_has_changed_from_mail_to_text_messages() {
            mfa(MfaMethod.EMAIL);
            complete(verify(pending(start())));
            mfa(MfaMethod.SMS);
            assertMailboxFirst(start());
        }

        @Test
        void enrols_no_number_after_it_was_removed() {
            fakes.administrators.setProvenPhone(fakes.now(ada), new MobileNumber(NUMBER));
            View view = pending(start());
            pending(send(view, Channel.SMS));
            complete(verify(view));
            fakes.administrators.removePhone(realm.id(), ada.id());
            assertMailboxFirst(start());
        }

        @Test
        void signs_in_by_a_mail_where_only_those_are_sent() {
            mfa(MfaMethod.EMAIL);
            View view = pending(start());
            assertThat(view.purpose()).isEqualTo(CodePurpose.SIGN_IN);
            complete(verify(view));
        }
    }

    @Nested
    class A_code_by_mail {
        private View view;

        @BeforeEach
        void use_the_link_up() {
            signInByMail();
        }

        @Test
        void lets_a_number_be_entered() {
            View proven = prove(MfaMethod.SMS);
            assertThat(proven.state()).isEqualTo(State.ENROLL_PHONE);
            assertThat(proven.phoneOpen()).isTrue();
            assertThat(proven.channels()).isEmpty();
            assertThat(fakes.now(ada).phone()).isEmpty();
            assertRefused(send(proven, Channel.EMAIL), Reason.CHANNEL_NOT_ALLOWED);
            pending(enroll(proven));
            Complete complete = complete(verify(proven));
            assertThat(complete.opened().session().secondFactor()).contains(SecondFactor.SMS);
            assertThat(fakes.now(ada).phone()).contains(new MobileNumber(NUMBER));
        }

        @Test
        void completes_in_place_of_a_number_without_another_one() {
            View proven = prove(MfaMethod.SMS_OR_EMAIL);
            Instant provenAt = fakes.clock.instant();
            assertThat(proven.channels()).extracting(Destination::channel).containsExactly(Channel.EMAIL);
            int messages = fakes.dispatch.messages().size();
            fakes.clock.advance(Duration.ofMinutes(2));
            var session = complete(send(proven, Channel.EMAIL)).opened().session();
            assertThat(session.secondFactor()).contains(SecondFactor.EMAIL);
            assertThat(session.secondFactorAt()).contains(provenAt);
            assertThat(fakes.dispatch.messages()).hasSize(messages);
            assertRefused(send(proven, Channel.EMAIL), Reason.FLOW_EXPIRED);
        }

        @Test
        void completes_nothing_while_the_codes_of_sign_ins_are_locked() {
            IntStream.range(0, 10).forEach(i -> fakes.otp.lockout.wrong(ada.id(), Scope.SIGN_IN, Optional.empty()));
            assertRefused(send(prove(MfaMethod.SMS_OR_EMAIL), Channel.EMAIL), Reason.LOCKED);
        }

        @Test
        void makes_the_browser_trusted_only_with_the_completion() {
            update(mfaSettings(true, MfaMethod.SMS_OR_EMAIL, AuthenticationInterval.DAY));
            view = pending(start());
            var trust = new BrowserTrust(true, Optional.empty());
            pending(service.verify(realm, view.signInId(), latest().code(), trust, Fakes.REQUESTER));
            assertThat(complete(send(view, Channel.EMAIL)).trusted()).isPresent();
        }

        @Test
        void is_not_the_code_of_the_number() {
            mfa(MfaMethod.SMS_OR_EMAIL);
            view = pending(start());
            String mailed = latest().code();
            pending(verify(view, mailed));
            assertRefused(verify(view, mailed), Reason.STEP_NOT_ALLOWED);
            pending(enroll(view));
            if (!latest().code().equals(mailed)) {
                assertRefused(verify(view, mailed), Reason.INVALID_CODE);
            }
            assertThat(fakes.now(ada).phone()).isEmpty();
        }

        @Test
        void proves_one_sign_in_only() {
            prove(MfaMethod.SMS_OR_EMAIL);
            assertMailboxFirst(start());
        }

        @Test
        void is_not_compared_after_five_wrong_ones() {
            mfa(MfaMethod.SMS);
            view = pending(start());
            String right = latest().code();
            String wrong = right.equals("000000") ? "000001" : "000000";
            IntStream.range(0, 3).forEach(i -> assertRefused(verify(view, wrong), Reason.INVALID_CODE));
            fakes.clock.advance(Duration.ofMinutes(1));
            pending(send(view, Channel.EMAIL));
            IntStream.range(0, 2).forEach(i -> assertRefused(verify(view, "x"), Reason.INVALID_CODE));
            assertRefused(verify(view), Reason.CODE_USED_UP);
            assertRefused(enroll(view), Reason.CODE_USED_UP);
        }

        @Test
        void does_not_clear_the_count_of_wrong_codes_of_sign_ins() {
            IntStream.range(0, 9).forEach(i -> fakes.otp.lockout.wrong(ada.id(), Scope.SIGN_IN, Optional.empty()));
            View proven = prove(MfaMethod.SMS);
            pending(enroll(proven));
            assertRefused(verify(proven, "x"), Reason.INVALID_CODE);
            assertRefused(verify(proven), Reason.LOCKED);
        }

        @Test
        void is_worthless_once_another_sign_in_has_enrolled_a_number() {
            mfa(MfaMethod.SMS_OR_EMAIL);
            view = pending(start());
            String mailed = latest().code();
            fakes.administrators.setProvenPhone(fakes.now(ada), new MobileNumber(NUMBER));
            assertRefused(verify(view, mailed), Reason.STEP_NOT_ALLOWED);
            assertThat(pending(state(view)).purpose()).isEqualTo(CodePurpose.SIGN_IN);
            View proven = pending(start());
            assertRefused(enroll(proven), Reason.STEP_NOT_ALLOWED);
        }

        private View prove(MfaMethod method) {
            mfa(method);
            view = pending(start());
            return pending(verify(view));
        }
    }

    @Nested
    class A_recovery_code {
        private final String code =
                fakes.recoveryCodes.regenerate(realm.id(), ada.id()).get(0).formatted();

        @Test
        void replaces_neither_the_number_nor_its_code() {
            View view = pending(start());
            assertThat(view.recoverable()).isFalse();
            assertRefused(recover(view), Reason.STEP_NOT_ALLOWED);
            assertThat(pending(enroll(view)).recoverable()).isFalse();
            assertRefused(recover(view), Reason.STEP_NOT_ALLOWED);
        }

        @Test
        void replaces_no_code_of_the_mailbox() {
            signInByMail();
            View view = pending(start());
            assertThat(view.recoverable()).isFalse();
            assertRefused(recover(view), Reason.STEP_NOT_ALLOWED);
            assertThat(pending(state(view)).code().orElseThrow().code().attemptsLeft())
                    .isEqualTo(5);
        }

        @Test
        void leads_past_no_lock_on_sending() {
            signInByMail();
            IntStream.range(0, 4).forEach(i -> fakes.otp.lockout.sent(ada.id(), Scope.ENROLLMENT));
            assertRefused(start(), Reason.LOCKED);
        }

        private SignInOutcome recover(View view) {
            return service.recover(realm, view.signInId(), code, Fakes.REQUESTER);
        }
    }

    /** Completes a sign-in by mail, which leaves the number out. */
    private void signInByMail() {
        View view = pending(start());
        pending(send(view, Channel.EMAIL));
        complete(verify(view));
    }

    private void assertMailboxFirst(SignInOutcome outcome) {
        View view = pending(outcome);
        assertThat(view.state()).isEqualTo(State.CODE_SENT);
        assertThat(view.purpose()).isEqualTo(CodePurpose.ENROLLMENT);
        assertThat(view.phoneOpen()).isFalse();
        assertThat(view.channels()).extracting(Destination::channel).containsExactly(Channel.EMAIL);
        assertThat(latest().purpose()).isEqualTo(CodePurpose.ENROLLMENT);
        assertThat(latest().destination()).isEqualTo(fakes.now(ada).email());
    }

    private SignInOutcome start() {
        return service.start(
                realm,
                fakes.now(ada).email().value(),
                PASSWORD,
                SessionKind.API,
                Fakes.REQUESTER,
                Client.browser(Optional.empty(), Optional.empty()));
    }

    private SignInOutcome enroll(View view) {
        return service.enrollPhone(realm, view.signInId(), NUMBER, Optional.empty(), Fakes.REQUESTER);
    }

    private SignInOutcome send(View view, Channel channel) {
        return service.sendCode(realm, view.signInId(), channel, Fakes.REQUESTER, Optional.empty());
    }

    private SignInOutcome state(View view) {
        return service.state(realm, view.signInId(), Fakes.REQUESTER);
    }

    private SignInOutcome verify(View view) {
        return verify(view, latest().code());
    }

    private SignInOutcome verify(View view, String code) {
        return service.verify(realm, view.signInId(), code, NO_TRUST, Fakes.REQUESTER);
    }

    private CodeMessage latest() {
        return fakes.dispatch.latestCode();
    }

    private void mfa(MfaMethod method) {
        update(mfaSettings(true, method, AuthenticationInterval.ALWAYS));
    }

    private Mfa mfaSettings(boolean enabled, MfaMethod method, AuthenticationInterval interval) {
        Mfa now = realm.settings().mfa();
        Mfa changed = now.enabledWith(method).with(interval);
        return enabled ? changed : changed.disabled();
    }

    private void update(Mfa mfa) {
        realm = fakes.realms.update(realm, realm.settings().with(mfa));
    }
}
