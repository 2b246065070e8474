package io.gatehouse.factorreset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administration.accounts.AccountChanges;
import io.gatehouse.administration.accounts.AccountChanges.Change;
import io.gatehouse.administration.accounts.AccountFakes;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.caller.Caller;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.factorreset.FactorResets.Affected;
import io.gatehouse.factorreset.FactorResets.Approver;
import io.gatehouse.factorreset.FactorResets.Conflict;
import io.gatehouse.factorreset.FactorResets.FactorReset;
import io.gatehouse.factorreset.FactorResets.Outcome;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.ThrottledException;
import io.gatehouse.link.LinkKind;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FactorResetsTest {
    private static final Duration DAY = Duration.ofHours(24);

    private final Fakes fakes = new Fakes();
    private final FactorResetFakes resetFakes = new FactorResetFakes(fakes);
    private final FactorResets resets = resetFakes.resets;
    private final Realm realm = fakes.realm("resets");
    private final Administrator ada = fakes.administrators.setProvenPhone(
            fakes.administrator(realm, "ada@example.com", Role.OPERATOR), new MobileNumber("+491751234567"));
    private final Administrator root = fakes.administrator(realm, "root@example.com", Role.SYSTEM_ADMINISTRATOR);

    @Test
    void a_request_is_announced_to_the_administrator_by_mail_and_text_message() {
        FactorReset reset = request();

        assertThat(resets.findPending(ada.id(), Factor.PHONE)).contains(reset);
        assertThat(fakes.mails.posted(MailKind.PHONE_RESET_REQUESTED))
                .singleElement()
                .satisfies(mail -> assertThat(mail.administrator()).isEqualTo(ada.id()));
        assertThat(fakes.dispatch.messages())
                .singleElement()
                .satisfies(message ->
                        assertThat(message.destination()).isEqualTo(ada.phone().orElseThrow()));
        assertThat(fakes.audit.details(AuditEventType.PHONE_RESET_REQUESTED))
                .contains(Map.of("request", reset.id().toString()));
    }

    @Test
    void a_second_request_returns_the_pending_one() {
        assertThat(request()).isEqualTo(request());
        assertThat(fakes.mails.posted(MailKind.PHONE_RESET_REQUESTED)).hasSize(1);
    }

    @Test
    void requests_that_are_cancelled_again_are_throttled() {
        for (int i = 0; i < 5; i++) {
            resets.cancel(fakes.caller(root), ada.id(), Factor.PHONE, request().id());
        }
        assertThatThrownBy(this::request).isInstanceOf(ThrottledException.class);
        assertThat(fakes.mails.posted(MailKind.PHONE_RESET_REQUESTED)).hasSize(5);
    }

    @Test
    void an_account_without_number_has_none_to_reset() {
        assertThat(resets.request(fakes.caller(root), root.id(), Factor.PHONE))
                .isEqualTo(new Outcome.Refused(Conflict.NOTHING_TO_RESET));
    }

    @Test
    void accounts_and_requests_of_others_are_not_found() {
        Administrator stranger = fakes.administrator(fakes.realm("other"), "ada@example.com", Role.OPERATOR);
        Caller caller = fakes.caller(root);
        UUID reset = request().id();
        assertThatThrownBy(() -> resets.request(caller, stranger.id(), Factor.PHONE))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> resets.cancel(caller, root.id(), Factor.PHONE, reset))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> resets.cancel(caller, ada.id(), Factor.PHONE, UUID.randomUUID()))
                .isInstanceOf(NotFoundException.class);
    }

    @Nested
    class Without_another_system_administrator {
        @Test
        void it_is_applied_after_a_day() {
            fakes.session(ada);
            assertThat(request().effectiveAt()).contains(fakes.clock.instant().plus(DAY));

            fakes.clock.advance(DAY.minusMillis(1));
            resetFakes.runSchedule();
            assertThat(fakes.now(ada).phone()).isPresent();

            fakes.clock.advance(Duration.ofMillis(1));
            resetFakes.runSchedule();
            assertApplied();
        }

        @Test
        void a_realm_whose_settings_cannot_be_read_holds_up_no_other() {
            Realm unreadable = fakes.realm("unreadable");
            Administrator bob = fakes.administrators.setProvenPhone(
                    fakes.administrator(unreadable, "bob@example.com", Role.OPERATOR),
                    new MobileNumber("+491751234568"));
            Administrator eve = fakes.administrator(unreadable, "eve@example.com", Role.SYSTEM_ADMINISTRATOR);
            resets.request(fakes.caller(eve), bob.id(), Factor.PHONE);
            fakes.realmFakes.makeUnreadable(unreadable);
            request();

            fakes.clock.advance(DAY);
            resetFakes.runSchedule();

            assertApplied();
            assertThat(resetFakes
                            .meters
                            .counter("gatehouse.faults", "task", "factor_reset")
                            .count())
                    .isEqualTo(1);
        }

        @Test
        void approval_is_refused() {
            FactorReset reset = request();
            Administrator late = fakes.administrator(realm, "late@example.com", Role.SYSTEM_ADMINISTRATOR);
            assertThat(resets.approve(fakes.caller(late), ada.id(), Factor.PHONE, reset.id()))
                    .isEqualTo(new Outcome.Refused(Conflict.NOT_OPEN));
            assertThat(resets.listPending(realm.id()))
                    .containsExactly(new Affected(ada.id(), ada.displayName(), Factor.PHONE, false));
        }

        @Test
        void one_who_cannot_sign_in_or_is_the_subject_does_not_count() {
            Administrator disabled = fakes.administrator(realm, "x@example.com", Role.SYSTEM_ADMINISTRATOR);
            fakes.administrators.change(disabled, "X", Role.SYSTEM_ADMINISTRATOR, true);
            fakes.administrators.change(ada, "Ada", Role.SYSTEM_ADMINISTRATOR, false);
            assertThat(request().needsApproval()).isFalse();
        }
    }

    @Nested
    class With_another_system_administrator {
        private final Administrator other = fakes.administrator(realm, "other@example.com", Role.SYSTEM_ADMINISTRATOR);

        @Test
        void that_one_approves_it() {
            fakes.session(ada);
            FactorReset reset = request();
            assertThat(reset.needsApproval()).isTrue();
            assertThat(resets.listPending(realm.id()))
                    .containsExactly(new Affected(ada.id(), ada.displayName(), Factor.PHONE, true));

            assertThat(approve(other, reset)).isEqualTo(new Outcome.Decided());

            assertApplied();
            assertThat(types())
                    .containsSubsequence(
                            AuditEventType.PHONE_RESET_REQUESTED,
                            AuditEventType.PHONE_RESET_APPROVED,
                            AuditEventType.PHONE_RESET);
            assertThat(resets.listPending(realm.id())).isEmpty();
            assertThat(approve(other, reset)).isEqualTo(new Outcome.Refused(Conflict.NOT_OPEN));
        }

        @Test
        void the_requester_and_the_subject_cannot_approve_it() {
            FactorReset reset = request();
            assertThat(approve(root, reset)).isEqualTo(new Outcome.Refused(Conflict.NOT_APPROVER));
            fakes.administrators.change(ada, "Ada", Role.SYSTEM_ADMINISTRATOR, false);
            assertThat(approve(ada, reset)).isEqualTo(new Outcome.Refused(Conflict.NOT_APPROVER));
            assertThat(fakes.now(ada).phone()).isPresent();
        }

        @Test
        void it_expires_after_a_day_without_approval() {
            FactorReset reset = request();
            fakes.clock.advance(DAY);

            resetFakes.runSchedule();

            assertThat(fakes.now(ada).phone()).isPresent();
            assertThat(resets.findPending(ada.id(), Factor.PHONE)).isEmpty();
            assertThat(types()).doesNotContain(AuditEventType.PHONE_RESET);
            assertThat(approve(other, reset)).isEqualTo(new Outcome.Refused(Conflict.NOT_OPEN));
        }
    }

    @Nested
    class A_cancelled_one {
        @Test
        void is_not_applied() {
            FactorReset reset = request();

            assertThat(resets.cancel(fakes.caller(root), ada.id(), Factor.PHONE, reset.id()))
                    .isEqualTo(new Outcome.Decided());

            fakes.clock.advance(DAY);
            resetFakes.runSchedule();
            assertThat(fakes.now(ada).phone()).isPresent();
            assertCancelledBy(root);
            assertThat(resets.cancel(fakes.caller(root), ada.id(), Factor.PHONE, reset.id()))
                    .isEqualTo(new Outcome.Refused(Conflict.NOT_OPEN));
        }

        @Test
        void may_be_cancelled_by_its_subject() {
            assertThat(resets.cancel(
                            fakes.caller(ada), ada.id(), Factor.PHONE, request().id()))
                    .isEqualTo(new Outcome.Decided());
            assertCancelledBy(ada);
        }

        @Test
        void may_be_cancelled_by_the_mailed_link_once() {
            request();
            String link = fakes.mails
                    .posted(MailKind.PHONE_RESET_REQUESTED)
                    .get(0)
                    .details()
                    .get("link");
            String token = link.substring(link.indexOf('=') + 1);

            Realm other = fakes.realm("other");
            assertThat(resets.cancel(other, token, Fakes.REQUESTER)).isEmpty();
            assertThat(resets.find(realm, token)).contains(Factor.PHONE);
            assertThat(resets.cancel(realm, token, Fakes.REQUESTER)).contains(Factor.PHONE);
            assertThat(resets.cancel(realm, token, Fakes.REQUESTER)).isEmpty();
            assertCancelledBy(ada);
        }

        @Test
        void is_not_cancelled_by_a_link_left_over() {
            request();
            resets.cancel(fakes.caller(root), ada.id(), Factor.PHONE, request().id());
            String token = fakes.links.issue(LinkKind.PHONE_RESET, realm.id(), ada.id());
            assertThat(resets.cancel(realm, token, Fakes.REQUESTER)).isEmpty();
        }

        private void assertCancelledBy(Administrator actor) {
            assertThat(resets.findPending(ada.id(), Factor.PHONE)).isEmpty();
            assertThat(fakes.audit.entries())
                    .filteredOn(entry -> entry.is(AuditEventType.PHONE_RESET_CANCELLED))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.actor()).contains(actor.id()))
                    .satisfies(entry -> assertThat(entry.subject()).contains(ada.id()));
        }
    }

    /** An account that the requester controls is no second person. */
    @Nested
    class A_system_administrator_that_the_requester {
        private final AccountChanges changes = AccountFakes.changes(fakes);
        private final Administrator other = fakes.administrator(realm, "other@example.com", Role.SYSTEM_ADMINISTRATOR);

        @Test
        void invited_after_the_request_cannot_approve_it() {
            FactorReset reset = request();
            Administrator puppet = invite(root, "puppet@example.com");
            assertNotApprover(puppet, reset);
            assertThat(pending().approvers()).extracting(Approver::id).containsExactly(other.id());
            assertThat(approve(other, reset)).isEqualTo(new Outcome.Decided());
        }

        @Test
        void invited_through_others_cannot_approve_it() {
            Administrator puppet = invite(root, "puppet@example.com");
            Administrator second = invite(puppet, "second@example.com");
            Administrator third = invite(second, "third@example.com");
            changes.delete(fakes.caller(root), puppet.id(), version -> true);
            assertNotApprover(third, request());
        }

        @Test
        void promoted_cannot_approve_it() {
            Administrator observer = fakes.administrator(realm, "observer@example.com", Role.OBSERVER);
            FactorReset reset = request();
            change(root, observer, Optional.of(Role.OPERATOR), Optional.empty());
            change(other, observer, Optional.of(Role.SYSTEM_ADMINISTRATOR), Optional.empty());
            assertNotApprover(observer, reset);
        }

        @Test
        void enabled_cannot_approve_it() {
            Administrator spare = fakes.administrator(realm, "spare@example.com", Role.SYSTEM_ADMINISTRATOR);
            change(other, spare, Optional.empty(), Optional.of(false));
            change(root, spare, Optional.empty(), Optional.of(true));
            assertNotApprover(spare, request());
        }

        @Test
        void sent_another_invitation_by_a_service_token_cannot_approve_it() {
            Administrator invited = fakes.administrators.create(
                    realm.id(), new EmailAddress("late@example.com"), "Late", Role.SYSTEM_ADMINISTRATOR);
            ServiceToken token = fakes.serviceTokens
                    .create(realm.id(), root.id(), "ci", Role.OPERATOR, Duration.ofDays(30), List.of())
                    .token();
            changes.inviteAgain(Caller.of(token, Fakes.REQUESTER), invited.id());
            fakes.administrators.changePasswordHash(realm.id(), invited.id(), Fakes.PASSWORD_HASH);
            assertNotApprover(invited, request());
        }

        @Test
        void reset_the_phone_of_cannot_approve_it() {
            Administrator lost = fakes.administrators.setProvenPhone(
                    fakes.administrator(realm, "lost@example.com", Role.SYSTEM_ADMINISTRATOR),
                    new MobileNumber("+491757654321"));
            UUID ofLost = ((Outcome.Pending) resets.request(fakes.caller(root), lost.id(), Factor.PHONE))
                    .reset()
                    .id();
            resets.approve(fakes.caller(other), lost.id(), Factor.PHONE, ofLost);
            assertNotApprover(lost, request());
        }

        @Test
        void merely_demoted_or_renamed_can_approve_it() {
            Administrator spare = fakes.administrator(realm, "spare@example.com", Role.SYSTEM_ADMINISTRATOR);
            change(root, spare, Optional.of(Role.OBSERVER), Optional.empty());
            change(other, spare, Optional.of(Role.SYSTEM_ADMINISTRATOR), Optional.empty());
            assertThat(approve(spare, request())).isEqualTo(new Outcome.Decided());
        }

        @Test
        void invited_30_days_ago_can_approve_it() {
            Administrator puppet = invite(root, "puppet@example.com");
            fakes.clock.advance(Duration.ofDays(30));
            assertThat(approve(puppet, request())).isEqualTo(new Outcome.Decided());
        }

        @Test
        void invited_does_not_make_an_approval_needed() {
            change(root, other, Optional.of(Role.OPERATOR), Optional.empty());
            invite(root, "puppet@example.com");
            assertThat(request().needsApproval()).isFalse();
        }

        private void assertNotApprover(Administrator administrator, FactorReset reset) {
            assertThat(approve(administrator, reset)).isEqualTo(new Outcome.Refused(Conflict.NOT_APPROVER));
            assertThat(fakes.now(ada).phone()).isPresent();
        }

        private Administrator invite(Administrator by, String email) {
            changes.invite(fakes.caller(by), new EmailAddress(email), email, Role.SYSTEM_ADMINISTRATOR);
            Administrator invited = fakes.administrators
                    .find(realm.id(), new EmailAddress(email))
                    .orElseThrow();
            fakes.administrators.changePasswordHash(realm.id(), invited.id(), Fakes.PASSWORD_HASH);
            return fakes.now(invited);
        }

        private void change(Administrator by, Administrator one, Optional<Role> role, Optional<Boolean> enabled) {
            changes.change(fakes.caller(by), one.id(), version -> true, new Change(Optional.empty(), role, enabled));
        }
    }

    @Nested
    class A_pending_one_that_no_one_can_approve_any_more {
        private final Administrator other = fakes.administrator(realm, "other@example.com", Role.SYSTEM_ADMINISTRATOR);

        @Test
        void is_announced_again_and_applied_a_day_later() {
            request();
            fakes.clock.advance(Duration.ofHours(23));
            fakes.administrators.change(other, "Other", Role.SYSTEM_ADMINISTRATOR, true);

            resetFakes.runSchedule();

            assertThat(pending().effectiveAt()).contains(fakes.clock.instant().plus(DAY));
            assertThat(fakes.mails.posted(MailKind.PHONE_RESET_REQUESTED)).hasSize(2);
            assertThat(fakes.dispatch.messages()).hasSize(2);
            assertThat(types()).contains(AuditEventType.PHONE_RESET_WITHOUT_APPROVAL);
            fakes.clock.advance(DAY.minusMillis(1));
            resetFakes.runSchedule();
            assertThat(fakes.now(ada).phone()).isPresent();
            fakes.clock.advance(Duration.ofMillis(1));
            resetFakes.runSchedule();
            assertApplied();
        }

        @Test
        void still_awaits_one_whose_password_must_be_reset() {
            request();
            fakes.administrators.requirePasswordReset(realm.id(), other.id());
            resetFakes.runSchedule();
            assertThat(pending().needsApproval()).isTrue();
        }

        @Test
        void may_be_cancelled_by_another_system_administrator() {
            FactorReset reset = request();
            fakes.administrators.change(other, "Other", Role.OPERATOR, false);
            resetFakes.runSchedule();
            Administrator late = fakes.administrator(realm, "late@example.com", Role.SYSTEM_ADMINISTRATOR);
            assertThat(resets.cancel(fakes.caller(late), ada.id(), Factor.PHONE, reset.id()))
                    .isEqualTo(new Outcome.Decided());
        }
    }

    private FactorReset pending() {
        return resets.findPending(ada.id(), Factor.PHONE).orElseThrow();
    }

    private FactorReset request() {
        Outcome outcome = resets.request(fakes.caller(root), ada.id(), Factor.PHONE);
        assertThat(outcome).isInstanceOf(Outcome.Pending.class);
        return ((Outcome.Pending) outcome).reset();
    }

    private Outcome approve(Administrator administrator, FactorReset reset) {
        return resets.approve(fakes.caller(administrator), ada.id(), Factor.PHONE, reset.id());
    }

    private void assertApplied() {
        assertThat(fakes.now(ada).phone()).isEmpty();
        assertThat(fakes.sessions.list.of(ada.id())).isEmpty();
        assertThat(resets.findPending(ada.id(), Factor.PHONE)).isEmpty();
        assertThat(fakes.mails.posted(MailKind.PHONE_RESET)).hasSize(1);
        assertThat(types()).contains(AuditEventType.PHONE_RESET);
    }

    private List<AuditEventType> types() {
        return fakes.audit.entries().stream()
                .flatMap(entry -> entry.knownType().stream())
                .toList();
    }
}
