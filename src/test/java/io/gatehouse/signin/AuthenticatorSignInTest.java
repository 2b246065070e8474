package io.gatehouse.signin;

import static io.gatehouse.signin.SignInOutcomes.assertRefused;
import static io.gatehouse.signin.SignInOutcomes.complete;
import static io.gatehouse.signin.SignInOutcomes.pending;
import static io.gatehouse.signin.SignInOutcomes.ready;
import static io.gatehouse.signin.SignInOutcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.authenticator.TestApp;
import io.gatehouse.authenticator.TestPasskey;
import io.gatehouse.authenticator.TestPasskey.Algorithm;
import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.otp.CodeLockout.Scope;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.password.PasswordVerifier.Client;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.AuthenticatorUse;
import io.gatehouse.realm.RealmSettings.Mfa;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.session.StepUp;
import io.gatehouse.signin.SignInOutcome.Complete;
import io.gatehouse.signin.SignInOutcome.Pending;
import io.gatehouse.signin.SignInOutcome.State;
import io.gatehouse.signin.SignInOutcome.View;
import io.gatehouse.signin.SignInService.BrowserTrust;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sign-in and step-up with authenticator apps and passkeys, and the enrolment of those that the policy requires. */
class AuthenticatorSignInTest {
    private static final String PASSWORD = "correct horse battery staple";
    private static final String EMAIL = "ada@example.com";
    private static final MobileNumber NUMBER =
            MobileNumber.parse("+4915123456789", Optional.empty()).orElseThrow();
    private static final BrowserTrust NO_TRUST = BrowserTrust.none();

    private final Fakes fakes = new Fakes();
    private final SignInFakes signIn = new SignInFakes(fakes);
    private final SignInService service = signIn.signIns;
    private Realm realm = fakes.realm("factors");
    private final Administrator ada = fakes.administrator(realm, EMAIL, Role.OPERATOR);
    private TestApp app;
    private final TestPasskey passkey =
            new TestPasskey("https://gatehouse.example", "gatehouse.example", Algorithm.ES256);

    @BeforeEach
    void set_up() {
        fakes.administrators.setLinkedPasswordHash(realm.id(), ada.id(), signIn.passwords.hasher.hash(PASSWORD));
        mfa(mfa -> mfa.enabledWith(MfaMethod.EMAIL));
    }

    @Nested
    class With_an_authenticator {
        @BeforeEach
        void enroll() {
            addApp();
            addPasskey();
        }

        @Test
        void no_code_is_sent_unasked_and_the_strongest_comes_first() {
            View view = pending(start());
            assertThat(view.state()).isEqualTo(State.CHOOSE_CHANNEL);
            assertThat(view.authenticators())
                    .extracting(Authenticator::kind)
                    .containsExactly(AuthenticatorKind.PASSKEY, AuthenticatorKind.TOTP);
            assertThat(view.channels()).extracting(Destination::channel).containsExactly(Channel.EMAIL);
            assertThat(fakes.audit.details(AuditEventType.CODE_ISSUED)).isEmpty();
        }

        @Test
        void the_code_of_the_app_signs_in_once() {
            String code = app.code(fakes.clock.instant());
            Session session = complete(totp(pending(start()), code)).opened().session();
            assertThat(session.secondFactor()).contains(SecondFactor.TOTP);
            assertThat(session.secondFactorAt()).contains(fakes.clock.instant());
            assertThat(session.withoutPassword()).isFalse();
            assertThat(fakes.audit.details(AuditEventType.SIGNED_IN)).contains(Map.of("factor", "TOTP"));
            assertRefused(totp(pending(start()), code), Reason.INVALID_CODE);
        }

        @Test
        void a_passkey_signs_in() {
            Session session = complete(byPasskey(pending(start()))).opened().session();
            assertThat(session.secondFactor()).contains(SecondFactor.SYNCED_PASSKEY);
            assertThat(session.withoutPassword()).isFalse();
        }

        @Test
        void a_passkey_that_stays_on_its_device_is_another_factor() {
            fakes.authenticators.authenticators.deleteAll(ada.id());
            passkey.synced = false;
            addPasskey();
            assertThat(complete(byPasskey(pending(start()))).opened().session().secondFactor())
                    .contains(SecondFactor.PASSKEY);
        }

        @Test
        void a_code_signs_in_where_the_policy_lets_it() {
            View view = pending(service.sendCode(
                    realm, pending(start()).signInId(), Channel.EMAIL, Fakes.REQUESTER, Optional.empty()));
            assertThat(view.state()).isEqualTo(State.CODE_SENT);
            assertThat(view.authenticators()).hasSize(2);
            assertThat(complete(code(view)).opened().session().secondFactor()).contains(SecondFactor.EMAIL);
        }

        @Test
        void a_number_is_not_required() {
            mfa(mfa -> mfa.enabledWith(MfaMethod.SMS));
            View view = pending(start());
            assertThat(view.state()).isEqualTo(State.CHOOSE_CHANNEL);
            assertThat(view.channels()).isEmpty();
            assertThat(view.phoneOpen()).isFalse();
            assertThat(complete(byPasskey(view)).opened().session().secondFactor())
                    .contains(SecondFactor.SYNCED_PASSKEY);
        }

        @Test
        void five_wrong_codes_of_the_app_end_the_sign_in() {
            View view = pending(start());
            for (int left = 4; left >= 0; left--) {
                assertThat(refusal(totp(view, wrong())).attemptsLeft()).hasValue(left);
            }
            assertRefused(totp(view, app.code(fakes.clock.instant())), Reason.CODE_USED_UP);
            assertThat(byPasskey(pending(start()))).isInstanceOf(Complete.class);
        }

        @Test
        void a_refused_passkey_counts_as_an_attempt_and_its_challenge_is_used_up() {
            View view = pending(start());
            String challenge = options(view).challenge();
            passkey.brokenSignature = true;
            Refusal refusal = refusal(
                    service.verifyPasskey(realm, view.signInId(), passkey.get(challenge), NO_TRUST, Fakes.REQUESTER));
            assertThat(refusal.reason()).isEqualTo(Reason.PASSKEY_REFUSED);
            assertThat(refusal.attemptsLeft()).hasValue(4);
            passkey.brokenSignature = false;
            assertRefused(
                    service.verifyPasskey(realm, view.signInId(), passkey.get(challenge), NO_TRUST, Fakes.REQUESTER),
                    Reason.CODE_EXPIRED);
            assertThat(byPasskey(view)).isInstanceOf(Complete.class);
        }

        @Test
        void locks_of_codes_bar_neither_and_a_lock_of_the_app_bars_no_other() {
            lock(Scope.SIGN_IN);
            assertThat(totp(pending(start()), app.code(fakes.clock.instant()))).isInstanceOf(Complete.class);
            lock(Scope.TOTP);
            View view = pending(start());
            fakes.clock.advance(Duration.ofMinutes(1));
            assertRefused(totp(view, app.code(fakes.clock.instant())), Reason.LOCKED);
            assertThat(byPasskey(view)).isInstanceOf(Complete.class);
            fakes.otp.lockout.clear(ada.id(), Scope.SIGN_IN, Optional.empty());
            View sent = pending(service.sendCode(
                    realm, pending(start()).signInId(), Channel.EMAIL, Fakes.REQUESTER, Optional.empty()));
            assertThat(code(sent)).isInstanceOf(Complete.class);
        }

        @Test
        void suspended_ones_are_neither_accepted_nor_replaced_while_the_policy_requires_them() {
            fakes.authenticators.authenticators.suspendRecent(ada.id());
            View view = pending(start());
            assertThat(view.authenticators()).isEmpty();
            assertThat(view.phoneOpen()).isFalse();
            assertThat(code(view)).isInstanceOf(Complete.class);
            mfa(mfa -> mfa.withAuthenticators(
                    AuthenticatorUse.ALLOWED, AuthenticatorUse.ALLOWED, Map.of(Role.OPERATOR, FactorStrength.TOTP)));
            assertRefused(start(), Reason.AUTHENTICATOR_SUSPENDED);
            fakes.authenticators.authenticators.deleteSuspended(ada.id());
            assertThat(pending(start()).channels()).isNotEmpty();
        }

        @Test
        void one_that_is_suspended_after_the_weaker_factor_is_not_replaced() {
            fakes.authenticators.authenticators.deleteAll(ada.id());
            mfa(mfa -> mfa.withAuthenticators(
                    AuthenticatorUse.ALLOWED, AuthenticatorUse.ALLOWED, Map.of(Role.OPERATOR, FactorStrength.PASSKEY)));
            View enrolling = pending(code(pending(start())));
            addApp();
            fakes.authenticators.authenticators.suspendRecent(ada.id());
            View view = pending(service.state(realm, enrolling.signInId(), Fakes.REQUESTER));
            assertThat(view.enrollable()).isEmpty();
            assertThat(view.channels()).isEmpty();
        }

        @Test
        void wrong_codes_of_the_app_are_counted_over_all_sign_ins_and_warn_of_a_known_password() {
            IntStream.range(0, 2).forEach(i -> totp(pending(start()), wrong()));
            assertThat(fakes.mails.posted(MailKind.PASSWORD_KNOWN)).isEmpty();
            totp(pending(start()), wrong());
            assertThat(fakes.mails.posted(MailKind.PASSWORD_KNOWN)).hasSize(1);
            assertThat(fakes.otp.lockout.entryLockedUntil(ada.id(), Scope.SIGN_IN))
                    .isEmpty();
        }

        @Test
        void one_that_is_removed_or_switched_off_meanwhile_is_refused() {
            View view = pending(start());
            String challenge = options(view).challenge();
            fakes.authenticators.authenticators.deleteAll(ada.id());
            assertRefused(totp(view, app.code(fakes.clock.instant())), Reason.CHANNEL_NOT_ALLOWED);
            assertRefused(
                    service.verifyPasskey(realm, view.signInId(), passkey.get(challenge), NO_TRUST, Fakes.REQUESTER),
                    Reason.CHANNEL_NOT_ALLOWED);
            addApp();
            mfa(mfa -> mfa.withAuthenticators(AuthenticatorUse.OFF, AuthenticatorUse.ALLOWED, mfa.minimum()));
            assertRefused(totp(view, app.code(fakes.clock.instant())), Reason.CHANNEL_NOT_ALLOWED);
        }

        @Test
        void a_suspended_one_is_none() {
            fakes.authenticators.authenticators.suspendRecent(ada.id());
            assertThat(pending(start()).state()).isEqualTo(State.CODE_SENT);
        }

        @Test
        void the_browser_is_trusted_by_any_of_them() {
            mfa(mfa -> mfa.with(AuthenticationInterval.DAY));
            View view = pending(start());
            Complete complete = complete(service.verifyTotp(
                    realm,
                    view.signInId(),
                    app.code(fakes.clock.instant()),
                    new BrowserTrust(true, Optional.empty()),
                    Fakes.REQUESTER));
            Optional<String> secret =
                    Optional.of(complete.trusted().orElseThrow().secret());
            assertThat(start(secret)).isInstanceOf(Complete.class);
            minimum(FactorStrength.TOTP);
            assertThat(start(secret)).isInstanceOf(Pending.class);
        }

        @Test
        void a_disabled_account_signs_in_by_none() {
            View view = pending(start());
            String challenge = options(view).challenge();
            fakes.administrators.change(fakes.now(ada), "Ada", Role.OPERATOR, true);
            assertRefused(totp(view, app.code(fakes.clock.instant())), Reason.FLOW_EXPIRED);
            assertRefused(
                    service.verifyPasskey(realm, view.signInId(), passkey.get(challenge), NO_TRUST, Fakes.REQUESTER),
                    Reason.FLOW_EXPIRED);
        }
    }

    @Nested
    class Above_codes {
        @ParameterizedTest
        @EnumSource(
                value = FactorStrength.class,
                names = {"TOTP", "PASSKEY"})
        void weaker_factors_are_neither_offered_nor_accepted(FactorStrength minimum) {
            addApp();
            addPasskey();
            minimum(minimum);
            View view = pending(start());
            assertThat(view.channels()).isEmpty();
            assertThat(view.recoverable()).isFalse();
            assertThat(view.authenticators()).hasSize(minimum == FactorStrength.TOTP ? 2 : 1);
            assertRefused(
                    service.sendCode(realm, view.signInId(), Channel.EMAIL, Fakes.REQUESTER, Optional.empty()),
                    Reason.CHANNEL_NOT_ALLOWED);
            assertRefused(
                    service.verify(realm, view.signInId(), "123456", NO_TRUST, Fakes.REQUESTER),
                    Reason.STEP_NOT_ALLOWED);
            SignInOutcome byApp = totp(view, app.code(fakes.clock.instant()));
            if (minimum == FactorStrength.TOTP) {
                assertThat(byApp).isInstanceOf(Complete.class);
            } else {
                assertRefused(byApp, Reason.CHANNEL_NOT_ALLOWED);
                assertThat(byPasskey(view)).isInstanceOf(Complete.class);
            }
        }

        @Test
        void a_recovery_code_requests_the_reset_of_the_authenticators_and_nothing_else() {
            addPasskey();
            String recovery = recoveryCode();
            minimum(FactorStrength.PASSKEY);
            View view = pending(start());
            assertThat(view.resettable()).isTrue();
            assertThat(refusal(service.recover(realm, view.signInId(), "0000-0000-0000-0000", Fakes.REQUESTER))
                            .attemptsLeft())
                    .hasValue(4);
            View requested = pending(service.recover(realm, view.signInId(), recovery, Fakes.REQUESTER));
            assertThat(requested.state()).isEqualTo(State.RESET_REQUESTED);
            assertThat(requested.reset()).isPresent();
            assertThat(requested.authenticators()).isEmpty();
            assertThat(fakes.authenticators.authenticators.list(ada.id())).hasSize(1);
            assertThat(fakes.audit.details(AuditEventType.SIGNED_IN)).isEmpty();
            assertThat(fakes.mails.posted(MailKind.AUTHENTICATORS_RESET_REQUESTED))
                    .hasSize(1);
            assertRefused(service.usePasskey(realm, view.signInId(), Fakes.REQUESTER), Reason.CHANNEL_NOT_ALLOWED);
            assertRefused(
                    service.recover(realm, view.signInId(), recoveryCode(), Fakes.REQUESTER), Reason.STEP_NOT_ALLOWED);
            assertThat(byPasskey(pending(start()))).isInstanceOf(Complete.class);
        }

        @Test
        void a_recovery_code_does_nothing_for_an_account_without_authenticators() {
            String recovery = recoveryCode();
            minimum(FactorStrength.TOTP);
            View view = pending(start());
            assertThat(view.resettable()).isFalse();
            assertRefused(service.recover(realm, view.signInId(), recovery, Fakes.REQUESTER), Reason.STEP_NOT_ALLOWED);
        }

        @Test
        void an_app_is_enrolled_after_the_code_and_before_the_session() {
            minimum(FactorStrength.TOTP);
            View view = pending(start());
            assertThat(view.state()).isEqualTo(State.CODE_SENT);
            assertRefused(service.enrollTotp(realm, view.signInId(), Fakes.REQUESTER), Reason.STEP_NOT_ALLOWED);
            assertRefused(totp(view, "123456"), Reason.CHANNEL_NOT_ALLOWED);

            View enrolling = pending(code(view));
            assertThat(enrolling.state()).isEqualTo(State.ENROLL_TOTP);
            assertThat(enrolling.enrollable()).containsExactly(AuthenticatorKind.PASSKEY, AuthenticatorKind.TOTP);
            assertThat(enrolling.channels()).isEmpty();
            assertThat(fakes.audit.details(AuditEventType.SIGNED_IN)).isEmpty();

            TestApp created = enrollTotp(enrolling);
            assertThat(enrollTotp(enrolling)).isEqualTo(created);
            assertThat(refusal(totp(enrolling, created.wrongCode(fakes.clock.instant())))
                            .attemptsLeft())
                    .hasValue(4);
            Complete complete = complete(totp(enrolling, created.code(fakes.clock.instant())));
            assertThat(complete.enrolled()).isTrue();
            assertThat(complete.opened().session().secondFactor()).contains(SecondFactor.TOTP);
            assertThat(fakes.now(ada).history().stepUpFrom()).isEmpty();
            assertThat(fakes.mails.posted(MailKind.TOTP_ADDED)).hasSize(1);
            assertRefused(totp(enrolling, created.code(fakes.clock.instant())), Reason.FLOW_EXPIRED);
        }

        @Test
        void a_passkey_may_be_enrolled_where_an_app_is_the_least() {
            minimum(FactorStrength.TOTP);
            assertThat(createPasskey(pending(code(pending(start()))))).isInstanceOf(Complete.class);
        }

        @Test
        void only_a_passkey_is_enrolled_where_it_is_the_least() {
            minimum(FactorStrength.PASSKEY);
            View enrolling = pending(code(pending(start())));
            assertThat(enrolling.state()).isEqualTo(State.ENROLL_PASSKEY);
            assertThat(enrolling.enrollable()).containsExactly(AuthenticatorKind.PASSKEY);
            assertRefused(service.enrollTotp(realm, enrolling.signInId(), Fakes.REQUESTER), Reason.STEP_NOT_ALLOWED);
            Session session = complete(createPasskey(enrolling)).opened().session();
            assertThat(session.secondFactor()).contains(SecondFactor.SYNCED_PASSKEY);
            assertThat(complete(byPasskey(pending(start()))).enrolled()).isFalse();
        }

        @Test
        void the_strongest_that_there_is_comes_before_the_enrolment() {
            addApp();
            minimum(FactorStrength.PASSKEY);
            View view = pending(start());
            assertThat(view.channels()).isEmpty();
            assertThat(view.authenticators()).extracting(Authenticator::kind).containsExactly(AuthenticatorKind.TOTP);
            assertThat(pending(totp(view, app.code(fakes.clock.instant()))).state())
                    .isEqualTo(State.ENROLL_PASSKEY);
        }

        @Test
        void neither_a_code_nor_a_recovery_code_ends_an_enrolment() {
            String recovery = recoveryCode();
            minimum(FactorStrength.TOTP);
            View enrolling = pending(code(pending(start())));
            assertRefused(
                    service.recover(realm, enrolling.signInId(), recovery, Fakes.REQUESTER), Reason.STEP_NOT_ALLOWED);
            assertRefused(
                    service.sendCode(realm, enrolling.signInId(), Channel.EMAIL, Fakes.REQUESTER, Optional.empty()),
                    Reason.CHANNEL_NOT_ALLOWED);
            assertRefused(code(enrolling), Reason.STEP_NOT_ALLOWED);
            assertThat(pending(service.state(realm, enrolling.signInId(), Fakes.REQUESTER))
                            .state())
                    .isEqualTo(State.ENROLL_TOTP);
        }

        @Test
        void an_enrolment_ends_once_the_account_has_what_the_policy_requires() {
            minimum(FactorStrength.PASSKEY);
            View thief = pending(code(pending(start())));
            View owner = pending(code(pending(start())));
            assertThat(createPasskey(owner)).isInstanceOf(Complete.class);
            assertRefused(service.createPasskey(realm, thief.signInId(), Fakes.REQUESTER), Reason.STEP_NOT_ALLOWED);
            assertThat(pending(service.state(realm, thief.signInId(), Fakes.REQUESTER))
                            .state())
                    .isEqualTo(State.CHOOSE_CHANNEL);
        }

        @Test
        void a_sign_in_ends_with_a_change_of_its_roles_minimum() {
            View sent = pending(start());
            minimum(FactorStrength.TOTP);
            assertRefused(code(sent), Reason.FLOW_EXPIRED);
            View enrolling = pending(code(pending(start())));
            minimum(FactorStrength.CODE);
            assertRefused(totp(enrolling, "123456"), Reason.FLOW_EXPIRED);
        }

        @Test
        void another_roles_minimum_changes_nothing() {
            View sent = pending(start());
            mfa(mfa ->
                    mfa.withAuthenticators(mfa.totp(), mfa.passkey(), Map.of(Role.OBSERVER, FactorStrength.PASSKEY)));
            assertThat(code(sent)).isInstanceOf(Complete.class);
        }

        @Test
        void an_account_that_had_a_second_factor_before_cannot_step_up_for_an_hour_after_an_enrolment() {
            complete(code(pending(start())));
            minimum(FactorStrength.TOTP);
            View enrolling = pending(code(pending(start())));
            Session session = complete(totp(enrolling, enrollTotp(enrolling).code(fakes.clock.instant())))
                    .opened()
                    .session();
            assertRefused(
                    signIn.stepUps.start(realm, session, Optional.empty(), Fakes.REQUESTER),
                    Reason.ENROLLMENT_TOO_RECENT);
            assertThat(fakes.sessions.stepUp.isGiven(realm, fakes.now(ada), session))
                    .isFalse();
        }

        @Test
        void a_number_is_proven_before_the_authenticator_is_enrolled() {
            mfa(mfa -> mfa.enabledWith(MfaMethod.SMS));
            minimum(FactorStrength.TOTP);
            View phone = pending(start());
            assertThat(phone.state()).isEqualTo(State.ENROLL_PHONE);
            View sent = pending(
                    service.enrollPhone(realm, phone.signInId(), NUMBER.value(), Optional.empty(), Fakes.REQUESTER));
            View enrolling = pending(code(sent));
            assertThat(enrolling.state()).isEqualTo(State.ENROLL_TOTP);
            assertThat(enrolling.phoneOpen()).isFalse();
            assertThat(fakes.now(ada).phone()).contains(NUMBER);
            assertThat(complete(totp(enrolling, enrollTotp(enrolling).code(fakes.clock.instant())))
                            .enrolled())
                    .isTrue();
        }

        @Test
        void trust_requested_with_the_code_is_granted_with_the_enrolment() {
            mfa(mfa -> mfa.with(AuthenticationInterval.DAY));
            minimum(FactorStrength.TOTP);
            View view = pending(start());
            View enrolling = pending(service.verify(
                    realm,
                    view.signInId(),
                    fakes.dispatch.latestCode().code(),
                    new BrowserTrust(true, Optional.empty()),
                    Fakes.REQUESTER));
            Complete complete = complete(totp(enrolling, enrollTotp(enrolling).code(fakes.clock.instant())));
            assertThat(complete.trusted()).isPresent();
        }
    }

    @Nested
    class Without_a_password {
        @BeforeEach
        void enroll() {
            addPasskey();
        }

        @Test
        void a_passkey_names_its_account_and_signs_in() {
            Session session = complete(withoutPassword()).opened().session();
            assertThat(session.administrator()).isEqualTo(ada.id());
            assertThat(session.withoutPassword()).isTrue();
            assertThat(session.secondFactor()).contains(SecondFactor.SYNCED_PASSKEY);
            assertThat(session.authenticatedAt()).isEqualTo(fakes.clock.instant());
            assertThat(fakes.sessions.stepUp.isFresh(realm, session)).isTrue();
        }

        @Test
        void has_one_attempt() {
            SignInService.PasskeyStart start = startByPasskey();
            passkey.brokenSignature = true;
            String broken = passkey.get(start.publicKey().challenge());
            assertRefused(verify(start, broken), Reason.INVALID_CREDENTIALS);
            passkey.brokenSignature = false;
            assertRefused(verify(start, passkey.get(start.publicKey().challenge())), Reason.FLOW_EXPIRED);
        }

        @Test
        void an_unknown_passkey_and_an_account_that_cannot_sign_in_have_the_same_refusal() {
            var unknown = new TestPasskey("https://gatehouse.example", "gatehouse.example", Algorithm.ES256);
            unknown.userHandle = passkey.userHandle;
            SignInService.PasskeyStart start = startByPasskey();
            Refusal refused =
                    refusal(verify(start, unknown.get(start.publicKey().challenge())));
            assertThat(refused).isEqualTo(Refusal.of(Reason.INVALID_CREDENTIALS));
            fakes.administrators.requirePasswordReset(realm.id(), ada.id());
            assertThat(refusal(withoutPassword())).isEqualTo(refused);
            fakes.administrators.change(fakes.now(ada), "Ada", Role.OPERATOR, true);
            assertThat(refusal(withoutPassword())).isEqualTo(refused);
        }

        @Test
        void is_not_possible_without_mfa_or_where_passkeys_are_off() {
            SignInService.PasskeyStart start = startByPasskey();
            mfa(Mfa::disabled);
            assertRefused(service.startByPasskey(realm, SessionKind.API, Fakes.REQUESTER), Reason.CHANNEL_NOT_ALLOWED);
            assertRefused(verify(start, passkey.get(start.publicKey().challenge())), Reason.FLOW_EXPIRED);
            mfa(mfa -> mfa.enabledWith(MfaMethod.EMAIL)
                    .withAuthenticators(AuthenticatorUse.ALLOWED, AuthenticatorUse.OFF, Map.of()));
            assertRefused(service.startByPasskey(realm, SessionKind.API, Fakes.REQUESTER), Reason.CHANNEL_NOT_ALLOWED);
        }

        @Test
        void is_of_its_realm() {
            Realm other = fakes.realm("other");
            SignInService.PasskeyStart start = startByPasskey();
            assertRefused(
                    service.verifyPasskey(
                            other,
                            start.signInId(),
                            passkey.get(start.publicKey().challenge()),
                            NO_TRUST,
                            Fakes.REQUESTER),
                    Reason.FLOW_EXPIRED);
        }

        @Test
        void can_be_cancelled() {
            SignInService.PasskeyStart start = startByPasskey();
            service.cancel(realm, start.signInId());
            assertRefused(verify(start, passkey.get(start.publicKey().challenge())), Reason.FLOW_EXPIRED);
        }

        @Test
        void starts_are_limited_by_client_address() {
            IntStream.range(0, 60).forEach(i -> startByPasskey());
            assertRefused(service.startByPasskey(realm, SessionKind.API, Fakes.REQUESTER), Reason.THROTTLED);
        }

        @Test
        void a_step_up_needs_a_passkey_too() {
            addApp();
            Session session = complete(withoutPassword()).opened().session();
            fakes.clock.advance(StepUp.MAX_AGE);
            View view = pending(signIn.stepUps.start(realm, session, Optional.empty(), Fakes.REQUESTER));
            assertThat(view.channels()).isEmpty();
            assertThat(view.authenticators())
                    .extracting(Authenticator::kind)
                    .containsExactly(AuthenticatorKind.PASSKEY);
            assertRefused(
                    signIn.stepUps.verifyTotp(
                            realm, session, view.signInId(), app.code(fakes.clock.instant()), Fakes.REQUESTER),
                    Reason.CHANNEL_NOT_ALLOWED);
        }
    }

    @Nested
    class Step_up {
        private Session session;

        @BeforeEach
        void sign_in() {
            addApp();
            addPasskey();
            session = complete(byPasskey(pending(start()))).opened().session();
            fakes.clock.advance(StepUp.MAX_AGE);
        }

        @Test
        void can_be_as_strong_as_the_strongest_authenticator_that_is_accepted() {
            assertThat(strongest()).contains(FactorStrength.PASSKEY);
            mfa(mfa -> mfa.withAuthenticators(AuthenticatorUse.ALLOWED, AuthenticatorUse.OFF, mfa.minimum()));
            assertThat(strongest()).contains(FactorStrength.TOTP);
            fakes.authenticators.authenticators.suspendRecent(ada.id());
            assertThat(strongest()).isEmpty();
        }

        private Optional<FactorStrength> strongest() {
            return signIn.stepUps.strongestAuthenticator(realm, session, Fakes.REQUESTER);
        }

        @Test
        void opens_with_the_strongest_and_takes_what_the_policy_lets_sign_in() {
            View view = begin();
            assertThat(view.state()).isEqualTo(State.CHOOSE_CHANNEL);
            assertThat(view.authenticators().get(0).kind()).isEqualTo(AuthenticatorKind.PASSKEY);
            Session raised = complete(signIn.stepUps.verifyTotp(
                            realm, session, view.signInId(), app.code(fakes.clock.instant()), Fakes.REQUESTER))
                    .opened()
                    .session();
            assertThat(raised.secondFactor()).contains(SecondFactor.TOTP);
            assertThat(fakes.sessions.stepUp.isFresh(realm, raised)).isTrue();
        }

        @Test
        void by_a_passkey_is_bound_to_its_session() {
            View view = begin();
            PasskeyOptions.Request options =
                    ready(signIn.stepUps.usePasskey(realm, session, view.signInId(), Fakes.REQUESTER));
            String credential = passkey.get(options.challenge());
            assertRefused(
                    signIn.stepUps.verifyPasskey(
                            realm, fakes.session(ada), view.signInId(), credential, Fakes.REQUESTER),
                    Reason.FLOW_EXPIRED);
            assertRefused(
                    service.verifyPasskey(realm, view.signInId(), credential, NO_TRUST, Fakes.REQUESTER),
                    Reason.FLOW_EXPIRED);
            assertThat(signIn.stepUps.verifyPasskey(realm, session, view.signInId(), credential, Fakes.REQUESTER))
                    .isInstanceOf(Complete.class);
        }

        @Test
        void is_never_by_less_than_the_policy() {
            minimum(FactorStrength.PASSKEY);
            View view = begin();
            assertThat(view.authenticators())
                    .extracting(Authenticator::kind)
                    .containsExactly(AuthenticatorKind.PASSKEY);
            assertThat(view.channels()).isEmpty();
            assertThat(view.recoverable()).isFalse();
        }

        @Test
        void is_refused_without_what_the_policy_requires_and_enrols_nothing() {
            minimum(FactorStrength.PASSKEY);
            View view = begin();
            fakes.authenticators.authenticators.deleteAll(ada.id());
            addApp();
            assertRefused(
                    signIn.stepUps.verifyTotp(
                            realm, session, view.signInId(), app.code(fakes.clock.instant()), Fakes.REQUESTER),
                    Reason.CHANNEL_NOT_ALLOWED);
            assertRefused(
                    signIn.stepUps.sendCode(realm, session, view.signInId(), Channel.EMAIL, Fakes.REQUESTER),
                    Reason.CHANNEL_NOT_ALLOWED);
            assertRefused(
                    signIn.stepUps.start(realm, session, Optional.empty(), Fakes.REQUESTER),
                    Reason.CHANNEL_NOT_ALLOWED);
        }

        @Test
        void a_session_below_the_policy_is_not_fresh() {
            Session weak = fakes.session(ada);
            assertThat(fakes.sessions.stepUp.isFresh(realm, weak)).isTrue();
            minimum(FactorStrength.TOTP);
            assertThat(fakes.sessions.stepUp.isFresh(realm, weak)).isFalse();
        }

        private View begin() {
            return pending(signIn.stepUps.start(realm, session, Optional.empty(), Fakes.REQUESTER));
        }
    }

    private void mfa(UnaryOperator<Mfa> change) {
        realm = fakes.realms.update(
                realm, realm.settings().with(change.apply(realm.settings().mfa())));
    }

    private void minimum(FactorStrength minimum) {
        mfa(mfa -> mfa.withAuthenticators(mfa.totp(), mfa.passkey(), Map.of(Role.OPERATOR, minimum)));
    }

    private FlowContext context() {
        return new FlowContext(realm, fakes.now(ada), Fakes.REQUESTER);
    }

    private void addApp() {
        app = new TestApp(fakes.authenticators.totps.enroll(context(), "setup").secret());
        assertThat(fakes.authenticators.totps.confirm(context(), "setup", app.code(fakes.clock.instant())))
                .isEmpty();
        fakes.clock.advance(Duration.ofMinutes(1));
    }

    private void addPasskey() {
        PasskeyOptions.Creation options = fakes.authenticators
                .passkeys
                .creationOptions(context(), "setup")
                .orElseThrow();
        String created = passkey.create(options.challenge(), options.user().id());
        fakes.authenticators.passkeys.register(context(), "setup", Optional.empty(), created);
    }

    private String recoveryCode() {
        return fakes.recoveryCodes.regenerate(realm.id(), ada.id()).get(0).formatted();
    }

    private void lock(Scope scope) {
        IntStream.range(0, 10).forEach(i -> fakes.otp.lockout.wrong(ada.id(), scope, Optional.empty()));
    }

    private String wrong() {
        return app.wrongCode(fakes.clock.instant());
    }

    private SignInOutcome start() {
        return start(Optional.empty());
    }

    private SignInOutcome start(Optional<String> trust) {
        return service.start(
                realm, EMAIL, PASSWORD, SessionKind.API, Fakes.REQUESTER, Client.browser(trust, Optional.empty()));
    }

    private SignInOutcome code(View view) {
        return service.verify(
                realm, view.signInId(), fakes.dispatch.latestCode().code(), NO_TRUST, Fakes.REQUESTER);
    }

    private SignInOutcome totp(View view, String code) {
        return service.verifyTotp(realm, view.signInId(), code, NO_TRUST, Fakes.REQUESTER);
    }

    private PasskeyOptions.Request options(View view) {
        return ready(service.usePasskey(realm, view.signInId(), Fakes.REQUESTER));
    }

    private SignInOutcome byPasskey(View view) {
        return service.verifyPasskey(
                realm, view.signInId(), passkey.get(options(view).challenge()), NO_TRUST, Fakes.REQUESTER);
    }

    private SignInService.PasskeyStart startByPasskey() {
        return ready(service.startByPasskey(realm, SessionKind.API, Fakes.REQUESTER));
    }

    private SignInOutcome verify(SignInService.PasskeyStart start, String credential) {
        return service.verifyPasskey(realm, start.signInId(), credential, NO_TRUST, Fakes.REQUESTER);
    }

    private SignInOutcome withoutPassword() {
        SignInService.PasskeyStart start = startByPasskey();
        return verify(start, passkey.get(start.publicKey().challenge()));
    }

    private TestApp enrollTotp(View view) {
        return new TestApp(ready(service.enrollTotp(realm, view.signInId(), Fakes.REQUESTER))
                .secret());
    }

    private SignInOutcome createPasskey(View view) {
        PasskeyOptions.Creation options = ready(service.createPasskey(realm, view.signInId(), Fakes.REQUESTER));
        String created = passkey.create(options.challenge(), options.user().id());
        return service.verifyPasskey(realm, view.signInId(), created, NO_TRUST, Fakes.REQUESTER);
    }
}
