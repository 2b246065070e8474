package io.gatehouse.factorreset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.factorreset.FactorResets.Affected;
import io.gatehouse.factorreset.FactorResets.Conflict;
import io.gatehouse.factorreset.FactorResets.FactorReset;
import io.gatehouse.factorreset.FactorResets.Outcome;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.gatehouse.reportlink.ReportLinks.ReportLink;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Resets of passkeys and authenticator app; {@link FactorResetsTest} shows what they share with those of a number. */
class AuthenticatorResetsTest {
    private final Fakes fakes = new Fakes();
    private final FactorResetFakes resetFakes = new FactorResetFakes(fakes);
    private final FactorResets resets = resetFakes.resets;
    private final Realm realm = fakes.realm("resets");
    private final Administrator ada = fakes.administrators.setProvenPhone(
            fakes.administrator(realm, "ada@example.com", Role.OPERATOR), new MobileNumber("+491751234567"));
    private final Administrator root = fakes.administrator(realm, "root@example.com", Role.SYSTEM_ADMINISTRATOR);
    private final FlowContext context = new FlowContext(realm, ada, Fakes.REQUESTER);

    @Test
    void a_second_system_administrator_approves() {
        Administrator other = fakes.administrator(realm, "other@example.com", Role.SYSTEM_ADMINISTRATOR);
        addApp();
        fakes.session(ada);
        FactorReset reset = request();
        assertThat(reset.needsApproval()).isTrue();
        assertThat(resets.approve(fakes.caller(root), ada.id(), Factor.AUTHENTICATORS, reset.id()))
                .isEqualTo(new Outcome.Refused(Conflict.NOT_APPROVER));
        assertThat(count()).isEqualTo(1);

        assertThat(resets.approve(fakes.caller(other), ada.id(), Factor.AUTHENTICATORS, reset.id()))
                .isEqualTo(new Outcome.Decided());
        assertApplied();
        assertThat(fakes.audit.details(AuditEventType.AUTHENTICATORS_RESET_APPROVED))
                .isPresent();
        assertThat(fakes.now(ada).phone()).isPresent();
    }

    @Test
    void without_another_it_is_announced_and_applied_after_a_day() {
        addApp();
        fakes.session(ada);
        assertThat(request().effectiveAt()).contains(fakes.clock.instant().plus(Duration.ofDays(1)));
        assertThat(fakes.mails.posted(MailKind.AUTHENTICATORS_RESET_REQUESTED)).hasSize(1);
        assertThat(fakes.dispatch.messages())
                .singleElement()
                .satisfies(message ->
                        assertThat(message.destination()).isEqualTo(ada.phone().orElseThrow()));

        fakes.clock.advance(Duration.ofDays(1).minusMillis(1));
        resetFakes.runSchedule();
        assertThat(count()).isEqualTo(1);
        fakes.clock.advance(Duration.ofMillis(1));
        resetFakes.runSchedule();
        assertApplied();
    }

    @Test
    void pending_flows_of_the_account_end() {
        addApp();
        String before = fakes.now(ada).credential();
        request();
        fakes.clock.advance(Duration.ofDays(1));
        resetFakes.runSchedule();
        assertThat(fakes.now(ada).credential()).isNotEqualTo(before);
    }

    @Test
    void the_mailed_link_keeps_them() {
        addApp();
        request();
        String link = fakes.mails
                .posted(MailKind.AUTHENTICATORS_RESET_REQUESTED)
                .get(0)
                .details()
                .get("link");
        String token = link.substring(link.indexOf('=') + 1);
        assertThat(link).contains("/factor-reset?token=");
        assertThat(resets.find(realm, token)).contains(Factor.AUTHENTICATORS);
        assertThat(resets.cancel(realm, token, Fakes.REQUESTER)).contains(Factor.AUTHENTICATORS);
        assertThat(resets.cancel(realm, token, Fakes.REQUESTER)).isEmpty();
        assertThat(resets.findPending(ada.id(), Factor.AUTHENTICATORS)).isEmpty();
        assertThat(fakes.audit.details(AuditEventType.AUTHENTICATORS_RESET_CANCELLED))
                .isPresent();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void the_person_and_a_report_of_misuse_keep_them() {
        addApp();
        resets.cancel(
                fakes.caller(ada), ada.id(), Factor.AUTHENTICATORS, request().id());
        assertThat(resets.findPending(ada.id(), Factor.AUTHENTICATORS)).isEmpty();

        request();
        var link = new ReportLink(
                Occasion.AUTHENTICATORS_RESET, realm.id(), ada.id(), Fakes.REQUESTER, fakes.clock.instant());
        resetFakes.disputes.report(realm, ada.id(), link, Fakes.REQUESTER);
        assertThat(resets.findPending(ada.id(), Factor.AUTHENTICATORS)).isEmpty();
    }

    @Test
    void an_account_without_any_has_none_to_reset() {
        assertThat(resets.request(fakes.caller(root), ada.id(), Factor.AUTHENTICATORS))
                .isEqualTo(new Outcome.Refused(Conflict.NOTHING_TO_RESET));
        assertThat(resets.requestOwn(context)).isEqualTo(new Outcome.Refused(Conflict.NOTHING_TO_RESET));
    }

    @Test
    void a_number_and_authenticators_are_reset_apart() {
        Administrator other = fakes.administrator(realm, "other@example.com", Role.SYSTEM_ADMINISTRATOR);
        addApp();
        FactorReset authenticators = request();
        FactorReset phone = ((Outcome.Pending) resets.request(fakes.caller(root), ada.id(), Factor.PHONE)).reset();
        assertThat(phone.id()).isNotEqualTo(authenticators.id());
        assertThat(resets.listPending(realm.id()))
                .containsExactlyInAnyOrder(
                        new Affected(ada.id(), ada.displayName(), Factor.AUTHENTICATORS, true),
                        new Affected(ada.id(), ada.displayName(), Factor.PHONE, true));
        assertThatThrownBy(() -> resets.approve(fakes.caller(other), ada.id(), Factor.AUTHENTICATORS, phone.id()))
                .isInstanceOf(NotFoundException.class);

        resets.approve(fakes.caller(other), ada.id(), Factor.PHONE, phone.id());
        assertThat(fakes.now(ada).phone()).isEmpty();
        assertThat(count()).isEqualTo(1);
        assertThat(resets.findPending(ada.id(), Factor.AUTHENTICATORS)).isPresent();
        resets.endAll(ada.id());
        assertThat(resets.listPending(realm.id())).isEmpty();
    }

    @Test
    void who_has_lost_them_requests_it_and_others_decide() {
        Administrator other = fakes.administrator(realm, "other@example.com", Role.SYSTEM_ADMINISTRATOR);
        addApp();
        FactorReset reset = ((Outcome.Pending) resets.requestOwn(context)).reset();
        assertThat(resets.requestOwn(context)).isEqualTo(new Outcome.Pending(reset));
        assertThat(fakes.mails.posted(MailKind.AUTHENTICATORS_RESET_REQUESTED)).hasSize(1);
        assertThat(reset.approvers()).hasSize(2);
        assertThat(resets.approve(fakes.caller(other), ada.id(), Factor.AUTHENTICATORS, reset.id()))
                .isEqualTo(new Outcome.Decided());
        assertApplied();
    }

    private FactorReset request() {
        return ((Outcome.Pending) resets.request(fakes.caller(root), ada.id(), Factor.AUTHENTICATORS)).reset();
    }

    private void addApp() {
        fakes.authenticators.addApp(realm, ada);
    }

    private int count() {
        return fakes.authenticators.authenticators.list(ada.id()).size();
    }

    private void assertApplied() {
        assertThat(count()).isZero();
        assertThat(fakes.sessions.list.of(ada.id())).isEmpty();
        assertThat(resets.findPending(ada.id(), Factor.AUTHENTICATORS)).isEmpty();
        assertThat(fakes.mails.posted(MailKind.AUTHENTICATORS_RESET)).hasSize(1);
        assertThat(fakes.audit.details(AuditEventType.AUTHENTICATORS_RESET)).isPresent();
    }
}
