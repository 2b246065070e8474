package io.gatehouse.otp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Role;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The daily limit of a realm's text messages. */
@GatehouseTest
class DailyLimitIT {
    @Inject
    TestRealms testRealms;

    @Inject
    SendLimitFixture fixture;

    @Inject
    SendLimits limits;

    private Realm realm;

    @BeforeEach
    void open() {
        realm = testRealms.realm(MfaMethod.SMS);
    }

    @Test
    void raises_three_alarms_and_reserves_the_last_fifth_for_proven_numbers() {
        Administrator alarmed = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        int limit = 10;
        fixture.times(
                5,
                () -> fixture.sendAndUse(fixture.limited(testRealms.guest(realm), testRealms.number(), true, limit)));
        TestMail.latestTo(alarmed.email().value(), 1);
        fixture.times(
                3,
                () -> fixture.sendAndUse(fixture.limited(testRealms.guest(realm), testRealms.number(), true, limit)));
        TestMail.latestTo(alarmed.email().value(), 2);
        assertThat(fixture.reason(fixture.limited(testRealms.guest(realm), testRealms.number(), false, limit)))
                .isEqualTo(Reason.THROTTLED);
        fixture.times(
                2,
                () -> fixture.sendAndUse(fixture.limited(testRealms.guest(realm), testRealms.number(), true, limit)));
        TestMail.latestTo(alarmed.email().value(), 3);
        assertThat(fixture.reason(fixture.limited(testRealms.guest(realm), testRealms.number(), true, limit)))
                .isEqualTo(Reason.THROTTLED);
        Administrator byMail = testRealms.guest(realm);
        assertThat(fixture.send(fixture.to(byMail, byMail.email()))).isEmpty();
        assertThat(TestMail.allTo(alarmed.email().value()))
                .extracting(TestMail.Mail::subject)
                .containsExactlyInAnyOrder(
                        "Half of the daily text messages are used up",
                        "Most of the daily text messages are used up",
                        "All daily text messages are used up");
        fixture.pass(Duration.ofHours(24));
        assertThat(fixture.send(fixture.limited(testRealms.guest(realm), testRealms.number(), false, limit)))
                .isEmpty();
    }

    @Test
    void counts_messages_that_are_not_delivered() {
        Administrator alarmed = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        fixture.send(fixture.limited(testRealms.guest(realm), testRealms.number(), true, 2));
        fixture.undelivered(realm);
        fixture.send(fixture.limited(testRealms.guest(realm), testRealms.number(), true, 2));
        fixture.undelivered(realm);
        assertThat(fixture.reason(fixture.limited(testRealms.guest(realm), testRealms.number(), true, 2)))
                .isEqualTo(Reason.THROTTLED);
        assertThat(TestMail.latestTo(alarmed.email().value(), 2).subject())
                .isEqualTo("All daily text messages are used up");
    }

    @Test
    void grows_with_the_administrators_from_fifty_on_unless_it_is_set() {
        assertThat(limits.dailyLimit(realm.id(), Optional.empty())).isEqualTo(50);
        for (int i = 0; i < 6; i++) {
            testRealms.guest(realm);
        }
        assertThat(limits.dailyLimit(realm.id(), Optional.empty())).isEqualTo(60);
        assertThat(limits.dailyLimit(realm.id(), Optional.of(7))).isEqualTo(7);
    }
}
