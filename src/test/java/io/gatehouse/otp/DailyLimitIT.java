package io.gatehouse.otp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.otp.SendLimits.SendAttempt;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The daily limit of a realm's text messages. */
@GatehouseTest
class DailyLimitIT {
    private static final int LIMIT = 10;

    @Inject
    TestRealms testRealms;

    @Inject
    SendLimitFixture fixture;

    @Inject
    SendLimits limits;

    @Inject
    Administrators administrators;

    @Inject
    Database database;

    @Inject
    TestClock clock;

    private Realm realm;

    @BeforeEach
    void open() {
        realm = testRealms.realm(MfaMethod.SMS);
    }

    @Test
    void raises_three_alarms_and_reserves_the_last_fifth_for_proven_numbers_of_system_administrators() {
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
        assertThat(fixture.reason(fixture.limited(testRealms.guest(realm), testRealms.number(), true, limit)))
                .isEqualTo(Reason.THROTTLED);
        assertThat(fixture.reason(fixture.limited(alarmed, testRealms.number(), false, limit)))
                .isEqualTo(Reason.THROTTLED);
        fixture.times(2, () -> fixture.sendAndUse(fixture.limited(alarmed, testRealms.number(), true, limit)));
        TestMail.latestTo(alarmed.email().value(), 3);
        assertThat(fixture.reason(fixture.limited(
                        testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR), testRealms.number(), true, limit)))
                .isEqualTo(Reason.THROTTLED);
        Administrator byMail = testRealms.guest(realm);
        assertThat(fixture.send(fixture.to(byMail, byMail.email()))).isEmpty();
        assertThat(TestMail.allTo(alarmed.email().value()))
                .extracting(mail -> mail.subject().replaceFirst(" \\(.*", ""))
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
        fixture.send(fixture.limited(alarmed, testRealms.number(), true, 2));
        fixture.undelivered(realm);
        assertThat(fixture.reason(fixture.limited(alarmed, testRealms.number(), true, 2)))
                .isEqualTo(Reason.THROTTLED);
        assertThat(TestMail.latestTo(alarmed.email().value(), 2).subject())
                .startsWith("All daily text messages are used up (");
    }

    @Test
    void does_not_count_what_no_provider_accepts() {
        Administrator alarmed = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        fixture.times(4, () -> fixture.send(toAnyone()));
        fixture.refused(realm);
        fixture.times(5, () -> fixture.sendAndUse(toAnyone()));
        assertThat(TestMail.latestTo(alarmed.email().value(), 1).subject())
                .startsWith("Half of the daily text messages are used up (");
        fixture.times(3, () -> fixture.sendAndUse(toAnyone()));
        assertThat(TestMail.latestTo(alarmed.email().value(), 2).subject())
                .startsWith("Most of the daily text messages are used up (");
        assertThat(fixture.reason(toAnyone())).isEqualTo(Reason.THROTTLED);
    }

    @Test
    void counts_those_of_the_last_24_hours() {
        Instant first = clock.instant();
        fixture.times(3, () -> fixture.sendAndUse(toAnyone()));
        fixture.pass(Duration.ofHours(12));
        fixture.times(5, () -> fixture.sendAndUse(toAnyone()));
        assertThat(fixture.refusal(toAnyone()).until().orElseThrow())
                .isBetween(first.plus(Duration.ofHours(24)), clock.instant().plus(Duration.ofHours(12)));
        fixture.pass(Duration.ofHours(12));
        fixture.times(3, () -> fixture.sendAndUse(toAnyone()));
        assertThat(fixture.reason(toAnyone())).isEqualTo(Reason.THROTTLED);
    }

    @Test
    void holds_after_accounts_are_deleted() {
        Administrator deleted = testRealms.guest(realm);
        fixture.times(2, () -> fixture.sendAndUse(toAnyone()));
        fixture.times(3, () -> fixture.sendAndUse(fixture.limited(deleted, testRealms.number(), true, LIMIT)));
        fixture.times(1, () -> fixture.sendAndUse(toAnyone()));
        fixture.pass(Duration.ZERO);
        QuarkusTransaction.requiringNew().run(() -> administrators.delete(realm.id(), deleted.id()));
        assertThat(fixture.numbers(realm)).containsExactly(1L, 2L, 6L);
        fixture.times(2, () -> fixture.sendAndUse(toAnyone()));
        assertThat(fixture.reason(toAnyone())).isEqualTo(Reason.THROTTLED);
    }

    @Test
    void holds_for_parallel_requests() {
        List<SendAttempt> attempts =
                Stream.generate(this::toAnyone).limit(2 * LIMIT).toList();
        assertThat(Parallel.each(attempts, fixture::send))
                .filteredOn(Optional::isEmpty)
                .hasSize(8);
        assertThat(fixture.numbers(realm)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void holds_where_the_clock_of_another_instance_is_late() {
        fixture.times(7, () -> fixture.sendAndUse(toAnyone()));
        fixture.pass(Duration.ZERO);
        database.execute("update delivery set created_at = before.created_at - interval '1 millisecond'"
                + " from delivery before where before.realm_id = delivery.realm_id and before.text_number = 6"
                + " and delivery.text_number = 7 and delivery.realm_id = '" + realm.id() + "'");
        fixture.times(1, () -> fixture.sendAndUse(toAnyone()));
        assertThat(fixture.numbers(realm)).endsWith(7L, 8L);
        assertThat(fixture.reason(toAnyone())).isEqualTo(Reason.THROTTLED);
    }

    @Test
    void reads_few_of_many_text_messages() {
        int sent = 10_000;
        fixture.record(testRealms.guest(realm), "DE", sent);
        database.execute("analyze delivery");
        SendAttempt attempt = fixture.limited(testRealms.guest(realm), testRealms.number(), false, 2 * sent);
        assertThat(fixture.readBySending(attempt))
                .as("200 to the country, and few more")
                .isBetween(200L, 250L);
    }

    @Test
    void leaves_each_account_a_fifth_once_half_is_spent() {
        int limit = 10;
        Administrator busy = testRealms.guest(realm);
        SendAttempt another = fixture.limited(busy, testRealms.number(), true, limit);
        Instant first = clock.instant();
        fixture.times(5, () -> fixture.sendAndUse(another));
        assertThat(fixture.refusal(another)).satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.THROTTLED);
            assertThat(refusal.until().orElseThrow())
                    .as("when less than half is counted")
                    .isBetween(first.plus(Duration.ofHours(24)), clock.instant().plus(Duration.ofHours(24)));
        });
        SendAttempt colleague = fixture.limited(testRealms.guest(realm), testRealms.number(), true, limit);
        fixture.times(2, () -> fixture.sendAndUse(colleague));
        assertThat(fixture.reason(colleague)).isEqualTo(Reason.THROTTLED);
        SendAttempt third = fixture.limited(testRealms.guest(realm), testRealms.number(), false, limit);
        assertThat(fixture.send(third)).as("a first number").isEmpty();
    }

    @Test
    void leaves_each_system_administrator_a_fifth_of_the_rest_too() {
        int limit = 10;
        fixture.times(
                8,
                () -> fixture.sendAndUse(fixture.limited(testRealms.guest(realm), testRealms.number(), true, limit)));
        Administrator one = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        SendAttempt attempt = fixture.limited(one, testRealms.number(), true, limit * 2);
        fixture.times(4, () -> fixture.sendAndUse(attempt));
        assertThat(fixture.reason(attempt)).isEqualTo(Reason.THROTTLED);
        Administrator other = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        assertThat(fixture.send(fixture.limited(other, testRealms.number(), true, limit * 2)))
                .isEmpty();
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

    @Test
    void grows_for_sends_within_a_minute() {
        fixture.record(testRealms.guest(realm), "DE", 40);
        SendAttempt attempt = fixture.limited(testRealms.guest(realm), testRealms.number(), true, Optional.empty());
        assertThat(fixture.reason(attempt)).as("four fifths of fifty").isEqualTo(Reason.THROTTLED);
        for (int i = 0; i < 6; i++) {
            testRealms.guest(realm);
        }
        assertThat(fixture.reason(attempt)).as("not counted again").isEqualTo(Reason.THROTTLED);
        fixture.pass(Duration.ofMinutes(1));
        assertThat(fixture.send(attempt)).isEmpty();
    }

    /** A text message to a proven number of an account that has got none. */
    private SendAttempt toAnyone() {
        return fixture.limited(testRealms.guest(realm), testRealms.number(), true, LIMIT);
    }
}
