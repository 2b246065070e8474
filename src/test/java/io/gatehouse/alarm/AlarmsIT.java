package io.gatehouse.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.Requester;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestMail.Mail;
import io.gatehouse.testing.TestRealms;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Alarms are mailed to System Administrators, once an hour. */
@GatehouseTest
class AlarmsIT {
    private static final Requester STRANGER = new Requester("203.0.113.7", "curl/8", "test");

    @Inject
    TestRealms town;

    @Inject
    AuditProbe trail;

    @Inject
    Alarms alarms;

    @Inject
    MeterRegistry meters;

    @Inject
    TestClock clock;

    @Test
    void are_mailed_to_all_system_administrators_of_the_realm_only() {
        Realm realm = town.realm();
        List<Administrator> rung = List.of(
                town.administrator(realm, Role.SYSTEM_ADMINISTRATOR),
                town.administrator(realm, Role.SYSTEM_ADMINISTRATOR));
        Administrator operator = town.administrator(realm);
        Administrator elsewhere = town.administrator(town.realm(), Role.SYSTEM_ADMINISTRATOR);
        raise(realm, new Alarm.LowVerifiedShare("DE"));

        for (Administrator administrator : rung) {
            Mail mail = TestMail.latestTo(administrator.email().value());
            assertThat(mail.subject()).startsWith("Codes sent to one country are not being used (");
            assertThat(mail.text()).contains("About: Germany").doesNotContain("203.0.113.7", "curl");
        }
        // Posted later, so sent after any mail posted wrongly above.
        raise(realm, new Alarm.PasswordSpray());
        TestMail.latestTo(rung.get(0).email().value(), 2);
        assertThat(TestMail.allTo(operator.email().value())).isEmpty();
        assertThat(TestMail.allTo(elsewhere.email().value())).isEmpty();
    }

    @Test
    void are_mailed_once_an_hour_when_raised_in_parallel() {
        Realm realm = town.realm();
        Administrator administrator = town.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        var alarm = Alarm.AccountAlarm.notMe(administrator.id(), administrator.displayName(), Map.of());
        double before = count(alarm);
        Parallel.times(8, () -> {
            raise(realm, alarm);
            return true;
        });
        assertThat(trail.of(administrator)).containsExactly("ALARM_RAISED");
        assertThat(count(alarm) - before).isEqualTo(1);
        assertThat(TestMail.latestTo(administrator.email().value()).text()).contains("About: Some Person");

        clock.advance(Duration.ofMinutes(61));
        raise(realm, alarm);
        assertThat(trail.of(administrator)).containsExactly("ALARM_RAISED", "ALARM_RAISED");
    }

    @Test
    void are_distinguished_by_occasion() {
        Realm realm = town.realm();
        Administrator one = town.administrator(realm);
        Administrator other = town.administrator(realm);
        raise(realm, Alarm.AccountAlarm.notMe(one.id(), one.displayName(), Map.of()));
        raise(realm, Alarm.AccountAlarm.notMe(other.id(), other.displayName(), Map.of()));
        assertThat(trail.of(one)).containsExactly("ALARM_RAISED");
        assertThat(trail.of(other)).containsExactly("ALARM_RAISED");
    }

    @Test
    void are_not_mailed_when_their_cause_is_rolled_back() {
        Realm realm = town.realm();
        Administrator administrator = town.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        var alarm = Alarm.AccountAlarm.notMe(administrator.id(), administrator.displayName(), Map.of());
        double before = count(alarm);
        QuarkusTransaction.begin();
        alarms.raise(realm.id(), alarm, STRANGER);
        QuarkusTransaction.rollback();
        assertThat(trail.of(administrator)).isEmpty();
        assertThat(count(alarm)).isEqualTo(before);
        raise(realm, alarm);
        assertThat(trail.of(administrator)).containsExactly("ALARM_RAISED");
        TestMail.latestTo(administrator.email().value());
        assertThat(TestMail.allTo(administrator.email().value())).hasSize(1);
    }

    private void raise(Realm realm, Alarm alarm) {
        QuarkusTransaction.requiringNew().run(() -> alarms.raise(realm.id(), alarm, STRANGER));
    }

    private double count(Alarm alarm) {
        return meters.counter("gatehouse.alarms", "cause", alarm.mail().name().toLowerCase(Locale.ROOT))
                .count();
    }
}
