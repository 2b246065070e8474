package io.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.caller.Caller;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.challenge.ChallengeService.SendOutcome;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.factorreset.FactorResetFakes;
import io.gatehouse.kernel.NotPermittedException;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Role;
import io.gatehouse.session.StepUp;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneChangesTest {
    private static final MobileNumber OLD = new MobileNumber("+4915112345678");
    private static final MobileNumber NEW = new MobileNumber("+4917612345678");
    private static final MobileNumber OTHER = new MobileNumber("+4917687654321");

    private final Fakes fakes = new Fakes();
    private final PhoneChanges changes = new PhoneChanges(
            fakes.flows,
            fakes.actors,
            fakes.administrators,
            fakes.challenges,
            fakes.sessions.trustedBrowsers,
            new FactorResetFakes(fakes).disputes,
            fakes.dispatch.phoneNotices,
            fakes.mails.outbox,
            fakes.audit.log,
            new Randomness(),
            fakes.clock);
    private final Realm realm = fakes.realm("phones");
    private final Administrator ada =
            fakes.administrators.setProvenPhone(fakes.administrator(realm, "ada@example.com", Role.OBSERVER), OLD);
    private final Caller caller = fakes.caller(ada);

    @Test
    void the_right_code_makes_the_number_the_administrators() {
        SentCode sent = send(NEW);
        assertThat(sent.destination().hint()).isEqualTo(NEW.hint());
        assertThat(fakes.dispatch.latestCode().destination()).isEqualTo(NEW);
        assertThat(fakes.now(ada).phone()).contains(OLD);

        assertThat(changes.verify(caller, code())).isEmpty();

        assertThat(fakes.now(ada).phone()).contains(NEW);
        assertThat(current()).isEmpty();
    }

    @Test
    void a_change_is_audited_mailed_and_announced_to_the_old_number() {
        change(NEW);
        assertThat(fakes.audit.details(AuditEventType.PHONE_CHANGED))
                .contains(Map.of("phone", NEW.hint(), "before", OLD.hint()));
        assertThat(fakes.mails.posted()).singleElement().satisfies(mail -> {
            assertThat(mail.kind()).isEqualTo(MailKind.PHONE_CHANGED);
            assertThat(mail.details()).containsEntry("phone", NEW.hint()).containsKey("report");
        });
        assertThat(noticesTo(OLD)).isEqualTo(1);
    }

    @Test
    void a_first_number_has_no_old_one_to_announce_it_to() {
        fakes.administrators.removePhone(realm.id(), ada.id());
        change(NEW);
        assertThat(fakes.audit.details(AuditEventType.PHONE_CHANGED))
                .contains(Map.of("phone", NEW.hint(), "before", ""));
        assertThat(fakes.dispatch.messages()).hasSize(1);
    }

    @Test
    void the_same_number_can_be_proven_again_without_a_notice_to_it() {
        change(OLD);
        assertThat(noticesTo(OLD)).isZero();
    }

    @Test
    void a_change_ends_the_trust_in_browsers() {
        fakes.sessions.trustedBrowsers.trust(realm, ada, Optional.empty(), Fakes.REQUESTER);
        change(NEW);
        assertThat(fakes.sessions.trustedBrowsers.revokeAll(ada.id())).isZero();
    }

    @Test
    void without_text_messages_no_number_can_be_proven() {
        fakes.channels.remove(Channel.SMS);
        assertRefused(changes.send(caller, NEW.value(), Optional.empty()), Reason.CHANNEL_NOT_ALLOWED);
        assertThat(fakes.dispatch.messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+49 30 1234567", "no number", "0176 12345678", ""})
    void only_mobile_numbers_are_sent_codes(String typed) {
        assertRefused(changes.send(caller, typed, Optional.empty()), Reason.PHONE_NOT_ALLOWED);
        assertThat(fakes.dispatch.messages()).isEmpty();
    }

    @Test
    void a_number_in_national_notation_needs_the_country() {
        assertThat(changes.send(caller, "0176 12345678", Optional.of("DE"))).isInstanceOf(SendOutcome.Sent.class);
        assertThat(fakes.dispatch.latestCode().destination()).isEqualTo(NEW);
    }

    @Test
    void only_numbers_of_the_realms_countries_are_sent_codes() {
        RealmSettings all = realm.settings();
        fakes.realms.update(
                realm,
                new RealmSettings(
                        all.displayName(),
                        all.locale(),
                        all.accentColor(),
                        all.mfa(),
                        all.password(),
                        all.session(),
                        new RealmSettings.Sms(List.of("FR"), Optional.empty()),
                        all.audience(),
                        all.allowedOrigins()));
        assertRefused(changes.send(caller, NEW.value(), Optional.empty()), Reason.PHONE_NOT_ALLOWED);
    }

    @Test
    void another_code_must_wait_except_for_a_corrected_number() {
        send(OTHER);
        assertRefused(changes.send(caller, OTHER.value(), Optional.empty()), Reason.RESEND_TOO_SOON);
        send(NEW);
        assertThat(changes.verify(caller, code())).isEmpty();
        assertThat(fakes.now(ada).phone()).contains(NEW);
    }

    @Test
    void a_wrong_code_can_be_corrected() {
        send(NEW);
        assertThat(changes.verify(caller, wrong(code()))).contains(Refusal.wrongCode(4));
        assertThat(changes.verify(caller, code())).isEmpty();
    }

    @Test
    void after_five_wrong_codes_another_change_can_begin() {
        send(NEW);
        String right = code();
        for (int i = 0; i < 5; i++) {
            changes.verify(caller, wrong(right));
        }
        assertRefused(changes.verify(caller, right), Reason.CODE_USED_UP);
        assertRefused(changes.verify(caller, right), Reason.STEP_NOT_ALLOWED);
        assertThat(send(NEW).code().attemptsLeft()).isEqualTo(5);
        assertThat(fakes.now(ada).phone()).contains(OLD);
    }

    @Test
    void a_code_is_valid_once() {
        send(NEW);
        String code = code();
        assertThat(changes.verify(caller, code)).isEmpty();
        assertRefused(changes.verify(caller, code), Reason.STEP_NOT_ALLOWED);
    }

    @Test
    void a_code_is_valid_in_the_session_that_requested_it_only() {
        send(NEW);
        assertRefused(changes.verify(fakes.caller(ada), code()), Reason.STEP_NOT_ALLOWED);
    }

    @Test
    void a_code_of_another_flow_is_wrong() {
        send(NEW);
        String right = code();
        var signIn = new Challenge(new FlowContext(realm, ada, Fakes.REQUESTER), "another flow", CodePurpose.SIGN_IN);
        do {
            fakes.clock.advance(Duration.ofSeconds(61));
            fakes.challenges.send(signIn, NEW, false);
        } while (code().equals(right));
        assertRefused(changes.verify(caller, code()), Reason.INVALID_CODE);
        assertThat(fakes.challenges
                        .verify(signIn, new Challenge.EnteredDigits(NEW, right))
                        .map(Refusal::reason))
                .contains(Reason.INVALID_CODE);
    }

    @Test
    void a_pending_change_ends_when_the_password_changes() {
        send(NEW);
        assertThat(current()).isPresent();
        fakes.administrators.changePasswordHash(realm.id(), ada.id(), "another hash");
        assertThat(current()).isEmpty();
        assertRefused(changes.verify(caller, code()), Reason.STEP_NOT_ALLOWED);
    }

    @Test
    void requesting_a_code_requires_a_recent_verification_and_entering_it_does_not() {
        send(NEW);
        fakes.clock.advance(Duration.ofMinutes(4));
        changes.send(caller, NEW.value(), Optional.empty());
        fakes.clock.advance(StepUp.MAX_AGE.minusMinutes(4));
        assertThatThrownBy(() -> changes.send(caller, OTHER.value(), Optional.empty()))
                .isInstanceOfSatisfying(
                        NotPermittedException.class,
                        refused ->
                                assertThat(refused.reason()).isEqualTo(NotPermittedException.Reason.STEP_UP_REQUIRED));
        assertThat(changes.verify(caller, code())).isEmpty();
    }

    private SentCode send(MobileNumber number) {
        return changes.send(caller, number.value(), Optional.empty()).fold(sent -> sent, refusal -> {
            throw new AssertionError(refusal);
        });
    }

    private void change(MobileNumber number) {
        send(number);
        assertThat(changes.verify(caller, code())).isEmpty();
    }

    private Optional<SentCode> current() {
        return changes.current(realm, caller.session().orElseThrow(), ada.id(), Fakes.REQUESTER);
    }

    private String code() {
        return fakes.dispatch.latestCode().code();
    }

    private long noticesTo(MobileNumber number) {
        return fakes.dispatch.messages().stream()
                .filter(message -> message.destination().equals(number))
                .filter(message -> message.fold(code -> false, notice -> true))
                .count();
    }

    private static String wrong(String code) {
        return (code.charAt(0) == '0' ? "1" : "0") + code.substring(1);
    }

    private static void assertRefused(SendOutcome result, Reason reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        SendOutcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
    }

    private static void assertRefused(Optional<Refusal> refusal, Reason reason) {
        assertThat(refusal.map(Refusal::reason)).contains(reason);
    }
}
