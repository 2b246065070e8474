package io.gatehouse.passwordreset;

import static io.gatehouse.passwordreset.ResetOutcomes.assertRefused;
import static io.gatehouse.passwordreset.ResetOutcomes.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.authenticator.TestApp;
import io.gatehouse.authenticator.TestPasskey;
import io.gatehouse.authenticator.TestPasskey.Algorithm;
import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.link.LinkKind;
import io.gatehouse.otp.CodeLockout.Scope;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.passwordreset.ResetOutcome.State;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.Mfa;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second factor of a reset of an account that has authenticators. */
class ResetByAuthenticatorTest {
    private static final MobileNumber NUMBER =
            MobileNumber.parse("+4915123456789", Optional.empty()).orElseThrow();

    private final Fakes fakes = new Fakes();
    private final PasswordResetFakes passwordResets = new PasswordResetFakes(fakes);
    private final PasswordResetService resets = passwordResets.service;
    private final TestPasskey passkey =
            new TestPasskey("https://gatehouse.example", "gatehouse.example", Algorithm.ES256);
    private Realm realm = fakes.realm("resets");
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);
    private TestApp app;

    @BeforeEach
    void enroll() {
        Mfa mfa = realm.settings().mfa().enabledWith(MfaMethod.EMAIL);
        realm = fakes.realms.update(realm, realm.settings().with(mfa));
        app = new TestApp(fakes.authenticators.totps.enroll(context(), "setup").secret());
        fakes.authenticators.totps.confirm(context(), "setup", app.code(fakes.clock.instant()));
        fakes.clock.advance(Duration.ofMinutes(1));
    }

    @Test
    void no_code_is_sent_unasked_and_none_to_the_mailbox_of_the_link() {
        ResetOutcome.View view = open();
        assertThat(view.state()).isEqualTo(State.CHOOSE_CHANNEL);
        assertThat(view.authenticators()).extracting(Authenticator::kind).containsExactly(AuthenticatorKind.TOTP);
        assertThat(view.channels()).isEmpty();
        assertRefused(resets.sendCode(realm, view.id(), Channel.EMAIL, Fakes.REQUESTER), Reason.CHANNEL_NOT_ALLOWED);
        assertThat(totp(view)).isEqualTo(State.NEW_PASSWORD);
        assertThat(fakes.authenticators.authenticators.list(ada.id())).hasSize(1);
    }

    @Test
    void a_text_message_remains_where_codes_are_enough() {
        fakes.administrators.setProvenPhone(ada, NUMBER);
        ResetOutcome.View view = open();
        assertThat(view.channels()).extracting(Destination::channel).containsExactly(Channel.SMS);
        resets.sendCode(realm, view.id(), Channel.SMS, Fakes.REQUESTER);
        assertThat(view(resets.verify(
                                realm, view.id(), fakes.dispatch.latestCode().code(), Fakes.REQUESTER))
                        .state())
                .isEqualTo(State.NEW_PASSWORD);
    }

    @Test
    void nothing_weaker_is_accepted_above_codes() {
        fakes.administrators.setProvenPhone(ada, NUMBER);
        addPasskey();
        String recovery =
                fakes.recoveryCodes.regenerate(realm.id(), ada.id()).get(0).formatted();
        minimum(FactorStrength.PASSKEY);
        ResetOutcome.View view = open();
        assertThat(view.authenticators()).extracting(Authenticator::kind).containsExactly(AuthenticatorKind.PASSKEY);
        assertThat(view.channels()).isEmpty();
        assertThat(view.recoverable()).isFalse();
        assertRefused(resets.sendCode(realm, view.id(), Channel.SMS, Fakes.REQUESTER), Reason.CHANNEL_NOT_ALLOWED);
        assertRefused(resets.recover(realm, view.id(), recovery, Fakes.REQUESTER), Reason.STEP_NOT_ALLOWED);
        assertRefused(
                resets.verifyTotp(realm, view.id(), app.code(fakes.clock.instant()), Fakes.REQUESTER),
                Reason.CHANNEL_NOT_ALLOWED);
        PasskeyOptions.Request options =
                resets.usePasskey(realm, view.id(), Fakes.REQUESTER).orElseThrow();
        String used = passkey.get(options.challenge());
        assertThat(view(resets.verifyPasskey(realm, view.id(), used, Fakes.REQUESTER))
                        .state())
                .isEqualTo(State.NEW_PASSWORD);
    }

    @Test
    void the_strongest_that_there_is_does_where_more_is_required() {
        fakes.administrators.setProvenPhone(ada, NUMBER);
        minimum(FactorStrength.PASSKEY);
        ResetOutcome.View view = open();
        assertThat(view.channels()).isEmpty();
        assertThat(totp(view)).isEqualTo(State.NEW_PASSWORD);
    }

    @Test
    void without_any_it_is_a_code_whatever_is_required() {
        fakes.authenticators.authenticators.deleteAll(ada.id());
        minimum(FactorStrength.PASSKEY);
        assertThat(open().state()).isEqualTo(State.CODE_SENT);
    }

    @Test
    void no_code_goes_to_the_mailbox_while_one_is_suspended() {
        fakes.authenticators.authenticators.suspendRecent(ada.id());
        assertRefused(opened(), Reason.AUTHENTICATOR_SUSPENDED);
        fakes.administrators.setProvenPhone(ada, NUMBER);
        assertThat(open().state()).isEqualTo(State.CODE_SENT);
    }

    @Test
    void a_reset_ends_when_more_is_required_of_the_role() {
        ResetOutcome.View view = open();
        totp(view);
        minimum(FactorStrength.PASSKEY);
        assertRefused(resets.state(realm, view.id(), Fakes.REQUESTER), Reason.FLOW_EXPIRED);
    }

    @Test
    void the_holder_of_a_mailed_link_locks_the_app_for_resets_alone() {
        for (int flow = 0; flow < 2; flow++) {
            ResetOutcome.View view = open();
            IntStream.range(0, 5)
                    .forEach(i ->
                            resets.verifyTotp(realm, view.id(), app.wrongCode(fakes.clock.instant()), Fakes.REQUESTER));
        }
        assertRefused(
                resets.verifyTotp(realm, open().id(), app.code(fakes.clock.instant()), Fakes.REQUESTER), Reason.LOCKED);
        assertThat(fakes.otp.lockout.entryLockedUntil(ada.id(), Scope.TOTP)).isEmpty();
    }

    @Test
    void wrong_ones_count_and_end_the_attempts() {
        ResetOutcome.View view = open();
        IntStream.range(0, 5)
                .forEach(i -> assertRefused(
                        resets.verifyTotp(realm, view.id(), app.wrongCode(fakes.clock.instant()), Fakes.REQUESTER),
                        Reason.INVALID_CODE));
        assertRefused(
                resets.verifyTotp(realm, view.id(), app.code(fakes.clock.instant()), Fakes.REQUESTER),
                Reason.CODE_USED_UP);
    }

    @Test
    void locks_of_codes_do_not_bar_them() {
        IntStream.range(0, 10).forEach(i -> fakes.otp.lockout.wrong(ada.id(), Scope.PASSWORD_RESET, Optional.empty()));
        assertThat(totp(open())).isEqualTo(State.NEW_PASSWORD);
    }

    private State totp(ResetOutcome.View view) {
        return view(resets.verifyTotp(realm, view.id(), app.code(fakes.clock.instant()), Fakes.REQUESTER))
                .state();
    }

    private void minimum(FactorStrength minimum) {
        Mfa mfa = realm.settings().mfa();
        realm = fakes.realms.update(
                realm,
                realm.settings()
                        .with(mfa.withAuthenticators(mfa.totp(), mfa.passkey(), Map.of(Role.OPERATOR, minimum))));
    }

    private void addPasskey() {
        PasskeyOptions.Creation options = fakes.authenticators
                .passkeys
                .creationOptions(context(), "setup")
                .orElseThrow();
        String created = passkey.create(options.challenge(), options.user().id());
        fakes.authenticators.passkeys.register(context(), "setup", Optional.empty(), created);
    }

    private FlowContext context() {
        return new FlowContext(realm, fakes.now(ada), Fakes.REQUESTER);
    }

    private ResetOutcome.View open() {
        return view(opened());
    }

    private ResetOutcome opened() {
        String link = fakes.links.issue(LinkKind.PASSWORD_RESET, realm.id(), ada.id());
        return resets.open(realm, link, Fakes.REQUESTER);
    }
}
