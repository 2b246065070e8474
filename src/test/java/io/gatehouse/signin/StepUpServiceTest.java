package io.gatehouse.signin;

import static io.gatehouse.signin.SignInOutcomes.assertRefused;
import static io.gatehouse.signin.SignInOutcomes.complete;
import static io.gatehouse.signin.SignInOutcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.Sessions.OpenedSession;
import io.gatehouse.session.StepUp;
import io.gatehouse.signin.SignInOutcome.Complete;
import io.gatehouse.signin.SignInOutcome.Pending;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StepUpServiceTest {
    private static final String PASSWORD = "correct horse battery staple";

    private final Fakes fakes = new Fakes();
    private final SignInFakes signIn = new SignInFakes(fakes);
    private final StepUpService service = signIn.stepUps;
    private Realm realm = fakes.realm("step-up");
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);
    private OpenedSession opened;

    @BeforeEach
    void sign_in() {
        fakes.administrators.changePasswordHash(realm.id(), ada.id(), signIn.passwords.hasher.hash(PASSWORD));
        opened = fakes.openedSession(ada);
        fakes.clock.advance(StepUp.MAX_AGE);
    }

    @Nested
    class By_password {
        @Test
        void makes_the_session_fresh_with_a_new_secret() {
            OpenedSession raised = complete(start(Optional.of(PASSWORD))).opened();
            assertThat(raised.session().id()).isEqualTo(session().id());
            assertThat(fakes.sessions.stepUp.isFresh(realm, raised.session())).isTrue();
            assertThat(fakes.sessions.sessions.findByCookie(realm.id(), opened.secret()))
                    .isEmpty();
            assertThat(fakes.sessions.sessions.findByCookie(realm.id(), raised.secret()))
                    .isPresent();
            assertThat(fakes.audit.details(AuditEventType.STEPPED_UP)).contains(Map.of("factor", "PASSWORD"));
        }

        @Test
        void is_refused_without_it_and_with_a_wrong_one() {
            assertRefused(start(Optional.empty()), Reason.STEP_NOT_ALLOWED);
            assertRefused(start(Optional.of("wrong")), Reason.INVALID_CREDENTIALS);
        }

        @Test
        void is_not_enough_if_the_realm_turns_on_mfa_meanwhile() {
            signIn.passwords.whileHashing(
                    () -> fakes.realms.update(fakes.realms.find(realm.id()).orElseThrow(), enabled()));
            assertThat(start(Optional.of(PASSWORD))).isInstanceOf(Pending.class);
            assertThat(fakes.audit.details(AuditEventType.STEPPED_UP)).isEmpty();
        }
    }

    @Nested
    class By_code {
        @BeforeEach
        void enable() {
            realm = fakes.realms.update(realm, enabled());
        }

        @Test
        void makes_the_session_fresh_with_a_new_secret() {
            OpenedSession raised = complete(verify(session(), begin())).opened();
            assertThat(raised.session().id()).isEqualTo(session().id());
            assertThat(raised.session().secondFactor()).contains(SecondFactor.EMAIL);
            assertThat(fakes.sessions.stepUp.isFresh(realm, raised.session())).isTrue();
            assertThat(fakes.sessions.sessions.findByCookie(realm.id(), opened.secret()))
                    .isEmpty();
            assertThat(fakes.audit.details(AuditEventType.STEPPED_UP)).contains(Map.of("factor", "EMAIL"));
        }

        @Test
        void needs_no_password_and_ignores_one() {
            assertThat(start(Optional.of("wrong"))).isInstanceOf(Pending.class);
        }

        @Test
        void belongs_to_its_session() {
            Session other = fakes.session(ada);
            String id = begin();
            assertRefused(verify(other, id), Reason.FLOW_EXPIRED);
            assertRefused(
                    signIn.signIns.verify(
                            realm,
                            id,
                            fakes.dispatch.latestCode().code(),
                            SignInService.BrowserTrust.none(),
                            Fakes.REQUESTER),
                    Reason.FLOW_EXPIRED);
            assertThat(verify(session(), id)).isInstanceOf(Complete.class);
        }

        @Test
        void is_refused_once_the_session_is_revoked() {
            String id = begin();
            fakes.sessions.sessions.revokeAll(ada.id(), Optional.empty());
            assertRefused(verify(session(), id), Reason.FLOW_EXPIRED);
        }

        @Test
        void accepts_a_recovery_code() {
            String code =
                    fakes.recoveryCodes.regenerate(realm.id(), ada.id()).get(0).formatted();
            OpenedSession raised = complete(service.recover(realm, session(), begin(), code, Fakes.REQUESTER))
                    .opened();
            assertThat(raised.session().secondFactor()).contains(SecondFactor.RECOVERY_CODE);
        }

        @Test
        void accepts_a_recovery_code_while_no_text_message_can_be_sent() {
            fakes.administrators.setProvenPhone(fakes.now(ada), new MobileNumber("+4915123456789"));
            opened = fakes.openedSession(fakes.now(ada));
            realm = fakes.realms.update(
                    realm, realm.settings().with(realm.settings().mfa().enabledWith(MfaMethod.SMS)));
            fakes.otp.stopSendingUntil(fakes.clock.instant().plusSeconds(60));
            assertRefused(start(Optional.empty()), Reason.THROTTLED);
            String code =
                    fakes.recoveryCodes.regenerate(realm.id(), ada.id()).get(0).formatted();
            var pending = (Pending) start(Optional.empty());
            assertThat(pending.view().state()).isEqualTo(SignInOutcome.State.CHOOSE_CHANNEL);
            complete(service.recover(realm, session(), pending.view().signInId(), code, Fakes.REQUESTER));
        }

        private String begin() {
            var pending = (Pending) start(Optional.empty());
            return pending.view().signInId();
        }

        private SignInOutcome verify(Session session, String id) {
            return service.verify(
                    realm, session, id, fakes.dispatch.latestCode().code(), Fakes.REQUESTER);
        }
    }

    @Nested
    class After_a_sign_in_has_enrolled_a_number {
        private static final MobileNumber NUMBER = new MobileNumber("+4915123456789");

        @Test
        void is_refused_for_an_hour_in_every_session_if_a_second_factor_was_used_before() {
            fakes.administrators.signedIn(fakes.now(ada), true);
            enroll();
            Instant until = fakes.clock.instant().plus(Duration.ofHours(1));
            assertThat(refusal(start(Optional.of(PASSWORD))))
                    .isEqualTo(Refusal.until(Reason.ENROLLMENT_TOO_RECENT, until));
            fakes.clock.advance(Duration.ofMinutes(30));
            opened = fakes.openedSession(fakes.now(ada));
            fakes.clock.advance(Duration.ofMinutes(30).minusMillis(1));
            opened = fakes.openedSession(fakes.now(ada));
            assertThat(refusal(start(Optional.of(PASSWORD))).until()).contains(until);
            fakes.clock.advance(Duration.ofMillis(1));
            complete(start(Optional.of(PASSWORD)));
        }

        @Test
        void is_refused_if_it_began_before() {
            realm = fakes.realms.update(realm, enabled());
            fakes.administrators.signedIn(fakes.now(ada), true);
            String id = ((Pending) start(Optional.empty())).view().signInId();
            String code = fakes.dispatch.latestCode().code();
            enroll();
            assertRefused(service.verify(realm, session(), id, code, Fakes.REQUESTER), Reason.ENROLLMENT_TOO_RECENT);
            assertRefused(service.state(realm, session(), id, Fakes.REQUESTER), Reason.ENROLLMENT_TOO_RECENT);
            assertRefused(
                    service.sendCode(realm, session(), id, Channel.EMAIL, Fakes.REQUESTER),
                    Reason.ENROLLMENT_TOO_RECENT);
            assertRefused(service.recover(realm, session(), id, "code", Fakes.REQUESTER), Reason.ENROLLMENT_TOO_RECENT);
        }

        @Test
        void is_possible_after_the_first_sign_in_with_a_second_factor() {
            fakes.administrators.signedIn(fakes.now(ada), false);
            enroll();
            complete(start(Optional.of(PASSWORD)));
        }

        @Test
        void is_possible_if_the_number_was_set_otherwise() {
            fakes.administrators.signedIn(fakes.now(ada), true);
            fakes.administrators.setProvenPhone(fakes.now(ada), NUMBER);
            complete(start(Optional.of(PASSWORD)));
        }

        private void enroll() {
            fakes.administrators.enrollPhone(fakes.now(ada), NUMBER);
        }
    }

    private SignInOutcome start(Optional<String> password) {
        return service.start(realm, session(), password, Fakes.REQUESTER);
    }

    private Session session() {
        return opened.session();
    }

    private RealmSettings enabled() {
        return realm.settings().with(realm.settings().mfa().enabledWith(MfaMethod.EMAIL));
    }
}
