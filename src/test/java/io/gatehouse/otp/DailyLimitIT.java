package io.gatehouse.otp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Role;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The text messages of a realm. */
@GatehouseTest
class DailyLimitIT {
    @Inject
    TestRealms town;

    @Inject
    SendLimitFixture desk;

    @Inject
    SendLimits limits;

    private Realm realm;

    @BeforeEach
    void open() {
        realm = town.realm(MfaMethod.SMS);
    }

    @Test
    void spends_its_day_with_three_alarms_and_keeps_the_last_fifth_for_proven_numbers() {
        Administrator alarmed = town.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        int limit = 10;
        desk.times(5, () -> desk.sendAndUse(desk.limited(town.guest(realm), town.number(), true, limit)));
        TestMail.latestTo(alarmed.email().value(), 1);
        desk.times(3, () -> desk.sendAndUse(desk.limited(town.guest(realm), town.number(), true, limit)));
        TestMail.latestTo(alarmed.email().value(), 2);
        assertThat(desk.reason(desk.limited(town.guest(realm), town.number(), false, limit)))
                .isEqualTo(Reason.THROTTLED);
        desk.times(2, () -> desk.sendAndUse(desk.limited(town.guest(realm), town.number(), true, limit)));
        TestMail.latestTo(alarmed.email().value(), 3);
        assertThat(desk.reason(desk.limited(town.guest(realm), town.number(), true, limit)))
                .isEqualTo(Reason.THROTTLED);
        Administrator byMail = town.guest(realm);
        assertThat(desk.send(desk.to(byMail, byMail.email()))).isEmpty();
        assertThat(TestMail.allTo(alarmed.email().value()))
                .extracting(TestMail.Mail::subject)
                .containsExactlyInAnyOrder(
                        "Half of the text messages of a day are spent",
                        "Most text messages of a day are spent",
                        "All text messages of a day are spent");
        desk.pass(Duration.ofHours(24));
        assertThat(desk.send(desk.limited(town.guest(realm), town.number(), false, limit)))
                .isEmpty();
    }

    @Test
    void grows_with_the_administrators_from_fifty_on_unless_it_is_set() {
        assertThat(limits.dailyLimit(realm.id(), Optional.empty())).isEqualTo(50);
        for (int i = 0; i < 6; i++) {
            town.guest(realm);
        }
        assertThat(limits.dailyLimit(realm.id(), Optional.empty())).isEqualTo(60);
        assertThat(limits.dailyLimit(realm.id(), Optional.of(7))).isEqualTo(7);
    }
}
