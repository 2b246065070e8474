package io.gatehouse.otp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.delivery.dispatch.PhoneNotices;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.otp.SendLimits.SendAttempt;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Codes to a number, for an account and from a client. */
@GatehouseTest
class SendLimitsIT {
    @Inject
    TestRealms testRealms;

    @Inject
    SendLimitFixture fixture;

    @Inject
    PhoneNotices notices;

    @Inject
    EntityManager database;

    @Inject
    TestClock clock;

    private Realm realm;

    @BeforeEach
    void open() {
        realm = testRealms.realm(MfaMethod.SMS);
    }

    @Nested
    class A_number {
        private final MobileNumber number = testRealms.number();

        @Test
        void gets_five_unused_codes_an_hour_over_all_realms_and_accounts() {
            Instant first = clock.instant();
            fixture.times(5, () -> fixture.send(fixture.to(testRealms.guest(testRealms.realm(MfaMethod.SMS)), number)));
            assertThat(fixture.refusal(fixture.to(testRealms.guest(realm), number)))
                    .satisfies(refusal -> {
                        assertThat(refusal.reason()).isEqualTo(Reason.THROTTLED);
                        assertThat(refusal.until().orElseThrow())
                                .isBetween(
                                        first.plus(Duration.ofMinutes(60)),
                                        clock.instant().plus(Duration.ofMinutes(60)));
                    });
            fixture.pass(Duration.ofMinutes(61));
            assertThat(fixture.send(fixture.to(testRealms.guest(realm), number)))
                    .isEmpty();
        }

        @Test
        void gets_no_more_from_fifty_parallel_requests() {
            List<SendAttempt> attempts = attempts(50);
            List<Optional<Refusal>> answers = Parallel.each(attempts, fixture::send);
            assertThat(answers).filteredOn(Optional::isEmpty).hasSize(5);
        }

        @Test
        void gets_ten_unused_codes_a_day() {
            for (int hour = 0; hour < 2; hour++) {
                fixture.times(5, () -> fixture.send(fixture.to(testRealms.guest(realm), number)));
                fixture.pass(Duration.ofMinutes(61));
            }
            assertThat(fixture.reason(fixture.to(testRealms.guest(realm), number)))
                    .isEqualTo(Reason.THROTTLED);
            fixture.pass(Duration.ofHours(22));
            assertThat(fixture.send(fixture.to(testRealms.guest(realm), number)))
                    .isEmpty();
        }

        @Test
        void gets_sixty_codes_a_day_even_if_all_are_used() {
            fixture.times(60, () -> fixture.sendAndUse(fixture.to(testRealms.guest(realm), number)));
            assertThat(fixture.reason(fixture.to(testRealms.guest(realm), number)))
                    .isEqualTo(Reason.THROTTLED);
        }

        @Test
        void counts_what_a_provider_accepted_even_if_it_is_not_delivered() {
            Realm other = testRealms.realm(MfaMethod.SMS);
            fixture.times(5, () -> fixture.send(fixture.to(testRealms.guest(other), number)));
            fixture.undelivered(other);
            assertThat(fixture.reason(fixture.to(testRealms.guest(realm), number)))
                    .isEqualTo(Reason.THROTTLED);
            QuarkusTransaction.requiringNew()
                    .run(() -> database.createNativeQuery(
                                    "update delivery set provider_message_id = null where realm_id = :realm")
                            .setParameter("realm", other.id().value())
                            .executeUpdate());
            assertThat(fixture.send(fixture.to(testRealms.guest(realm), number)))
                    .isEmpty();
        }

        @Test
        void does_not_count_notices() {
            Administrator administrator = testRealms.enrolled(realm);
            for (int i = 0; i < 5; i++) {
                QuarkusTransaction.requiringNew()
                        .run(() -> notices.notifyOldNumber(
                                realm, administrator, Occasion.PHONE_CHANGED, fixture.requester()));
            }
            assertThat(fixture.send(
                            fixture.to(administrator, administrator.phone().orElseThrow())))
                    .isEmpty();
            assertThat(fixture.numbers(realm)).as("of codes").containsExactly(1L);
        }

        @Test
        void of_its_owner_gets_codes_whatever_strangers_have_sent_there() {
            Administrator owner = testRealms.enrolled(realm);
            MobileNumber owned = owner.phone().orElseThrow();
            Administrator stranger = testRealms.guest(testRealms.realm(MfaMethod.SMS));
            fixture.times(5, () -> fixture.send(fixture.entering(stranger, owned)));
            assertThat(fixture.reason(fixture.entering(stranger, owned))).isEqualTo(Reason.THROTTLED);
            fixture.times(5, () -> fixture.send(fixture.to(owner, owned)));
        }

        @Test
        void leaves_two_codes_to_each_account_that_enters_it() {
            Administrator stranger = testRealms.guest(testRealms.realm(MfaMethod.SMS));
            fixture.times(5, () -> fixture.send(fixture.entering(stranger, number)));
            assertThat(fixture.reason(fixture.entering(stranger, number))).isEqualTo(Reason.THROTTLED);
            Instant first = clock.instant();
            for (int i = 0; i < 2; i++) {
                Administrator owner = testRealms.guest(realm);
                fixture.times(2, () -> fixture.send(fixture.entering(owner, number)));
                assertThat(fixture.refusal(fixture.entering(owner, number)))
                        .satisfies(refusal -> assertThat(refusal.until().orElseThrow())
                                .as("once the others no longer count")
                                .isBefore(first.plus(Duration.ofMinutes(61))));
            }
        }

        @Test
        void gets_sixty_codes_a_day_from_all_accounts_that_enter_it() {
            Realm other = testRealms.realm(MfaMethod.SMS);
            for (int i = 0; i < 30; i++) {
                Administrator stranger = testRealms.guest(i % 2 == 0 ? realm : other);
                fixture.times(2, () -> fixture.send(fixture.entering(stranger, number)));
            }
            assertThat(fixture.reason(fixture.entering(testRealms.guest(realm), number)))
                    .isEqualTo(Reason.THROTTLED);
            assertThat(fixture.send(fixture.to(testRealms.guest(realm), number)))
                    .as("of an account that has proven it")
                    .isEmpty();
        }

        @Test
        void belongs_to_three_accounts_that_have_proven_it_and_may_be_tried_by_any() {
            for (int i = 0; i < 2; i++) {
                setProvenPhone(testRealms.administrator(testRealms.realm(MfaMethod.SMS)));
            }
            for (int i = 0; i < 3; i++) {
                assertThat(fixture.send(fixture.entering(testRealms.administrator(realm), number)))
                        .isEmpty();
            }
            setProvenPhone(testRealms.administrator(realm));
            assertThat(fixture.reason(fixture.entering(testRealms.administrator(realm), number)))
                    .isEqualTo(Reason.PHONE_NOT_ALLOWED);
        }

        private void setProvenPhone(Administrator administrator) {
            testRealms.setProvenPhone(administrator, number);
        }

        private List<SendAttempt> attempts(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> fixture.to(testRealms.guest(realm), number))
                    .toList();
        }
    }

    @Nested
    class An_account {
        @Test
        void gets_ten_unused_codes_an_hour() {
            Administrator administrator = testRealms.administrator(realm);
            fixture.times(10, () -> fixture.send(fixture.to(administrator, testRealms.number())));
            assertThat(fixture.reason(fixture.to(administrator, testRealms.number())))
                    .isEqualTo(Reason.THROTTLED);
            fixture.pass(Duration.ofMinutes(61));
            assertThat(fixture.send(fixture.to(administrator, testRealms.number())))
                    .isEmpty();
        }

        @Test
        void gets_twenty_codes_an_hour_that_no_provider_accepts() {
            Administrator administrator = testRealms.administrator(realm);
            for (int i = 0; i < 20; i++) {
                assertThat(fixture.send(fixture.entering(administrator, testRealms.number())))
                        .as("code " + i)
                        .isEmpty();
                fixture.refused(realm);
            }
            assertThat(fixture.reason(fixture.to(administrator, administrator.email())))
                    .isEqualTo(Reason.THROTTLED);
            fixture.pass(Duration.ofMinutes(61));
            assertThat(fixture.send(fixture.to(administrator, administrator.email())))
                    .isEmpty();
        }

        @Test
        void gets_no_code_to_a_number_that_three_in_a_row_did_not_reach() {
            Administrator administrator = testRealms.administrator(realm);
            SendAttempt entered = fixture.entering(administrator, testRealms.number());
            for (int i = 0; i < 3; i++) {
                assertThat(fixture.send(entered)).as("code " + i).isEmpty();
                fixture.undelivered(realm);
            }
            assertThat(fixture.reason(entered)).isEqualTo(Reason.PHONE_NOT_ALLOWED);
            assertThat(fixture.send(fixture.entering(administrator, testRealms.number())))
                    .as("another number")
                    .isEmpty();
            fixture.pass(Duration.ofMinutes(15));
            assertThat(fixture.send(entered)).isEmpty();
        }

        @Test
        void waits_after_three_codes_in_a_row_that_did_not_reach_its_own_number() {
            Administrator administrator = testRealms.enrolled(realm);
            SendAttempt own = fixture.to(administrator, administrator.phone().orElseThrow());
            fixture.times(1, () -> fixture.send(own));
            fixture.times(1, () -> fixture.sendAndUse(own));
            for (int i = 0; i < 3; i++) {
                assertThat(fixture.send(own)).as("after the used one, " + i).isEmpty();
                fixture.undelivered(realm);
            }
            Instant now = clock.instant();
            assertThat(fixture.refusal(own)).satisfies(refusal -> {
                assertThat(refusal.reason()).isEqualTo(Reason.THROTTLED);
                assertThat(refusal.until().orElseThrow())
                        .isBetween(now.plus(Duration.ofMinutes(14)), now.plus(Duration.ofMinutes(15)));
            });
        }

        @Test
        void gets_any_number_of_codes_that_are_used() {
            Administrator administrator = testRealms.administrator(realm);
            fixture.times(15, () -> fixture.sendAndUse(fixture.to(administrator, testRealms.number())));
        }
    }

    @Nested
    class A_client_address {
        @Test
        void may_request_twenty_unused_codes_an_hour() {
            Requester office = fixture.requester();
            for (int i = 0; i < 20; i++) {
                Administrator administrator = testRealms.guest(realm);
                assertThat(fixture.send(fixture.attempt(administrator, testRealms.number(), true, office)))
                        .isEmpty();
            }
            Administrator last = testRealms.guest(realm);
            assertThat(fixture.reason(fixture.attempt(last, last.email(), true, office)))
                    .isEqualTo(Reason.THROTTLED);
            assertThat(fixture.send(fixture.to(last, last.email())))
                    .as("from another address")
                    .isEmpty();
        }
    }
}
