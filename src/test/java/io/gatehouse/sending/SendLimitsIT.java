package io.gatehouse.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.ContactAddress;
import io.gatehouse.admin.MobileNumber;
import io.gatehouse.admin.Role;
import io.gatehouse.alarm.Alarms;
import io.gatehouse.delivery.CodeMessage;
import io.gatehouse.delivery.CodePurpose;
import io.gatehouse.delivery.Deliveries;
import io.gatehouse.delivery.DeliveryId;
import io.gatehouse.delivery.MessageDispatcher;
import io.gatehouse.delivery.PhoneNotices;
import io.gatehouse.link.Occasion;
import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Refusal.Reason;
import io.gatehouse.platform.Requester;
import io.gatehouse.platform.SecretKeys;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.Town;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The limits as the defaults have them. */
@GatehouseTest
class SendLimitsIT {
    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    /** A hundred numbers for each test. */
    private static final AtomicInteger RANGES = new AtomicInteger();

    @Inject
    Town town;

    @Inject
    MessageDispatcher dispatcher;

    @Inject
    PhoneNotices notices;

    @Inject
    Deliveries deliveries;

    @Inject
    Alarms alarms;

    @Inject
    EntityManager database;

    @Inject
    SecretKeys keys;

    @Inject
    TestClock clock;

    private final String range = "%02d".formatted(RANGES.incrementAndGet());
    private SendLimits limits;
    private Realm realm;
    private Instant begun;

    @BeforeEach
    void takeTheDefaults() {
        begun = clock.instant();
        SendLimitsConfig defaults = new SmallRyeConfigBuilder()
                .withMapping(SendLimitsConfig.class)
                .build()
                .getConfigMapping(SendLimitsConfig.class);
        limits = new SendLimits(new SendCounts(database, keys, defaults, clock), defaults, alarms);
        realm = town.realm(MfaMethod.SMS);
    }

    @Nested
    class A_number {
        private final MobileNumber number = town.number();

        @Test
        void gets_five_unused_codes_an_hour_whatever_realm_and_account_ask() {
            Instant first = clock.instant();
            times(5, () -> send(to(stranger(town.realm(MfaMethod.SMS)), number)));
            assertThat(refusal(to(stranger(realm), number))).satisfies(refusal -> {
                assertThat(refusal.reason()).isEqualTo(Reason.THROTTLED);
                assertThat(refusal.until().orElseThrow())
                        .isBetween(
                                first.plus(Duration.ofMinutes(60)),
                                clock.instant().plus(Duration.ofMinutes(60)));
            });
            pass(Duration.ofMinutes(61));
            assertThat(send(to(stranger(realm), number))).isEmpty();
        }

        @Test
        void gets_no_more_from_fifty_that_ask_at_the_same_time() {
            List<Sending> asking = town(50);
            List<Optional<Refusal>> answers = Parallel.each(asking, SendLimitsIT.this::send);
            assertThat(answers).filteredOn(Optional::isEmpty).hasSize(5);
        }

        @Test
        void gets_ten_unused_codes_a_day() {
            for (int hour = 0; hour < 2; hour++) {
                times(5, () -> send(to(stranger(realm), number)));
                pass(Duration.ofMinutes(61));
            }
            assertThat(reason(to(stranger(realm), number))).isEqualTo(Reason.THROTTLED);
            pass(Duration.ofHours(22));
            assertThat(send(to(stranger(realm), number))).isEmpty();
        }

        @Test
        void gets_sixty_codes_a_day_even_if_all_are_used() {
            times(60, () -> sendAndUse(to(stranger(realm), number)));
            assertThat(reason(to(stranger(realm), number))).isEqualTo(Reason.THROTTLED);
        }

        @Test
        void is_not_charged_for_what_could_not_be_sent() {
            Realm other = town.realm(MfaMethod.SMS);
            times(5, () -> send(to(stranger(other), number)));
            QuarkusTransaction.requiringNew()
                    .run(() -> database.createNativeQuery("update delivery set state = 'FAILED' where realm_id = ?1")
                            .setParameter(1, other.id().value())
                            .executeUpdate());
            assertThat(send(to(stranger(realm), number))).isEmpty();
        }

        @Test
        void is_not_charged_for_what_it_is_told_without_a_code() {
            Administrator person = town.enrolled(realm);
            for (int i = 0; i < 5; i++) {
                QuarkusTransaction.requiringNew()
                        .run(() -> notices.tellOldNumber(realm, person, Occasion.PHONE_CHANGED, requester()));
            }
            assertThat(send(to(person, person.phone().orElseThrow()))).isEmpty();
        }

        @Test
        void belongs_to_three_accounts_at_most() {
            for (int i = 0; i < 2; i++) {
                provePhone(town.administrator(town.realm(MfaMethod.SMS)));
            }
            Administrator third = town.administrator(realm);
            assertThat(send(entering(third, number))).isEmpty();
            assertThat(reason(entering(town.administrator(realm), number)))
                    .as("while the third is about to prove it")
                    .isEqualTo(Reason.PHONE_NOT_ALLOWED);
            pass(Duration.ofMinutes(16));
            assertThat(send(entering(town.administrator(realm), number)))
                    .as("the third has not proven it")
                    .isEmpty();
            provePhone(third);
            assertThat(reason(entering(town.administrator(realm), number))).isEqualTo(Reason.PHONE_NOT_ALLOWED);
        }

        private void provePhone(Administrator person) {
            town.provePhone(person, number);
        }

        private List<Sending> town(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> to(stranger(realm), number))
                    .toList();
        }
    }

    @Nested
    class An_account {
        @Test
        void gets_ten_unused_codes_an_hour() {
            Administrator person = town.administrator(realm);
            times(10, () -> send(to(person, town.number())));
            assertThat(reason(to(person, town.number()))).isEqualTo(Reason.THROTTLED);
            pass(Duration.ofMinutes(61));
            assertThat(send(to(person, town.number()))).isEmpty();
        }

        @Test
        void gets_any_number_of_codes_that_are_used() {
            Administrator person = town.administrator(realm);
            times(15, () -> sendAndUse(to(person, town.number())));
        }
    }

    @Nested
    class A_client_address {
        @Test
        void may_ask_for_twenty_codes_an_hour_that_are_not_used() {
            Requester office = requester();
            for (int i = 0; i < 20; i++) {
                Administrator person = stranger(realm);
                assertThat(send(sending(person, town.number(), true, office))).isEmpty();
            }
            Administrator last = stranger(realm);
            assertThat(reason(sending(last, last.email(), true, office))).isEqualTo(Reason.THROTTLED);
            assertThat(send(to(last, last.email()))).as("from elsewhere").isEmpty();
        }
    }

    @Nested
    class A_realm {
        @Test
        void spends_its_day_with_three_alarms_and_keeps_the_last_fifth_for_proven_numbers() {
            Administrator alarmed = town.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
            int limit = 10;
            times(5, () -> sendAndUse(limited(stranger(realm), town.number(), true, limit)));
            TestMail.latestTo(alarmed.email().value(), 1);
            times(3, () -> sendAndUse(limited(stranger(realm), town.number(), true, limit)));
            TestMail.latestTo(alarmed.email().value(), 2);
            assertThat(reason(limited(stranger(realm), town.number(), false, limit)))
                    .isEqualTo(Reason.THROTTLED);
            times(2, () -> sendAndUse(limited(stranger(realm), town.number(), true, limit)));
            TestMail.latestTo(alarmed.email().value(), 3);
            assertThat(reason(limited(stranger(realm), town.number(), true, limit)))
                    .isEqualTo(Reason.THROTTLED);
            Administrator byMail = stranger(realm);
            assertThat(send(to(byMail, byMail.email()))).isEmpty();
            assertThat(TestMail.allTo(alarmed.email().value()))
                    .extracting(TestMail.Mail::subject)
                    .containsExactlyInAnyOrder(
                            "Half of the text messages of a day are spent",
                            "Most text messages of a day are spent",
                            "All text messages of a day are spent");
            pass(Duration.ofHours(24));
            assertThat(send(limited(stranger(realm), town.number(), false, limit)))
                    .isEmpty();
        }
    }

    @Nested
    class Numbers_in_a_row {
        @Test
        void are_paused_from_the_fifth_on_and_raise_an_alarm() {
            Administrator alarmed = town.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
            // Across a border between two hundreds.
            for (int i = 48; i < 53; i++) {
                assertThat(send(entering(stranger(realm), number(i)))).isEmpty();
            }
            assertThat(reason(entering(stranger(realm), number(53)))).isEqualTo(Reason.THROTTLED);
            assertThat(TestMail.latestTo(alarmed.email().value()).subject())
                    .isEqualTo("Mobile numbers in a row are being entered");
            assertThat(send(to(stranger(realm), number(54)))).as("a proven one").isEmpty();
            assertThat(send(entering(stranger(realm), new MobileNumber("+49151999" + range + "010"))))
                    .as("another range")
                    .isEmpty();
            assertThat(send(entering(stranger(town.realm(MfaMethod.SMS)), number(55))))
                    .as("another realm")
                    .isEmpty();
            pass(Duration.ofMinutes(15));
            assertThat(send(entering(stranger(realm), number(56)))).isEmpty();
        }

        @Test
        void are_no_matter_when_their_codes_are_used() {
            for (int i = 0; i < 10; i++) {
                assertThat(sendAndUse(entering(stranger(realm), number(i)))).isEmpty();
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
            times(5, () -> sendAndUse(to(stranger(realm), french())));
            times(15, () -> send(to(stranger(realm), french())));
            assertThat(TestMail.latestTo(alarmed.email().value()).text()).contains("Concerns: France");
            assertThat(reason(entering(stranger(realm), french()))).isEqualTo(Reason.THROTTLED);
            assertThat(send(to(stranger(realm), french()))).as("a proven one").isEmpty();
            assertThat(send(entering(stranger(realm), town.number())))
                    .as("another country")
                    .isEmpty();
            pass(Duration.ofMinutes(15));
            assertThat(send(entering(stranger(realm), french()))).isEmpty();
        }

        @Test
        void whose_codes_are_used_is_not() {
            times(6, () -> sendAndUse(to(stranger(realm), french())));
            times(14, () -> send(to(stranger(realm), french())));
            assertThat(send(entering(stranger(realm), french()))).isEmpty();
        }

        private MobileNumber french() {
            return new MobileNumber("+336" + town.number().value().substring(6));
        }
    }

    /** Lets time pass once all of this test is sent, lest it expires on the way and counts for nothing. */
    private void pass(Duration duration) {
        await("sending").until(() -> waiting() == 0);
        clock.advance(duration);
    }

    private long waiting() {
        return QuarkusTransaction.requiringNew().call(() -> (long) database.createNativeQuery(
                        "select count(*) from delivery where state = 'QUEUED' and created_at >= :begun", Long.class)
                .setParameter("begun", begun)
                .getSingleResult());
    }

    private static void times(int count, Supplier<Optional<Refusal>> send) {
        for (int i = 0; i < count; i++) {
            assertThat(send.get()).as("send " + (i + 1)).isEmpty();
        }
    }

    private Refusal refusal(Sending sending) {
        return send(sending).orElseThrow();
    }

    private Reason reason(Sending sending) {
        return refusal(sending).reason();
    }

    private Optional<Refusal> send(Sending sending) {
        return send(sending, new DeliveryId(UUID.randomUUID()));
    }

    private Optional<Refusal> sendAndUse(Sending sending) {
        var id = new DeliveryId(UUID.randomUUID());
        Optional<Refusal> refusal = send(sending, id);
        QuarkusTransaction.requiringNew().run(() -> deliveries.used(id));
        return refusal;
    }

    private Optional<Refusal> send(Sending sending, DeliveryId id) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Optional<Refusal> refusal = limits.admit(sending);
            if (refusal.isEmpty()) {
                dispatcher.dispatch(id, message(sending));
                limits.sent(sending);
            }
            return refusal;
        });
    }

    private CodeMessage message(Sending sending) {
        return new CodeMessage(
                sending.realm(),
                sending.administrator(),
                CodePurpose.SIGN_IN,
                sending.destination(),
                sending.proven(),
                "123456",
                "KTR",
                "https://gatehouse.example/n/1",
                "Acme",
                Locale.ENGLISH,
                Duration.ofMinutes(5),
                sending.requester(),
                clock.instant());
    }

    private Sending to(Administrator person, ContactAddress address) {
        return sending(person, address, true, requester());
    }

    private Sending entering(Administrator person, MobileNumber number) {
        return sending(person, number, false, requester());
    }

    private Sending limited(Administrator person, MobileNumber number, boolean proven, int dailyLimit) {
        return new Sending(person.realm(), person.id(), number, proven, dailyLimit, requester());
    }

    private Sending sending(Administrator person, ContactAddress address, boolean proven, Requester requester) {
        return new Sending(person.realm(), person.id(), address, proven, 200, requester);
    }

    private Administrator stranger(Realm where) {
        return town.guest(where);
    }

    private static Requester requester() {
        int next = ADDRESSES.incrementAndGet();
        return new Requester("198.18.%d.%d".formatted(next / 250, next % 250), "", "test");
    }
}
