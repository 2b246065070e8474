package io.gatehouse.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEntry;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TotpsTest {
    private static final String FLOW = "flow";

    private final Fakes fakes = new Fakes();
    private final Totps totps = fakes.authenticators.totps;
    private final Authenticators authenticators = fakes.authenticators.authenticators;
    private final Realm realm = fakes.realm("acme");
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);
    private final FlowContext context = context(ada);

    @Test
    void a_code_of_the_present_step_or_a_neighbour_is_right() {
        for (int seconds : new int[] {-30, 0, 30}) {
            TestApp app = enrolled();
            fakes.clock.advance(Duration.ofMinutes(5));
            assertThat(totps.verify(context, app.code(now().plusSeconds(seconds))))
                    .isTrue();
        }
    }

    @Test
    void a_code_of_any_other_step_is_wrong() {
        TestApp app = enrolled();
        fakes.clock.advance(Duration.ofMinutes(5));
        for (int seconds : new int[] {-90, -60, 60, 90}) {
            assertThat(totps.verify(context, app.code(now().plusSeconds(seconds))))
                    .isFalse();
        }
        for (String malformed : new String[] {"", "12345", "1234567", "abcdef", "１２３４５６", "\0"}) {
            assertThat(totps.verify(context, malformed)).isFalse();
        }
    }

    @Test
    void a_step_is_accepted_once_and_none_before_it() {
        TestApp app = enrolled();
        fakes.clock.advance(Duration.ofMinutes(5));
        String code = app.code(now());
        assertThat(totps.verify(context, code)).isTrue();
        assertThat(totps.verify(context, code)).isFalse();
        assertThat(totps.verify(context, app.code(now().minusSeconds(30)))).isFalse();
        assertThat(totps.verify(context, app.code(now().plusSeconds(30)))).isTrue();
    }

    @Test
    void the_code_that_confirmed_the_app_is_used_up() {
        TestApp app = enroll();
        String code = app.code(now());
        assertThat(totps.confirm(context, FLOW, code)).isEmpty();
        assertThat(totps.verify(context, code)).isFalse();
        assertThat(totps.confirm(context, FLOW, code)).map(Refusal::reason).contains(Reason.STEP_NOT_ALLOWED);
    }

    @Test
    void an_app_counts_once_a_code_confirms_it() {
        TestApp app = enroll();
        assertThat(authenticators.list(ada.id())).isEmpty();
        assertThat(totps.verify(context, app.code(now()))).isFalse();
        assertThat(totps.confirm(context, FLOW, app.wrongCode(now()))).contains(Refusal.wrongCode(4));
        assertThat(totps.confirm(context, "another", app.code(now())))
                .map(Refusal::reason)
                .contains(Reason.STEP_NOT_ALLOWED);
        assertThat(authenticators.list(ada.id())).isEmpty();

        assertThat(totps.confirm(context, FLOW, app.code(now()))).isEmpty();
        assertThat(authenticators.listUsable(ada.id())).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(AuthenticatorKind.TOTP);
            assertThat(one.createdAt()).isEqualTo(now());
            assertThat(one.lastUsedAt()).isEmpty();
        });
    }

    @Test
    void five_wrong_codes_end_the_enrolment() {
        TestApp app = enroll();
        for (int left = 4; left >= 0; left--) {
            assertThat(totps.confirm(context, FLOW, app.wrongCode(now()))).contains(Refusal.wrongCode(left));
        }
        assertThat(totps.confirm(context, FLOW, app.code(now()))).contains(Refusal.of(Reason.CODE_USED_UP));
        assertThat(totps.pending(context, FLOW)).isEmpty();
    }

    @Test
    void an_enrolment_ends_after_15_minutes_and_with_the_credentials() {
        TestApp app = enroll();
        assertThat(totps.pending(context, FLOW)).map(TotpEnrollment::secret).contains(app.secret());
        fakes.administrators.endPendingFlows(ada);
        FlowContext changed = context(fakes.now(ada));
        assertThat(totps.pending(changed, FLOW)).isEmpty();
        assertThat(totps.confirm(changed, FLOW, app.code(now()))).contains(Refusal.of(Reason.STEP_NOT_ALLOWED));

        fakes.clock.advance(Duration.ofMinutes(15));
        assertThat(totps.confirm(context, FLOW, app.code(now()))).contains(Refusal.of(Reason.STEP_NOT_ALLOWED));
    }

    @Test
    void another_app_takes_the_place_of_the_present_one() {
        TestApp first = enrolled();
        TestApp second = enrolled();
        fakes.clock.advance(Duration.ofMinutes(5));
        assertThat(totps.verify(context, first.code(now()))).isFalse();
        assertThat(totps.verify(context, second.code(now()))).isTrue();
        assertThat(authenticators.list(ada.id())).hasSize(1);
    }

    @Test
    void an_app_opens_no_other_account() {
        TestApp app = enrolled();
        FlowContext other = context(fakes.administrator(realm, "ben@example.com", Role.OPERATOR));
        fakes.clock.advance(Duration.ofMinutes(5));
        assertThat(totps.verify(other, app.code(now()))).isFalse();
    }

    @Test
    void a_report_suspends_an_app_of_the_last_week_until_it_is_lifted() {
        TestApp app = enrolled();
        fakes.clock.advance(Duration.ofDays(6));
        assertThat(authenticators.suspendRecent(ada.id())).isEqualTo(1);
        assertThat(authenticators.listUsable(ada.id())).isEmpty();
        assertThat(authenticators.list(ada.id())).hasSize(1);
        assertThat(totps.verify(context, app.code(now()))).isFalse();

        assertThat(authenticators.lift(ada.id())).isEqualTo(1);
        assertThat(totps.verify(context, app.code(now()))).isTrue();
    }

    @Test
    void a_suspended_app_is_not_replaced() {
        TestApp present = enrolled();
        TestApp other = new TestApp(totps.enroll(context, FLOW).secret());
        authenticators.suspendRecent(ada.id());
        assertThat(totps.confirm(context, FLOW, other.code(now())))
                .contains(Refusal.of(Reason.AUTHENTICATOR_SUSPENDED));
        authenticators.lift(ada.id());
        fakes.clock.advance(Duration.ofMinutes(5));
        assertThat(totps.verify(context, present.code(now()))).isTrue();
    }

    @Test
    void a_report_leaves_an_older_app() {
        TestApp app = enrolled();
        fakes.clock.advance(Duration.ofDays(7));
        assertThat(authenticators.suspendRecent(ada.id())).isZero();
        assertThat(authenticators.deleteSuspended(ada.id())).isZero();
        assertThat(totps.verify(context, app.code(now()))).isTrue();
    }

    @Test
    void a_removed_app_is_gone() {
        TestApp app = enrolled();
        fakes.clock.advance(Duration.ofMinutes(5));
        assertThat(totps.remove(context)).isTrue();
        assertThat(totps.remove(context)).isFalse();
        assertThat(totps.verify(context, app.code(now()))).isFalse();
        assertThat(fakes.mails.posted())
                .extracting(DurableMail::kind)
                .containsExactly(MailKind.TOTP_ADDED, MailKind.TOTP_REMOVED);
    }

    @Test
    void each_event_is_recorded() {
        TestApp app = enrolled();
        fakes.clock.advance(Duration.ofMinutes(5));
        totps.verify(context, app.code(now()));
        totps.verify(context, app.code(now()));
        totps.remove(context);
        assertThat(fakes.audit.entries())
                .extracting(AuditEntry::type)
                .containsExactly(
                        AuditEventType.AUTHENTICATOR_ENROLLED.name(),
                        AuditEventType.AUTHENTICATOR_USED.name(),
                        AuditEventType.AUTHENTICATOR_REFUSED.name(),
                        AuditEventType.AUTHENTICATOR_REMOVED.name());
        assertThat(fakes.audit.entries())
                .allSatisfy(entry -> assertThat(entry.details()).isEqualTo(Map.of("authenticator", "TOTP")));
    }

    @Test
    void nothing_shows_the_secret_in_logs() {
        TotpEnrollment enrollment = totps.enroll(context, FLOW);
        assertThat(enrollment.toString()).doesNotContain(enrollment.secret());
        assertThat(new TotpSecret(enrollment.secret()).toString()).doesNotContain(enrollment.secret());
        assertThat(new Totps.PendingTotp(enrollment.id(), enrollment.secret(), "", 5).toString())
                .doesNotContain(enrollment.secret());
    }

    private TestApp enroll() {
        return new TestApp(totps.enroll(context, FLOW).secret());
    }

    private TestApp enrolled() {
        TestApp app = enroll();
        Optional<Refusal> refusal = totps.confirm(context, FLOW, app.code(now()));
        assertThat(refusal).isEmpty();
        return app;
    }

    private FlowContext context(Administrator administrator) {
        return new FlowContext(realm, administrator, Fakes.REQUESTER);
    }

    private Instant now() {
        return fakes.clock.instant();
    }
}
