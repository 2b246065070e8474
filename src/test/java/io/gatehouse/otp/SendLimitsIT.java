package io.gatehouse.otp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.delivery.dispatch.PhoneNotices;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
import io.gatehouse.reportlink.Occasion;
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
    TestRealms town;

    @Inject
    SendLimitFixture desk;

    @Inject
    PhoneNotices notices;

    @Inject
    EntityManager database;

    @Inject
    TestClock clock;

    private Realm realm;

    @BeforeEach
    void open() {
        realm = town.realm(MfaMethod.SMS);
    }

    @Nested
    class A_number {
        private final MobileNumber number = town.number();

        @Test
        void gets_five_unused_codes_an_hour_whatever_realm_and_account_ask() {
            Instant first = clock.instant();
            desk.times(5, () -> desk.send(desk.to(town.guest(town.realm(MfaMethod.SMS)), number)));
            assertThat(desk.refusal(desk.to(town.guest(realm), number))).satisfies(refusal -> {
                assertThat(refusal.reason()).isEqualTo(Reason.THROTTLED);
                assertThat(refusal.until().orElseThrow())
                        .isBetween(
                                first.plus(Duration.ofMinutes(60)),
                                clock.instant().plus(Duration.ofMinutes(60)));
            });
            desk.pass(Duration.ofMinutes(61));
            assertThat(desk.send(desk.to(town.guest(realm), number))).isEmpty();
        }

        @Test
        void gets_no_more_from_fifty_that_ask_at_the_same_time() {
            List<SendAttempt> asking = town(50);
            List<Optional<Refusal>> answers = Parallel.each(asking, desk::send);
            assertThat(answers).filteredOn(Optional::isEmpty).hasSize(5);
        }

        @Test
        void gets_ten_unused_codes_a_day() {
            for (int hour = 0; hour < 2; hour++) {
                desk.times(5, () -> desk.send(desk.to(town.guest(realm), number)));
                desk.pass(Duration.ofMinutes(61));
            }
            assertThat(desk.reason(desk.to(town.guest(realm), number))).isEqualTo(Reason.THROTTLED);
            desk.pass(Duration.ofHours(22));
            assertThat(desk.send(desk.to(town.guest(realm), number))).isEmpty();
        }

        @Test
        void gets_sixty_codes_a_day_even_if_all_are_used() {
            desk.times(60, () -> desk.sendAndUse(desk.to(town.guest(realm), number)));
            assertThat(desk.reason(desk.to(town.guest(realm), number))).isEqualTo(Reason.THROTTLED);
        }

        @Test
        void is_not_charged_for_what_could_not_be_sent() {
            Realm other = town.realm(MfaMethod.SMS);
            desk.times(5, () -> desk.send(desk.to(town.guest(other), number)));
            QuarkusTransaction.requiringNew()
                    .run(() -> database.createNativeQuery(
                                    "update delivery set state = 'FAILED' where realm_id = :realm")
                            .setParameter("realm", other.id().value())
                            .executeUpdate());
            assertThat(desk.send(desk.to(town.guest(realm), number))).isEmpty();
        }

        @Test
        void is_not_charged_for_what_it_is_told_without_a_code() {
            Administrator person = town.enrolled(realm);
            for (int i = 0; i < 5; i++) {
                QuarkusTransaction.requiringNew()
                        .run(() -> notices.tellOldNumber(realm, person, Occasion.PHONE_CHANGED, desk.requester()));
            }
            assertThat(desk.send(desk.to(person, person.phone().orElseThrow()))).isEmpty();
        }

        @Test
        void belongs_to_three_accounts_at_most() {
            for (int i = 0; i < 2; i++) {
                setProvenPhone(town.administrator(town.realm(MfaMethod.SMS)));
            }
            Administrator third = town.administrator(realm);
            assertThat(desk.send(desk.entering(third, number))).isEmpty();
            assertThat(desk.reason(desk.entering(town.administrator(realm), number)))
                    .as("while the third is about to prove it")
                    .isEqualTo(Reason.PHONE_NOT_ALLOWED);
            desk.pass(Duration.ofMinutes(16));
            assertThat(desk.send(desk.entering(town.administrator(realm), number)))
                    .as("the third has not proven it")
                    .isEmpty();
            setProvenPhone(third);
            assertThat(desk.reason(desk.entering(town.administrator(realm), number)))
                    .isEqualTo(Reason.PHONE_NOT_ALLOWED);
        }

        private void setProvenPhone(Administrator person) {
            town.setProvenPhone(person, number);
        }

        private List<SendAttempt> town(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> desk.to(town.guest(realm), number))
                    .toList();
        }
    }

    @Nested
    class An_account {
        @Test
        void gets_ten_unused_codes_an_hour() {
            Administrator person = town.administrator(realm);
            desk.times(10, () -> desk.send(desk.to(person, town.number())));
            assertThat(desk.reason(desk.to(person, town.number()))).isEqualTo(Reason.THROTTLED);
            desk.pass(Duration.ofMinutes(61));
            assertThat(desk.send(desk.to(person, town.number()))).isEmpty();
        }

        @Test
        void gets_any_number_of_codes_that_are_used() {
            Administrator person = town.administrator(realm);
            desk.times(15, () -> desk.sendAndUse(desk.to(person, town.number())));
        }
    }

    @Nested
    class A_client_address {
        @Test
        void may_ask_for_twenty_codes_an_hour_that_are_not_used() {
            Requester office = desk.requester();
            for (int i = 0; i < 20; i++) {
                Administrator person = town.guest(realm);
                assertThat(desk.send(desk.sending(person, town.number(), true, office)))
                        .isEmpty();
            }
            Administrator last = town.guest(realm);
            assertThat(desk.reason(desk.sending(last, last.email(), true, office)))
                    .isEqualTo(Reason.THROTTLED);
            assertThat(desk.send(desk.to(last, last.email())))
                    .as("from elsewhere")
                    .isEmpty();
        }
    }
}
