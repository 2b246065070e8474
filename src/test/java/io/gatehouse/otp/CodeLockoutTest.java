package io.gatehouse.otp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.delivery.dispatch.DeliveryFailure.DeliveryFailed;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.otp.CodeLockout.Scope;
import io.gatehouse.otp.OtpFakes.InMemoryLockouts;
import io.gatehouse.realm.Channel;
import io.gatehouse.testing.Defaults;
import io.gatehouse.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lockout with the default settings. */
class CodeLockoutTest {
    private final AdministratorId administrator = new AdministratorId(UUID.randomUUID());
    private final AdministratorId colleague = new AdministratorId(UUID.randomUUID());
    private final TestClock clock = TestClock.stopped();
    private final CodeLockout guard =
            new CodeLockout(new InMemoryLockouts(null), Defaults.of(CodeLockoutConfig.class), clock);

    @Nested
    class Wrong_codes {
        @ParameterizedTest
        @CsvSource({"10, PT15M", "20, PT30M", "30, PT1H", "40, PT1H", "50, PT24H", "60, PT24H"})
        void lock_longer_the_more_there_are(int count, Duration lock) {
            wrong(count - 1);
            clock.advance(Duration.ofDays(2));
            assertThat(guard.entryLockedUntil(administrator, Scope.SIGN_IN)).isEmpty();

            assertThat(guard.wrong(administrator, Scope.SIGN_IN, Optional.of(Channel.SMS)))
                    .hasValue(clock.instant().plus(lock));

            clock.advance(lock.minusMillis(1));
            assertThat(guard.entryLockedUntil(administrator, Scope.SIGN_IN)).isPresent();
            assertThat(guard.sendingLockedUntil(administrator, Scope.SIGN_IN)).isPresent();
            clock.advance(Duration.ofMillis(1));
            assertThat(guard.entryLockedUntil(administrator, Scope.SIGN_IN)).isEmpty();
            assertThat(guard.sendingLockedUntil(administrator, Scope.SIGN_IN)).isEmpty();
        }

        @Test
        void lock_no_other_account_and_purpose() {
            wrong(10);
            assertThat(guard.entryLockedUntil(colleague, Scope.SIGN_IN)).isEmpty();
            for (Scope other : Scope.values()) {
                assertThat(guard.entryLockedUntil(administrator, other).isPresent())
                        .isEqualTo(other == Scope.SIGN_IN);
            }
        }

        @Test
        void are_reset_by_a_right_one() {
            wrong(9);
            guard.clear(administrator, Scope.SIGN_IN, Optional.of(Channel.SMS));
            wrong(9);
            assertThat(guard.entryLockedUntil(administrator, Scope.SIGN_IN)).isEmpty();
        }

        @Test
        void by_mail_are_reset_by_a_right_one_by_mail() {
            wrong(9, Optional.of(Channel.EMAIL));
            guard.clear(administrator, Scope.SIGN_IN, Optional.of(Channel.EMAIL));
            wrong(9, Optional.of(Channel.EMAIL));
            assertThat(guard.entryLockedUntil(administrator, Scope.SIGN_IN)).isEmpty();
        }

        @Test
        void by_text_message_remain_after_a_right_one_by_mail() {
            wrong(6, Optional.of(Channel.SMS));
            wrong(3, Optional.of(Channel.EMAIL));
            guard.clear(administrator, Scope.SIGN_IN, Optional.of(Channel.EMAIL));
            wrong(3, Optional.of(Channel.SMS));
            assertThat(guard.entryLockedUntil(administrator, Scope.SIGN_IN)).isEmpty();

            wrong(1, Optional.of(Channel.SMS));
            assertThat(guard.entryLockedUntil(administrator, Scope.SIGN_IN)).isPresent();
        }

        @Test
        void recovery_codes_are_reset_by_a_right_code_by_mail() {
            wrong(9, Optional.empty());
            guard.clear(administrator, Scope.SIGN_IN, Optional.of(Channel.EMAIL));
            wrong(9, Optional.empty());
            assertThat(guard.entryLockedUntil(administrator, Scope.SIGN_IN)).isEmpty();
        }

        @Test
        void remain_after_a_right_one_by_mail_but_sending_is_unlocked() {
            wrong(1);
            for (int i = 0; i < 4; i++) {
                guard.sent(administrator, Scope.SIGN_IN);
            }
            guard.clear(administrator, Scope.SIGN_IN, Optional.of(Channel.EMAIL));
            assertThat(guard.sendingLockedUntil(administrator, Scope.SIGN_IN)).isEmpty();
        }

        @Test
        void of_all_kinds_are_reset_by_a_recovery_code() {
            wrong(5);
            wrong(4, Optional.of(Channel.EMAIL));
            guard.clear(administrator, Scope.SIGN_IN, Optional.empty());
            wrong(9);
            assertThat(guard.entryLockedUntil(administrator, Scope.SIGN_IN)).isEmpty();
        }

        @Test
        void warn_at_the_third_and_at_each_lock() {
            for (int count = 1; count <= 20; count++) {
                wrong(1);
                assertThat(guard.reachedWarningThreshold(administrator, Scope.SIGN_IN))
                        .as("%s", count)
                        .isEqualTo(count == 3 || count == 10 || count == 20);
            }
        }

        @Test
        void that_remain_after_a_right_one_by_mail_leave_the_next_lock_its_warning() {
            wrong(4);
            guard.clear(administrator, Scope.SIGN_IN, Optional.of(Channel.EMAIL));
            wrong(6);
            assertThat(guard.reachedWarningThreshold(administrator, Scope.SIGN_IN))
                    .isTrue();
        }

        private void wrong(int count) {
            wrong(count, Optional.of(Channel.SMS));
        }

        private void wrong(int count, Optional<Channel> channel) {
            for (int i = 0; i < count; i++) {
                guard.wrong(administrator, Scope.SIGN_IN, channel);
            }
        }
    }

    @Nested
    class The_end_of_waits {
        @Test
        void resets_no_count_of_wrong_codes() {
            for (int count = 1; count <= 20; count++) {
                guard.wrong(administrator, Scope.SIGN_IN, Optional.of(Channel.SMS));
                guard.endWaits(administrator);
                assertThat(guard.entryLockedUntil(administrator, Scope.SIGN_IN)).isEmpty();
            }
            for (int count = 21; count < 30; count++) {
                guard.wrong(administrator, Scope.SIGN_IN, Optional.of(Channel.SMS));
            }
            assertThat(guard.wrong(administrator, Scope.SIGN_IN, Optional.of(Channel.SMS)))
                    .hasValue(clock.instant().plus(Duration.ofHours(1)));
        }

        @Test
        void does_not_end_the_long_lock() {
            for (int count = 0; count < 50; count++) {
                guard.wrong(administrator, Scope.SIGN_IN, Optional.of(Channel.SMS));
            }
            guard.endWaits(administrator);
            assertThat(guard.entryLockedUntil(administrator, Scope.SIGN_IN)).isPresent();
        }

        @Test
        void concerns_no_other_account() {
            for (int count = 0; count < 10; count++) {
                guard.wrong(colleague, Scope.SIGN_IN, Optional.of(Channel.SMS));
            }
            guard.endWaits(administrator);
            assertThat(guard.entryLockedUntil(colleague, Scope.SIGN_IN)).isPresent();
        }
    }

    @Nested
    class Codes_sent {
        @Test
        void lock_sending_for_an_hour_after_the_fourth_but_not_entering() {
            sent(3);
            assertThat(guard.sendingLockedUntil(administrator, Scope.SIGN_IN)).isEmpty();
            sent(1);
            Instant end = clock.instant().plus(Duration.ofHours(1));
            assertThat(guard.sendingLockedUntil(administrator, Scope.SIGN_IN)).hasValue(end);
            assertThat(guard.entryLockedUntil(administrator, Scope.SIGN_IN)).isEmpty();
        }

        @Test
        void count_from_zero_after_the_lock() {
            sent(4);
            clock.advance(Duration.ofHours(1));
            sent(3);
            assertThat(guard.sendingLockedUntil(administrator, Scope.SIGN_IN)).isEmpty();
            sent(1);
            assertThat(guard.sendingLockedUntil(administrator, Scope.SIGN_IN)).isPresent();
        }

        @Test
        void do_not_count_when_sending_failed() {
            sent(4);
            failed();
            assertThat(guard.sendingLockedUntil(administrator, Scope.SIGN_IN)).isEmpty();
            sent(1);
            assertThat(guard.sendingLockedUntil(administrator, Scope.SIGN_IN)).isPresent();
        }

        @Test
        void never_count_below_zero() {
            failed();
            sent(3);
            assertThat(guard.sendingLockedUntil(administrator, Scope.SIGN_IN)).isEmpty();
            sent(1);
            assertThat(guard.sendingLockedUntil(administrator, Scope.SIGN_IN)).isPresent();
        }

        private void sent(int count) {
            for (int i = 0; i < count; i++) {
                guard.sent(administrator, Scope.SIGN_IN);
            }
        }

        @Test
        void are_locked_again_after_one_that_follows_the_end_of_waits() {
            for (int i = 0; i < 3; i++) {
                sent(4);
                guard.endWaits(administrator);
                assertThat(guard.sendingLockedUntil(administrator, Scope.SIGN_IN))
                        .isEmpty();
                sent(1);
                assertThat(guard.sendingLockedUntil(administrator, Scope.SIGN_IN))
                        .isPresent();
            }
        }

        @Test
        void count_from_zero_after_a_lock_that_ran_out_before_the_waits_were_ended() {
            sent(4);
            clock.advance(Duration.ofHours(1));
            guard.endWaits(administrator);
            sent(3);
            assertThat(guard.sendingLockedUntil(administrator, Scope.SIGN_IN)).isEmpty();
            sent(1);
            assertThat(guard.sendingLockedUntil(administrator, Scope.SIGN_IN)).isPresent();
        }

        private void failed() {
            guard.deliveryFailed(
                    new DeliveryFailed(new DeliveryId(UUID.randomUUID()), administrator, CodePurpose.SIGN_IN));
        }
    }
}
