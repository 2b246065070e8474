package io.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.account.OwnAuthenticators.Outcome;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.authenticator.TestApp;
import io.gatehouse.authenticator.TestPasskey;
import io.gatehouse.authenticator.TotpEnrollment;
import io.gatehouse.caller.Caller;
import io.gatehouse.kernel.NotPermittedException;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticatorUse;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.StepUp;
import io.gatehouse.testing.Fakes;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OwnAuthenticatorsTest {
    private final Fakes fakes = new Fakes();
    private final OwnAuthenticators own = new OwnAuthenticators(
            fakes.actors,
            fakes.authenticators.totps,
            fakes.authenticators.passkeys,
            fakes.authenticators.authenticators,
            fakes.sessions.trustedBrowsers);
    private final Realm realm = fakes.realm("authenticators");
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);
    private Caller caller;

    OwnAuthenticatorsTest() {
        policy(AuthenticatorUse.ALLOWED, AuthenticatorUse.ALLOWED, FactorStrength.CODE);
    }

    @Test
    void an_app_is_added_and_removed() {
        addApp();
        assertThat(list()).extracting(Authenticator::kind).containsExactly(AuthenticatorKind.TOTP);
        assertThat(own.removeTotp(caller)).isEqualTo(new Outcome.Done<>(true));
        assertThat(own.removeTotp(caller)).isEqualTo(new Outcome.Done<>(false));
        assertThat(list()).isEmpty();
    }

    @Test
    void a_passkey_is_added_renamed_and_removed() {
        UUID id = addPasskey().id();
        assertThat(own.renamePasskey(caller, id, "Work"))
                .map(Authenticator::name)
                .contains("Work");
        assertThat(own.renamePasskey(caller, UUID.randomUUID(), "Work")).isEmpty();
        assertThat(own.removePasskey(caller, UUID.randomUUID())).isEqualTo(new Outcome.Done<>(false));
        assertThat(own.removePasskey(caller, id)).isEqualTo(new Outcome.Done<>(true));
        assertThat(list()).isEmpty();
    }

    @Test
    void the_strongest_comes_first() {
        addApp();
        addPasskey();
        assertThat(list())
                .extracting(Authenticator::kind)
                .containsExactly(AuthenticatorKind.PASSKEY, AuthenticatorKind.TOTP);
    }

    @Test
    void what_another_session_has_begun_is_not_continued() {
        TestApp app = new TestApp(enroll().secret());
        PasskeyOptions.Creation options = start();
        Caller other = fakes.caller(ada);
        assertThat(own.pendingTotp(caller)).isPresent();
        assertThat(own.pendingTotp(other)).isEmpty();
        assertThat(own.confirmTotp(other, code(app))).map(Refusal::reason).contains(Reason.STEP_NOT_ALLOWED);
        assertRefused(own.addPasskey(other, "Mine", create(options)), Reason.CODE_EXPIRED);
    }

    @Test
    void what_the_realm_does_not_allow_is_not_added_even_if_begun_before() {
        TestApp app = new TestApp(enroll().secret());
        PasskeyOptions.Creation options = start();
        Caller begun = caller;
        policy(AuthenticatorUse.OFF, AuthenticatorUse.OFF, FactorStrength.CODE);
        assertRefused(own.enrollTotp(caller), Reason.CHANNEL_NOT_ALLOWED);
        assertThat(own.confirmTotp(begun, code(app))).map(Refusal::reason).contains(Reason.CHANNEL_NOT_ALLOWED);
        assertRefused(own.startPasskey(caller), Reason.CHANNEL_NOT_ALLOWED);
        assertRefused(own.addPasskey(begun, "Mine", create(options)), Reason.CHANNEL_NOT_ALLOWED);
        assertThat(list()).isEmpty();
    }

    @Test
    void without_a_second_factor_none_is_added() {
        Realm now = fakes.realms.find(realm.id()).orElseThrow();
        fakes.realms.update(now, now.settings().with(now.settings().mfa().disabled()));
        assertRefused(own.enrollTotp(caller), Reason.CHANNEL_NOT_ALLOWED);
        assertRefused(own.startPasskey(caller), Reason.CHANNEL_NOT_ALLOWED);
    }

    @Test
    void what_the_realm_does_not_allow_any_more_can_be_removed() {
        addApp();
        UUID passkey = addPasskey().id();
        policy(AuthenticatorUse.OFF, AuthenticatorUse.OFF, FactorStrength.CODE);
        assertThat(own.removeTotp(caller)).isEqualTo(new Outcome.Done<>(true));
        assertThat(own.removePasskey(caller, passkey)).isEqualTo(new Outcome.Done<>(true));
    }

    @Test
    void the_last_that_the_role_needs_is_not_removed() {
        addApp();
        policy(AuthenticatorUse.ALLOWED, AuthenticatorUse.ALLOWED, FactorStrength.TOTP);
        assertRefused(own.removeTotp(caller), Reason.AUTHENTICATOR_REQUIRED);

        UUID first = addPasskey().id();
        assertThat(own.removeTotp(caller)).isEqualTo(new Outcome.Done<>(true));
        assertRefused(own.removePasskey(caller, first), Reason.AUTHENTICATOR_REQUIRED);

        addPasskey();
        assertThat(own.removePasskey(caller, first)).isEqualTo(new Outcome.Done<>(true));
    }

    @Test
    void an_app_does_not_stand_in_for_a_passkey_that_the_role_needs() {
        addApp();
        UUID passkey = addPasskey().id();
        policy(AuthenticatorUse.ALLOWED, AuthenticatorUse.ALLOWED, FactorStrength.PASSKEY);
        assertRefused(own.removePasskey(caller, passkey), Reason.AUTHENTICATOR_REQUIRED);
        assertThat(own.removeTotp(caller)).isEqualTo(new Outcome.Done<>(true));
    }

    @Test
    void a_suspended_passkey_does_not_stand_in_for_the_last() {
        UUID suspended = addPasskey().id();
        fakes.authenticators.authenticators.suspendRecent(ada.id());
        UUID passkey = addPasskey().id();
        policy(AuthenticatorUse.ALLOWED, AuthenticatorUse.ALLOWED, FactorStrength.PASSKEY);
        assertRefused(own.removePasskey(caller, passkey), Reason.AUTHENTICATOR_REQUIRED);
        assertThat(own.removePasskey(caller, suspended)).isEqualTo(new Outcome.Done<>(true));
    }

    @Test
    void all_but_the_second_steps_and_a_name_need_a_step_up() {
        UUID passkey = addPasskey().id();
        enroll();
        start();
        fakes.clock.advance(StepUp.MAX_AGE.plusSeconds(1));
        assertThatThrownBy(() -> own.enrollTotp(caller)).isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> own.removeTotp(caller)).isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> own.startPasskey(caller)).isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> own.removePasskey(caller, passkey)).isInstanceOf(NotPermittedException.class);
        assertThat(own.renamePasskey(caller, passkey, "Work")).isPresent();
    }

    private void policy(AuthenticatorUse totp, AuthenticatorUse passkey, FactorStrength minimum) {
        Realm now = fakes.realms.find(realm.id()).orElseThrow();
        RealmSettings settings = now.settings();
        fakes.realms.update(
                now,
                settings.with(settings.mfa()
                        .enabledWith(MfaMethod.EMAIL)
                        .withAuthenticators(totp, passkey, Map.of(Role.OPERATOR, minimum))));
        caller = fakes.caller(ada, SecondFactor.PASSKEY);
    }

    private void addApp() {
        TestApp app = new TestApp(enroll().secret());
        assertThat(own.confirmTotp(caller, code(app))).isEmpty();
    }

    private TotpEnrollment enroll() {
        return own.enrollTotp(caller).fold(enrollment -> enrollment, OwnAuthenticatorsTest::unexpected);
    }

    private Authenticator addPasskey() {
        return own.addPasskey(caller, "Mine", create(start())).fold(added -> added, OwnAuthenticatorsTest::unexpected);
    }

    private PasskeyOptions.Creation start() {
        return own.startPasskey(caller).fold(options -> options, OwnAuthenticatorsTest::unexpected);
    }

    private static <T> T unexpected(Refusal refusal) {
        throw new AssertionError(refusal);
    }

    private static String create(PasskeyOptions.Creation options) {
        return new TestPasskey("https://gatehouse.example", "gatehouse.example", TestPasskey.Algorithm.ES256)
                .create(options.challenge(), options.user().id());
    }

    private String code(TestApp app) {
        return app.code(fakes.clock.instant());
    }

    private List<Authenticator> list() {
        return fakes.authenticators.authenticators.list(ada.id());
    }

    private static void assertRefused(Outcome<?> outcome, Reason reason) {
        assertThat(outcome).isEqualTo(new Outcome.Refused<>(Refusal.of(reason)));
    }
}
