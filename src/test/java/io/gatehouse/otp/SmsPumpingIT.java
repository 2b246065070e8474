package io.gatehouse.otp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Pauses and alarms for numbers and countries that look like SMS pumping. */
@GatehouseTest
class SmsPumpingIT {
    /** A hundred numbers for each test. */
    private static final AtomicInteger RANGES = new AtomicInteger();

    @Inject
    TestRealms testRealms;

    @Inject
    SendLimitFixture fixture;

    @Inject
    Database database;

    private final String range = "%02d".formatted(RANGES.incrementAndGet());
    private Realm realm;

    @BeforeEach
    void open() {
        realm = testRealms.realm(MfaMethod.SMS);
    }

    @Nested
    class Numbers_in_a_row {
        @Test
        void are_paused_from_the_fifth_on_and_raise_an_alarm() {
            Administrator alarmed = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
            // Across a border between two hundreds.
            for (int i = 48; i < 53; i++) {
                assertThat(fixture.send(fixture.entering(testRealms.guest(realm), number(i))))
                        .isEmpty();
            }
            assertThat(fixture.reason(fixture.entering(testRealms.guest(realm), number(53))))
                    .isEqualTo(Reason.THROTTLED);
            assertThat(TestMail.latestTo(alarmed.email().value()).subject())
                    .startsWith("Consecutive mobile numbers are being entered (");
            assertThat(fixture.send(fixture.to(testRealms.guest(realm), number(54))))
                    .as("a proven one")
                    .isEmpty();
            assertThat(fixture.send(
                            fixture.entering(testRealms.guest(realm), new MobileNumber("+49151999" + range + "010"))))
                    .as("another range")
                    .isEmpty();
            assertThat(fixture.send(fixture.entering(testRealms.guest(testRealms.realm(MfaMethod.SMS)), number(55))))
                    .as("another realm")
                    .isEmpty();
            fixture.pass(Duration.ofMinutes(15));
            assertThat(fixture.send(fixture.entering(testRealms.guest(realm), number(56))))
                    .isEmpty();
        }

        @Test
        void are_paused_even_if_none_is_reached() {
            for (int i = 0; i < 5; i++) {
                assertThat(fixture.send(fixture.entering(testRealms.guest(realm), number(i))))
                        .isEmpty();
                fixture.undelivered(realm);
            }
            assertThat(fixture.reason(fixture.entering(testRealms.guest(realm), number(5))))
                    .isEqualTo(Reason.THROTTLED);
        }

        @Test
        void are_allowed_when_their_codes_are_used() {
            for (int i = 0; i < 10; i++) {
                assertThat(fixture.sendAndUse(fixture.entering(testRealms.guest(realm), number(i))))
                        .isEmpty();
            }
        }

        private MobileNumber number(int last) {
            return new MobileNumber("+49151888" + range + "%03d".formatted(150 + last));
        }
    }

    @Nested
    class A_country {
        @Test
        void with_few_used_codes_is_paused_for_unproven_numbers() {
            Administrator alarmed = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
            fixture.times(5, () -> fixture.sendAndUse(fixture.to(testRealms.guest(realm), french())));
            fixture.times(15, () -> fixture.send(fixture.to(testRealms.guest(realm), french())));
            fixture.pass(SendLimitFixture.LIFETIME);
            assertThat(fixture.send(fixture.to(testRealms.guest(realm), french())))
                    .isEmpty();
            assertThat(TestMail.latestTo(alarmed.email().value()).text()).contains("About: France");
            assertThat(fixture.reason(fixture.entering(testRealms.guest(realm), french())))
                    .isEqualTo(Reason.THROTTLED);
            assertThat(fixture.send(fixture.to(testRealms.guest(realm), french())))
                    .as("a proven one")
                    .isEmpty();
            assertThat(fixture.send(fixture.entering(testRealms.guest(realm), testRealms.number())))
                    .as("another country")
                    .isEmpty();
            fixture.pass(Duration.ofMinutes(15));
            assertThat(fixture.send(fixture.entering(testRealms.guest(realm), french())))
                    .isEmpty();
        }

        @Test
        void with_used_codes_is_not_paused() {
            fixture.times(6, () -> fixture.sendAndUse(fixture.to(testRealms.guest(realm), french())));
            fixture.times(14, () -> fixture.send(fixture.to(testRealms.guest(realm), french())));
            fixture.pass(SendLimitFixture.LIFETIME);
            fixture.times(2, () -> fixture.send(fixture.entering(testRealms.guest(realm), french())));
        }

        @Test
        void with_few_used_codes_among_the_newest_200_is_paused() {
            recordThen("text_number <= 200");
            assertThat(fixture.reason(fixture.limited(testRealms.guest(realm), french(), false, 10_000)))
                    .isEqualTo(Reason.THROTTLED);
        }

        @Test
        void with_used_codes_among_the_newest_200_is_not_paused() {
            recordThen("text_number > 340");
            assertThat(fixture.send(fixture.limited(testRealms.guest(realm), french(), false, 10_000)))
                    .isEmpty();
        }

        /** Sends one more after 400, of which those are used and all have expired. */
        private void recordThen(String used) {
            fixture.record(testRealms.guest(realm), "FR", 400);
            database.execute(
                    "update delivery set used_at = created_at where realm_id = '" + realm.id() + "' and " + used);
            fixture.pass(SendLimitFixture.LIFETIME);
            assertThat(fixture.send(fixture.limited(testRealms.guest(realm), french(), true, 10_000)))
                    .isEmpty();
        }

        @Test
        void with_many_unexpired_codes_is_not_paused() {
            for (int i = 0; i < 30; i++) {
                var apart = new MobileNumber("+33612%02d%s00".formatted(i, range));
                assertThat(fixture.send(fixture.entering(testRealms.guest(realm), apart)))
                        .isEmpty();
            }
        }

        private MobileNumber french() {
            return new MobileNumber("+336" + testRealms.number().value().substring(6));
        }
    }
}
