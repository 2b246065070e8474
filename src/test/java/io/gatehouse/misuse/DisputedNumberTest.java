package io.gatehouse.misuse;

import static io.gatehouse.passwordreset.ResetOutcomes.assertRefused;
import static io.gatehouse.passwordreset.ResetOutcomes.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.administrator.RecoveryCode;
import io.gatehouse.alarm.AlarmFakes;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.message.OutgoingMessage.PhoneNotice;
import io.gatehouse.factorreset.Factor;
import io.gatehouse.factorreset.FactorResets;
import io.gatehouse.factorreset.FactorResets.Approver;
import io.gatehouse.factorreset.FactorResets.Conflict;
import io.gatehouse.factorreset.FactorResets.FactorReset;
import io.gatehouse.factorreset.FactorResets.Outcome;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.link.LinkKind;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.passwordreset.PasswordResetFakes;
import io.gatehouse.passwordreset.PasswordResetService;
import io.gatehouse.passwordreset.ResetOutcome;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.gatehouse.reportlink.ReportLinks.ReportLink;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A report of misuse soon after a number was proven: it is unknown whether the number or the mailbox is the attacker's. */
class DisputedNumberTest {
    private static final Requester REPORTER = new Requester("198.51.100.7", "phone", "report");
    private static final MobileNumber NUMBER = new MobileNumber("+491751234567");
    private static final Duration DAY = Duration.ofDays(1);

    private final Fakes fakes = new Fakes();
    private final PasswordResetFakes resetFakes = new PasswordResetFakes(fakes);
    private final FactorResets phoneResets = resetFakes.phones.resets;
    private final PasswordResetService passwordResets = resetFakes.service;
    private final MisuseReports reports = new MisuseReports(
            fakes.reportLinks,
            fakes.realms,
            fakes.administrators,
            fakes.sessions.revocation,
            new RecentCredentials(fakes.recoveryCodes, fakes.serviceTokens, fakes.authenticators.authenticators),
            new GivenAccess(fakes.influences, fakes.administratorLists),
            resetFakes.resetLinks,
            AlarmFakes.alarms(fakes),
            resetFakes.phones.disputes,
            fakes.audit.log);
    private final Realm realm = withMfa(fakes.realm("disputes"));
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);

    @Nested
    class A_report {
        private final Administrator grace = systemAdministrator("grace");

        @ParameterizedTest
        @EnumSource(names = {"PHONE_CHANGED", "SIGN_IN_CODE", "NEW_BROWSER", "MFA_ENABLED"})
        void disputes_a_number_proven_within_a_week(Occasion occasion) {
            prove();
            fakes.clock.advance(Duration.ofDays(7).minusMillis(1));

            report(occasion);

            assertUndecided();
            assertThat(pending().approvers()).containsExactly(new Approver(grace.id(), grace.displayName()));
            assertThat(fakes.audit.details(AuditEventType.MISUSE_REPORTED))
                    .contains(Map.of("occasion", occasion.name(), "phoneDisputed", "true"));
            DurableMail mail = fakes.mails.posted(MailKind.PHONE_DISPUTED).get(0);
            assertThat(mail.details()).isEqualTo(Map.of("approvers", grace.displayName()));
            assertThat(fakes.dispatch.messages())
                    .singleElement()
                    .satisfies(message -> assertThat(message.destination()).isEqualTo(NUMBER));
        }

        @Test
        void leaves_an_older_number_as_it_is() {
            prove();
            fakes.clock.advance(Duration.ofDays(7));
            report(Occasion.PHONE_CHANGED);
            assertThat(fakes.now(ada).phoneDisputed()).isFalse();
            assertThat(phoneResets.findPending(ada.id(), Factor.PHONE)).isEmpty();
            assertThat(openReset()).isInstanceOf(ResetOutcome.Pending.class);
            assertThat(fakes.dispatch.latestCode().destination()).isEqualTo(NUMBER);
        }

        @Test
        void made_again_opens_no_second_request() {
            disputed();
            UUID first = pending().id();
            report(Occasion.PASSWORD_KNOWN);
            assertThat(pending().id()).isEqualTo(first);
            assertThat(fakes.mails.posted(MailKind.PHONE_DISPUTED)).hasSize(1);
        }

        @Test
        void continues_the_request_of_an_administrator_which_then_does_not_expire() {
            prove();
            Administrator root = systemAdministrator("root");
            request(root);
            report(Occasion.NEW_BROWSER);
            fakes.clock.advance(DAY);
            resetFakes.phones.runSchedule();
            assertUndecided();
            assertThat(pending().approvers()).extracting(Approver::id).containsExactly(grace.id());
        }

        @Test
        void of_an_announced_removal_keeps_the_number_and_does_not_dispute_it() {
            prove();
            request(grace);
            report(Occasion.PHONE_RESET);
            assertThat(fakes.now(ada).phone()).contains(NUMBER);
            assertThat(fakes.now(ada).phoneDisputed()).isFalse();
            assertThat(phoneResets.findPending(ada.id(), Factor.PHONE)).isEmpty();
        }
    }

    @Nested
    class While_it_is_undecided {
        private final Administrator grace = systemAdministrator("grace");

        @Test
        void neither_the_number_nor_the_mailbox_gets_a_code_to_reset_the_password() {
            disputed();
            int messages = fakes.dispatch.messages().size();
            String token = resetToken();

            assertRefused(passwordResets.open(realm, token, REPORTER), Reason.PHONE_DISPUTED);
            assertRefused(passwordResets.open(realm, token, REPORTER), Reason.PHONE_DISPUTED);

            assertThat(fakes.dispatch.messages()).hasSize(messages);
            assertThat(phoneResets.findPending(realm, token)).contains(pending());
        }

        @ParameterizedTest
        @EnumSource(CodePurpose.class)
        void no_flow_sends_a_code_to_the_number(CodePurpose purpose) {
            disputed();
            var challenge = new Challenge(new FlowContext(realm, fakes.now(ada), REPORTER), "flow", purpose);
            assertThat(fakes.challenges.send(challenge, NUMBER, false).<Reason>fold(code -> null, Refusal::reason))
                    .isEqualTo(Reason.PHONE_DISPUTED);
            assertThat(fakes.challenges.sendRefusal(challenge, NUMBER)).contains(Refusal.of(Reason.PHONE_DISPUTED));
        }

        @Test
        void a_recovery_code_older_than_the_number_decides_at_once() {
            String hash = resetFakes.passwords.hasher.hash("the old password");
            fakes.administrators.changePasswordHash(realm.id(), ada.id(), hash);
            RecoveryCode code = recoveryCode();
            fakes.clock.advance(Duration.ofDays(7));
            disputed();
            ResetOutcome.View opened = view(openReset());
            assertThat(opened.channels()).isEmpty();
            assertRefused(passwordResets.sendCode(realm, opened.id(), Channel.SMS, REPORTER), Reason.PHONE_DISPUTED);
            assertRefused(
                    passwordResets.sendCode(realm, opened.id(), Channel.EMAIL, REPORTER), Reason.CHANNEL_NOT_ALLOWED);
            String ofThief = view(openReset()).id();

            ResetOutcome proven = passwordResets.recover(realm, opened.id(), code.formatted(), REPORTER);

            assertThat(view(proven).state()).isEqualTo(ResetOutcome.State.NEW_PASSWORD);
            assertThat(fakes.now(ada).phone()).isEmpty();
            assertThat(phoneResets.findPending(ada.id(), Factor.PHONE)).isEmpty();
            DurableMail used = fakes.mails.posted(MailKind.RECOVERY_CODE_USED).get(0);
            assertThat(reports.find(token(used.details().get("report")))).isPresent();
            assertRefused(passwordResets.state(realm, ofThief, REPORTER), Reason.FLOW_EXPIRED);
            assertThat(passwordResets.setPassword(realm, opened.id(), "violet harbour ladder quartz", REPORTER))
                    .isEqualTo(new ResetOutcome.Changed());
        }

        @Test
        void a_recovery_code_as_new_as_the_number_decides_nothing() {
            prove();
            recoveryCode();
            report(Occasion.PHONE_CHANGED);
            assertRefused(openReset(), Reason.PHONE_DISPUTED);
        }

        @Test
        void the_number_before_it_gets_the_code_and_decides_at_once() {
            var former = new MobileNumber("+491757654321");
            fakes.administrators.setProvenPhone(ada, former);
            disputed();
            ResetOutcome.View opened = view(openReset());
            assertThat(fakes.dispatch.latestCode().destination()).isEqualTo(former);

            view(passwordResets.verify(
                    realm, opened.id(), fakes.dispatch.latestCode().code(), REPORTER));

            assertThat(fakes.now(ada).phone()).contains(former);
            assertThat(fakes.now(ada).phoneDisputed()).isFalse();
            assertThat(phoneResets.findPending(ada.id(), Factor.PHONE)).isEmpty();
        }

        @Test
        void the_number_before_it_gets_the_code_after_a_later_report_too() {
            var former = new MobileNumber("+491757654321");
            fakes.administrators.setProvenPhone(ada, former);
            disputed();
            approve(grace);
            fakes.clock.advance(Duration.ofDays(8));
            report(Occasion.PHONE_RESET);
            view(openReset());
            assertThat(fakes.dispatch.latestCode().destination()).isEqualTo(former);
        }

        @Test
        void the_number_before_it_can_be_removed_too() {
            var former = new MobileNumber("+491757654321");
            Administrator puppet = givenAccess(ada, "puppet");
            Administrator root = systemAdministrator("root");
            fakes.administrators.setProvenPhone(ada, former);
            disputed();
            approve(grace);
            int sent = notices().size();
            assertThat(request(puppet)).isEqualTo(new Outcome.Refused(Conflict.NOT_APPROVER));

            request(root);

            assertThat(notices()).hasSize(sent + 1);
            assertThat(notices().get(sent).destination()).isEqualTo(former);
            assertThat(pending().approvers()).extracting(Approver::id).containsExactly(grace.id());
            assertThat(approve(puppet)).isEqualTo(new Outcome.Refused(Conflict.NOT_APPROVER));
            approve(grace);
            view(openReset());
            assertThat(fakes.dispatch.latestCode().destination()).isEqualTo(ada.email());
            assertThat(request(root)).isEqualTo(new Outcome.Refused(Conflict.NOTHING_TO_RESET));
        }

        @Test
        void a_reset_by_recovery_code_ends_the_request_to_remove_the_number_before_it() {
            String hash = resetFakes.passwords.hasher.hash("the old password");
            fakes.administrators.changePasswordHash(realm.id(), ada.id(), hash);
            RecoveryCode code = recoveryCode();
            fakes.clock.advance(Duration.ofDays(8));
            fakes.administrators.setProvenPhone(ada, new MobileNumber("+491757654321"));
            disputed();
            approve(grace);
            request(grace);
            assertThat(phoneResets.findPending(ada.id(), Factor.PHONE)).isPresent();

            String opened = view(openReset()).id();
            view(passwordResets.recover(realm, opened, code.formatted(), REPORTER));
            assertThat(passwordResets.setPassword(realm, opened, "violet harbour ladder quartz", REPORTER))
                    .isEqualTo(new ResetOutcome.Changed());

            assertThat(phoneResets.findPending(ada.id(), Factor.PHONE)).isEmpty();
        }

        @Test
        void the_holder_of_the_number_before_it_keeps_that_one() {
            fakes.administrators.setProvenPhone(ada, new MobileNumber("+491757654321"));
            disputed();
            approve(grace);
            int sent = notices().size();
            request(systemAdministrator("root"));
            followed(notices().get(sent));
            assertThat(phoneResets.findPending(ada.id(), Factor.PHONE)).isEmpty();
            view(openReset());
            assertThat(fakes.dispatch.latestCode().destination()).isEqualTo(new MobileNumber("+491757654321"));
        }

        @Test
        void its_holder_has_no_link_left_after_its_removal() {
            disputed();
            PhoneNotice notice = notices().get(0);
            approve(grace);
            assertThat(reports.find(token(notice))).isEmpty();
        }

        @Test
        void its_holder_has_no_link_left_once_the_number_before_it_has_proven_the_owner() {
            fakes.administrators.setProvenPhone(ada, new MobileNumber("+491757654321"));
            disputed();
            PhoneNotice notice = notices().get(0);
            view(passwordResets.verify(
                    realm, view(openReset()).id(), fakes.dispatch.latestCode().code(), REPORTER));
            assertThat(reports.find(token(notice))).isEmpty();
        }

        @Test
        void a_cancelled_removal_leaves_the_number_before_it_no_way_back() {
            fakes.administrators.setProvenPhone(ada, new MobileNumber("+491757654321"));
            disputed();
            cancel(grace);
            view(openReset());
            assertThat(fakes.dispatch.latestCode().destination()).isEqualTo(NUMBER);
        }

        @Test
        void a_system_administrator_approves_the_removal_after_which_the_mailbox_resets() {
            disputed();
            assertThat(approve(grace)).isEqualTo(new Outcome.Decided());
            assertThat(fakes.now(ada).phone()).isEmpty();
            assertThat(openReset()).isInstanceOf(ResetOutcome.Pending.class);
            assertThat(fakes.dispatch.latestCode().destination()).isEqualTo(ada.email());
        }

        @Test
        void a_system_administrator_cancels_it_after_which_the_number_gets_codes_again() {
            disputed();
            assertThat(cancel(grace)).isEqualTo(new Outcome.Decided());
            assertThat(fakes.now(ada).phoneDisputed()).isFalse();
            assertThat(openReset()).isInstanceOf(ResetOutcome.Pending.class);
            assertThat(fakes.dispatch.latestCode().destination()).isEqualTo(NUMBER);
        }

        @Test
        void the_mailbox_does_not_cancel_it() {
            disputed();
            String token = fakes.links.issue(LinkKind.PHONE_RESET, realm.id(), ada.id());
            assertThat(phoneResets.cancel(realm, token, REPORTER)).isEmpty();
            assertUndecided();
        }

        @Test
        void the_administrator_concerned_neither_approves_nor_cancels_it() {
            fakes.administrators.change(ada, "Ada", Role.SYSTEM_ADMINISTRATOR, false);
            disputed();
            fakes.administrators.changePasswordHash(realm.id(), ada.id(), Fakes.PASSWORD_HASH);
            assertThat(approve(fakes.now(ada))).isEqualTo(new Outcome.Refused(Conflict.NOT_APPROVER));
            assertThat(cancel(fakes.now(ada))).isEqualTo(new Outcome.Refused(Conflict.NOT_APPROVER));
            assertUndecided();
        }

        @Test
        void accounts_that_got_access_from_it_neither_approve_nor_cancel_it() {
            Administrator puppet = givenAccess(ada, "puppet");
            Administrator second = givenAccess(puppet, "second");
            disputed();
            assertThat(pending().approvers()).extracting(Approver::id).containsExactly(grace.id());
            assertDecidesNothing(puppet);
            assertDecidesNothing(second);
            assertThat(approve(grace)).isEqualTo(new Outcome.Decided());
        }

        @Test
        void accounts_that_got_access_from_it_30_days_ago_decide() {
            Administrator old = givenAccess(ada, "old");
            fakes.clock.advance(DAY.multipliedBy(30));
            disputed();
            assertThat(approve(old)).isEqualTo(new Outcome.Decided());
        }

        @Test
        void one_whose_own_number_is_disputed_does_not_decide() {
            fakes.administrators.setProvenPhone(grace, new MobileNumber("+491757654321"));
            fakes.administrators.disputePhoneProvenWithin(realm.id(), grace.id(), DAY);
            disputed();
            assertThat(pending().approvers()).isEmpty();
            assertThat(pending().effectiveAt()).contains(fakes.clock.instant().plus(DAY));
        }

        @Test
        void one_who_has_only_a_former_number_does_not_decide() {
            fakes.administrators.setProvenPhone(grace, new MobileNumber("+491757654321"));
            fakes.administrators.setProvenPhone(grace, new MobileNumber("+491757654322"));
            fakes.administrators.requirePasswordReset(realm.id(), grace.id());
            fakes.administrators.removePhone(realm.id(), grace.id());
            disputed();
            assertThat(pending().approvers()).isEmpty();
            assertThat(pending().effectiveAt()).contains(fakes.clock.instant().plus(DAY));
        }

        @Test
        void an_administrator_who_gave_the_account_its_access_decides() {
            fakes.influences.record(realm.id(), grace.id(), ada.id());
            disputed();
            assertThat(cancel(grace)).isEqualTo(new Outcome.Decided());
        }

        @Test
        void the_administrator_who_requested_the_removal_before_the_report_cancels_it_but_does_not_approve_it() {
            prove();
            request(grace);
            report(Occasion.NEW_BROWSER);
            UUID request = pending().id();
            assertThat(phoneResets.approve(fakes.caller(grace), ada.id(), Factor.PHONE, request))
                    .isInstanceOf(Outcome.Refused.class);
            assertThat(phoneResets.cancel(fakes.caller(grace), ada.id(), Factor.PHONE, request))
                    .isEqualTo(new Outcome.Decided());
        }

        @Test
        void the_dispute_is_over_for_the_next_request() {
            Administrator puppet = givenAccess(ada, "puppet");
            disputed();
            cancel(grace);
            request(grace);
            assertThat(approve(puppet)).isEqualTo(new Outcome.Decided());
        }
    }

    @Nested
    class Without_an_independent_system_administrator {
        private final Administrator puppet = givenAccess(ada, "puppet");

        @Test
        void the_number_is_removed_after_a_day_which_the_account_s_own_cannot_cancel() {
            disputed();
            assertThat(pending().effectiveAt()).contains(fakes.clock.instant().plus(DAY));
            assertThat(notices()).hasSize(1);
            assertThat(cancel(puppet)).isEqualTo(new Outcome.Refused(Conflict.NOT_APPROVER));
            fakes.clock.advance(DAY);
            resetFakes.phones.runSchedule();
            assertThat(fakes.now(ada).phone()).isEmpty();
        }

        @Test
        void one_who_comes_later_cancels_it() {
            disputed();
            Administrator late = systemAdministrator("late");
            assertThat(cancel(late)).isEqualTo(new Outcome.Decided());
            assertThat(fakes.now(ada).phoneDisputed()).isFalse();
        }

        @Test
        void an_objection_waits_until_one_is_independent() {
            disputed();
            objected();
            assertDecidesNothing(puppet);
            fakes.clock.advance(DAY.multipliedBy(30));
            assertThat(approve(puppet)).isEqualTo(new Outcome.Decided());
        }
    }

    @Nested
    class Without_another_system_administrator {
        @BeforeEach
        void dispute() {
            fakes.administrators.change(ada, "Ada", Role.SYSTEM_ADMINISTRATOR, false);
            disputed();
        }

        @Test
        void the_number_is_removed_after_a_day_announced_to_number_and_mailbox() {
            assertThat(pending().effectiveAt()).contains(fakes.clock.instant().plus(DAY));
            assertThat(fakes.mails.posted(MailKind.PHONE_DISPUTED))
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.details())
                            .isEqualTo(Map.of(
                                    "effectiveAt",
                                    fakes.clock.instant().plus(DAY).toString())));
            assertThat(notices()).hasSize(1);

            fakes.clock.advance(DAY.minusMillis(1));
            resetFakes.phones.runSchedule();
            assertUndecided();
            fakes.clock.advance(Duration.ofMillis(1));
            resetFakes.phones.runSchedule();
            assertThat(fakes.now(ada).phone()).isEmpty();
        }

        @Test
        void its_holder_objects_after_which_only_another_system_administrator_decides() {
            objected();

            assertThat(pending().vetoed()).isTrue();
            assertThat(pending().effectiveAt()).isEmpty();
            assertThat(fakes.audit.details(AuditEventType.PHONE_RESET_VETOED)).isPresent();
            fakes.clock.advance(DAY.multipliedBy(30));
            resetFakes.phones.runSchedule();
            report(Occasion.NEW_BROWSER);
            assertUndecided();
            assertRefused(openReset(), Reason.PHONE_DISPUTED);

            Administrator late = systemAdministrator("late");
            assertThat(approve(late)).isEqualTo(new Outcome.Decided());
            assertThat(fakes.now(ada).phone()).isEmpty();
        }

        @Test
        void a_further_report_from_the_mailbox_does_not_take_the_objection_away() {
            report(Occasion.SIGN_IN_CODE);
            objected();
            assertThat(pending().vetoed()).isTrue();
        }
    }

    private void objected() {
        followed(notices().get(0));
    }

    private void followed(PhoneNotice notice) {
        assertThat(reports.report(token(notice), REPORTER)).isPresent();
    }

    private static String token(PhoneNotice notice) {
        return token(notice.reportUrl());
    }

    private static String token(String reportUrl) {
        return reportUrl.substring(reportUrl.lastIndexOf('/') + 1);
    }

    private Administrator givenAccess(Administrator by, String name) {
        Administrator given = systemAdministrator(name);
        fakes.influences.record(realm.id(), by.id(), given.id());
        return given;
    }

    private void assertDecidesNothing(Administrator one) {
        var refused = new Outcome.Refused(Conflict.NOT_APPROVER);
        assertThat(approve(one)).isEqualTo(refused);
        assertThat(cancel(one)).isEqualTo(refused);
        assertUndecided();
    }

    private List<PhoneNotice> notices() {
        return fakes.dispatch.messages().stream()
                .filter(PhoneNotice.class::isInstance)
                .map(PhoneNotice.class::cast)
                .toList();
    }

    private Realm withMfa(Realm plain) {
        RealmSettings settings = plain.settings();
        return fakes.realms.update(plain, settings.with(settings.mfa().enabledWith(MfaMethod.SMS)));
    }

    private Administrator systemAdministrator(String name) {
        return fakes.administrator(realm, name + "@example.com", Role.SYSTEM_ADMINISTRATOR);
    }

    private void disputed() {
        prove();
        report(Occasion.PHONE_CHANGED);
        assertUndecided();
    }

    private void prove() {
        fakes.administrators.setProvenPhone(fakes.now(ada), NUMBER);
    }

    private RecoveryCode recoveryCode() {
        return fakes.recoveryCodes.regenerate(realm.id(), ada.id()).get(0);
    }

    private void report(Occasion occasion) {
        String address = fakes.reportLinks.issue(
                new ReportLink(occasion, realm.id(), ada.id(), Fakes.REQUESTER, fakes.clock.instant()));
        assertThat(reports.report(address.substring(address.lastIndexOf('/') + 1), REPORTER))
                .isPresent();
    }

    private String resetToken() {
        return fakes.links.issue(LinkKind.PASSWORD_RESET, realm.id(), ada.id());
    }

    private Outcome request(Administrator requester) {
        return phoneResets.request(fakes.caller(requester), ada.id(), Factor.PHONE);
    }

    private Outcome approve(Administrator approver) {
        return phoneResets.approve(
                fakes.caller(approver), ada.id(), Factor.PHONE, pending().id());
    }

    private Outcome cancel(Administrator canceller) {
        return phoneResets.cancel(
                fakes.caller(canceller), ada.id(), Factor.PHONE, pending().id());
    }

    private ResetOutcome openReset() {
        return passwordResets.open(realm, resetToken(), REPORTER);
    }

    private FactorReset pending() {
        return phoneResets.findPending(ada.id(), Factor.PHONE).orElseThrow();
    }

    private void assertUndecided() {
        assertThat(fakes.now(ada).phone()).contains(NUMBER);
        assertThat(fakes.now(ada).phoneDisputed()).isTrue();
        assertThat(phoneResets.findPending(ada.id(), Factor.PHONE)).isPresent();
    }
}
