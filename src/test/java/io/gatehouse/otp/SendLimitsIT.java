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
        }

        @Test
        void belongs_to_three_accounts_at_most() {
            for (int i = 0; i < 2; i++) {
                setProvenPhone(testRealms.administrator(testRealms.realm(MfaMethod.SMS)));
            }
            Administrator third = testRealms.administrator(realm);
            assertThat(fixture.send(fixture.entering(third, number))).isEmpty();
            fixture.undelivered(realm);
            assertThat(fixture.reason(fixture.entering(testRealms.administrator(realm), number)))
                    .as("while the third is proving it")
                    .isEqualTo(Reason.PHONE_NOT_ALLOWED);
            fixture.pass(Duration.ofMinutes(16));
            assertThat(fixture.send(fixture.entering(testRealms.administrator(realm), number)))
                    .as("after the third has not proven it")
                    .isEmpty();
            setProvenPhone(third);
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
