package io.gatehouse.otp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.administrator.Role;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Numbers and countries that look as if somebody earned by codes. */
@GatehouseTest
class SmsPumpingIT {
    /** A hundred numbers for each test. */
    private static final AtomicInteger RANGES = new AtomicInteger();

    @Inject
    TestRealms town;

    @Inject
    SendLimitFixture desk;

    private final String range = "%02d".formatted(RANGES.incrementAndGet());
    private Realm realm;

    @BeforeEach
    void open() {
        realm = town.realm(MfaMethod.SMS);
    }

    @Nested
    class Numbers_in_a_row {
        @Test
        void are_paused_from_the_fifth_on_and_raise_an_alarm() {
            Administrator alarmed = town.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
            // Across a border between two hundreds.
            for (int i = 48; i < 53; i++) {
                assertThat(desk.send(desk.entering(town.guest(realm), number(i))))
                        .isEmpty();
            }
            assertThat(desk.reason(desk.entering(town.guest(realm), number(53))))
                    .isEqualTo(Reason.THROTTLED);
            assertThat(TestMail.latestTo(alarmed.email().value()).subject())
                    .isEqualTo("Consecutive mobile numbers are being entered");
            assertThat(desk.send(desk.to(town.guest(realm), number(54))))
                    .as("a proven one")
                    .isEmpty();
            assertThat(desk.send(desk.entering(town.guest(realm), new MobileNumber("+49151999" + range + "010"))))
                    .as("another range")
                    .isEmpty();
            assertThat(desk.send(desk.entering(town.guest(town.realm(MfaMethod.SMS)), number(55))))
                    .as("another realm")
                    .isEmpty();
            desk.pass(Duration.ofMinutes(15));
            assertThat(desk.send(desk.entering(town.guest(realm), number(56)))).isEmpty();
        }

        @Test
        void are_no_matter_when_their_codes_are_used() {
            for (int i = 0; i < 10; i++) {
                assertThat(desk.sendAndUse(desk.entering(town.guest(realm), number(i))))
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
        void whose_codes_are_hardly_used_is_paused_for_unproven_numbers() {
            Administrator alarmed = town.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
            desk.times(5, () -> desk.sendAndUse(desk.to(town.guest(realm), french())));
            desk.times(15, () -> desk.send(desk.to(town.guest(realm), french())));
            desk.pass(SendLimitFixture.LIFETIME);
            assertThat(desk.send(desk.to(town.guest(realm), french()))).isEmpty();
            assertThat(TestMail.latestTo(alarmed.email().value()).text()).contains("About: France");
            assertThat(desk.reason(desk.entering(town.guest(realm), french()))).isEqualTo(Reason.THROTTLED);
            assertThat(desk.send(desk.to(town.guest(realm), french())))
                    .as("a proven one")
                    .isEmpty();
            assertThat(desk.send(desk.entering(town.guest(realm), town.number())))
                    .as("another country")
                    .isEmpty();
            desk.pass(Duration.ofMinutes(15));
            assertThat(desk.send(desk.entering(town.guest(realm), french()))).isEmpty();
        }

        @Test
        void whose_codes_are_used_is_not() {
            desk.times(6, () -> desk.sendAndUse(desk.to(town.guest(realm), french())));
            desk.times(14, () -> desk.send(desk.to(town.guest(realm), french())));
            desk.pass(SendLimitFixture.LIFETIME);
            desk.times(2, () -> desk.send(desk.entering(town.guest(realm), french())));
        }

        @Test
        void where_many_are_about_to_enter_their_first_code_is_not() {
            for (int i = 0; i < 30; i++) {
                var apart = new MobileNumber("+33612%02d%s00".formatted(i, range));
                assertThat(desk.send(desk.entering(town.guest(realm), apart))).isEmpty();
            }
        }

        private MobileNumber french() {
            return new MobileNumber("+336" + town.number().value().substring(6));
        }
    }
}
