package io.gatehouse.administration.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administration.settings.ChannelTests.Outcome;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.caller.Caller;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChannelTestsTest {
    private final Fakes fakes = new Fakes();
    private final ChannelProofs proofs = new ChannelProofs(new InMemoryChannelProofs(), fakes.clock);
    private final ChannelTests tests = new ChannelTests(
            fakes.flows,
            fakes.actors,
            fakes.administrators,
            fakes.challenges,
            proofs,
            fakes.sessions.sessions,
            fakes.audit.log,
            new Randomness());
    private final Realm realm = fakes.realm("tests");
    private final Administrator root = withNumber("root@example.com", "+491751234567");
    private final Session session = fakes.session(root);
    private final Caller caller = Caller.of(session, Fakes.REQUESTER);

    @Test
    void the_right_code_proves_the_channel_and_gives_the_session_new_secrets() {
        SentCode sent = sent(Channel.SMS);
        assertThat(sent.destination().hint())
                .isEqualTo(root.phone().orElseThrow().hint());
        assertThat(tests.current(realm, session.id(), root.id(), Fakes.REQUESTER))
                .contains(sent);

        Outcome outcome = tests.verify(caller, code());

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Proven.class, proven -> {
            assertThat(proven.opened().session().id()).isEqualTo(session.id());
            assertThat(proven.opened().session().secondFactor()).contains(SecondFactor.SMS);
        });
        assertThat(proofs.missing(session.id(), MfaMethod.SMS)).isEmpty();
        assertThat(fakes.audit.details(AuditEventType.CHANNEL_PROVEN).orElseThrow())
                .containsEntry("channel", "SMS");
        assertThat(tests.current(realm, session.id(), root.id(), Fakes.REQUESTER))
                .isEmpty();
        assertRefused(tests.verify(caller, code()), Reason.STEP_NOT_ALLOWED);
    }

    @Test
    void a_channel_that_the_policy_does_not_allow_is_no_second_factor_of_the_session() {
        realm(MfaMethod.EMAIL);
        sent(Channel.SMS);

        assertThat(tests.verify(caller, code()))
                .isInstanceOfSatisfying(
                        Outcome.Proven.class,
                        proven -> assertThat(proven.opened().session().secondFactor())
                                .contains(SecondFactor.EMAIL));
        assertThat(proofs.missing(session.id(), MfaMethod.SMS)).isEmpty();
    }

    @Test
    void a_text_message_needs_a_number() {
        Administrator other = fakes.administrator(realm, "other@example.com", Role.SYSTEM_ADMINISTRATOR);
        assertRefused(tests.send(fakes.caller(other), Channel.SMS), Reason.CHANNEL_NOT_ALLOWED);
        assertThat(tests.send(fakes.caller(other), Channel.EMAIL)).isInstanceOf(Outcome.Sent.class);
    }

    @Test
    void without_text_messages_only_the_mailbox_can_be_tested() {
        fakes.channels.remove(Channel.SMS);
        assertRefused(tests.send(caller, Channel.SMS), Reason.CHANNEL_NOT_ALLOWED);
        assertThat(tests.send(caller, Channel.EMAIL)).isInstanceOf(Outcome.Sent.class);
    }

    @Test
    void a_wrong_code_can_be_corrected() {
        sent(Channel.EMAIL);
        Outcome outcome = tests.verify(caller, wrong(code()));
        assertThat(outcome).isEqualTo(new Outcome.Refused(Refusal.wrongCode(4)));
        assertThat(tests.verify(caller, code())).isInstanceOf(Outcome.Proven.class);
    }

    @Test
    void after_five_wrong_codes_another_test_can_start() {
        sent(Channel.EMAIL);
        for (int i = 0; i < 5; i++) {
            tests.verify(caller, wrong(code()));
        }
        assertRefused(tests.verify(caller, code()), Reason.CODE_USED_UP);
        assertThat(sent(Channel.EMAIL).code().attemptsLeft()).isEqualTo(5);
    }

    @Test
    void another_code_must_wait_and_replaces_the_earlier_one() {
        sent(Channel.EMAIL);
        String first = code();
        assertRefused(tests.send(caller, Channel.EMAIL), Reason.RESEND_TOO_SOON);
        fakes.clock.advance(Duration.ofMinutes(1));
        sent(Channel.EMAIL);
        assertRefused(tests.verify(caller, wrong(code())), Reason.INVALID_CODE);
        if (!first.equals(code())) {
            assertRefused(tests.verify(caller, first), Reason.INVALID_CODE);
        }
    }

    @Test
    void the_other_channel_starts_another_test() {
        sent(Channel.EMAIL);
        String mailed = code();
        sent(Channel.SMS);
        assertThat(tests.verify(caller, mailed.equals(code()) ? wrong(mailed) : mailed))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(tests.verify(caller, code())).isInstanceOf(Outcome.Proven.class);
        assertThat(proofs.missing(session.id(), MfaMethod.SMS_OR_EMAIL)).containsExactly(Channel.EMAIL);
    }

    @Test
    void a_test_belongs_to_its_session() {
        sent(Channel.EMAIL);
        Session elsewhere = fakes.session(root);
        assertThat(tests.current(realm, elsewhere.id(), root.id(), Fakes.REQUESTER))
                .isEmpty();
        assertRefused(tests.verify(Caller.of(elsewhere, Fakes.REQUESTER), code()), Reason.STEP_NOT_ALLOWED);
    }

    private Administrator withNumber(String email, String number) {
        return fakes.administrators.setProvenPhone(
                fakes.administrator(realm, email, Role.SYSTEM_ADMINISTRATOR), new MobileNumber(number));
    }

    private void realm(MfaMethod method) {
        fakes.realms.update(realm, realm.settings().with(realm.settings().mfa().enabledWith(method)));
    }

    private SentCode sent(Channel channel) {
        Outcome outcome = tests.send(caller, channel);
        assertThat(outcome).isInstanceOf(Outcome.Sent.class);
        return ((Outcome.Sent) outcome).code();
    }

    private String code() {
        return fakes.dispatch.latestCode().code();
    }

    private static String wrong(String code) {
        return (code.startsWith("0") ? "1" : "0") + code.substring(1);
    }

    private static void assertRefused(Outcome outcome, Reason reason) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
    }
}
