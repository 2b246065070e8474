package io.gatehouse.administration.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administration.overview.DashboardStatistics.Day;
import io.gatehouse.administration.overview.DashboardStatistics.SignIns;
import io.gatehouse.administration.overview.DashboardStatistics.Trend;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DashboardStatisticsTest {
    private final Fakes fakes = new Fakes();
    private final DashboardStatistics statistics =
            new DashboardStatistics(fakes.audit.log, fakes.dispatch.log, fakes.clock);
    private final Realm realm = fakes.realm("statistics");
    private final Administrator ada = fakes.administrators.setProvenPhone(
            fakes.administrator(realm, "ada@example.com", Role.OPERATOR), new MobileNumber("+491751234567"));

    @Test
    void sign_ins_are_counted_by_day_for_seven_days() {
        record(AuditEventType.SIGNED_IN);
        fakes.clock.advance(Duration.ofDays(1));
        record(AuditEventType.SIGNED_IN);
        record(AuditEventType.SIGNED_IN);
        record(AuditEventType.PASSWORD_REFUSED);
        record(AuditEventType.CODE_ISSUED);
        fakes.clock.advance(Duration.ofDays(6));
        record(AuditEventType.CODE_REFUSED);

        SignIns signIns = statistics.signIns(realm.id());
        List<Day> days = signIns.days();

        LocalDate today = LocalDate.ofInstant(fakes.clock.instant(), fakes.clock.getZone());
        assertThat(days).hasSize(7);
        assertThat(days.get(0)).isEqualTo(new Day(today.minusDays(6), List.of(2L, 1L, 0L)));
        assertThat(days.get(1)).isEqualTo(new Day(today.minusDays(5), List.of(0L, 0L, 0L)));
        assertThat(days.get(6)).isEqualTo(new Day(today, List.of(0L, 0L, 1L)));
        assertThat(signIns.completed()).isEqualTo(new Trend(2, 1));
        assertThat(signIns.refused()).isEqualTo(new Trend(2, 0));
        assertThat(signIns.codes()).isEqualTo(new Trend(1, 0));
    }

    @Test
    void codes_by_mail_are_never_confirmed_and_those_by_text_message_are_pending_at_first() {
        fakes.challenges.send(challenge("one"), ada.phone().orElseThrow(), false);
        fakes.challenges.send(challenge("other"), ada.email(), false);

        List<Day> days = statistics.codes(realm.id());

        assertThat(days).hasSize(7);
        assertThat(days.get(6).counts()).containsExactly(0L, 1L, 1L, 0L);
        assertThat(days.get(5).counts()).containsExactly(0L, 0L, 0L, 0L);
    }

    private Challenge challenge(String flow) {
        return new Challenge(new FlowContext(realm, ada, Fakes.REQUESTER), flow, CodePurpose.SIGN_IN);
    }

    private void record(AuditEventType type) {
        fakes.audit.log.record(AuditEvent.by(ada.id(), type, realm.id(), Fakes.REQUESTER, Map.of()));
    }
}
