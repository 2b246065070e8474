package io.gatehouse.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.alarm.Alarms;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.IdentifierMacs;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.redis.RedisClient;
import io.gatehouse.ratelimit.PasswordThrottle.Counted;
import io.gatehouse.ratelimit.PasswordThrottle.Wait;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Defaults;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@GatehouseTest
class RedisPasswordThrottleIT {
    private static final AtomicInteger NETWORKS = new AtomicInteger();
    private static final String EMAIL = "ada@example.com";
    private static final Optional<String> TRUSTED = Optional.of("a trusted browser");

    @Inject
    TestClock clock;

    @Inject
    RedisClient redis;

    @Inject
    IdentifierMacs identifiers;

    @Inject
    Alarms alarms;

    @Inject
    TestRealms town;

    private final PasswordThrottleConfig defaults = Defaults.of(PasswordThrottleConfig.class);
    private RedisPasswordThrottle throttle;

    private final RealmId realm = new RealmId(UUID.randomUUID());
    private final String network = "198.18." + NETWORKS.incrementAndGet() + ".";
    private final Requester here = from(network + "1");

    @BeforeEach
    void create() {
        throttle = new RedisPasswordThrottle(redis, identifiers, clock, defaults, alarms);
    }

    @Test
    void allows_five_wrong_passwords_then_doubles_the_wait_up_to_15_minutes() {
        acquire(5);
        for (long seconds : new long[] {2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
            assertThat(tryAcquire(realm, EMAIL, here))
                    .hasValueSatisfying(wait -> assertThat(wait)
                            .isBetween(Duration.ofSeconds(seconds).minusMillis(1500), Duration.ofSeconds(seconds)));
            clock.advance(Duration.ofSeconds(seconds));
            acquire(1);
        }
    }

    @Test
    void does_not_extend_the_wait_by_attempts_during_it() {
        acquire(5);
        for (int i = 0; i < 20; i++) {
            assertThat(tryAcquire(realm, EMAIL, here))
                    .hasValueSatisfying(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(2)));
        }
        clock.advance(Duration.ofSeconds(2));
        acquire(1);
    }

    @Test
    void allows_five_of_fifty_parallel_attempts() {
        List<Optional<Duration>> answers = Parallel.times(50, () -> tryAcquire(realm, EMAIL, here));
        assertThat(answers).filteredOn(Optional::isEmpty).hasSize(5);
    }

    @Test
    void clears_the_account_after_a_correct_password() {
        acquire(4);
        throttle.recordSuccess(counted(realm, EMAIL, Optional.empty(), here));
        acquire(5);
        assertThat(tryAcquire(realm, EMAIL, here)).isPresent();
    }

    @Test
    void counts_accounts_realms_and_networks_separately() {
        acquire(5);
        assertThat(tryAcquire(realm, "eve@example.com", here)).isEmpty();
        assertThat(tryAcquire(new RealmId(UUID.randomUUID()), EMAIL, here)).isEmpty();
        assertThat(tryAcquire(realm, EMAIL, from("198.19." + NETWORKS.get() + ".1")))
                .isEmpty();
        assertThat(tryAcquire(realm, EMAIL, from(network + "254")))
                .as("the same network")
                .isPresent();
    }

    @Test
    void counts_a_64_of_ipv6_as_one_network() {
        String prefix = "2001:db8:0:" + Integer.toHexString(NETWORKS.get());
        for (int i = 1; i <= 5; i++) {
            assertThat(tryAcquire(realm, EMAIL, from(prefix + "::" + i))).isEmpty();
        }
        assertThat(tryAcquire(realm, EMAIL, from(prefix + ":ffff::6"))).isPresent();
        assertThat(tryAcquire(realm, EMAIL, from("2001:db8:1::1"))).isEmpty();
    }

    @Test
    void allows_a_48_of_ipv6_four_times_as_many_wrong_passwords_of_an_account() {
        String prefix = "2001:db8:" + Integer.toHexString(0x1000 + NETWORKS.get()) + ":";
        for (int network = 0; network < 20; network++) {
            assertThat(tryAcquire(realm, EMAIL, from(prefix + network + "::1"))).isEmpty();
        }
        assertThat(tryAcquire(realm, EMAIL, from(prefix + "ffff::1"))).isPresent();
        assertThat(tryAcquire(realm, "other" + EMAIL, from(prefix + "ffff::1"))).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(tryAcquire(realm, EMAIL, from(prefix + "ffff::1"))).isEmpty();
        assertThat(tryAcquire(realm, EMAIL, from(prefix + "fffe::1"))).isPresent();
    }

    @Test
    void allows_a_48_of_ipv6_five_times_as_many_attempts_a_minute() {
        String prefix = "2001:db8:" + Integer.toHexString(0x2000 + NETWORKS.get()) + ":";
        for (int i = 0; i < 300; i++) {
            assertThat(tryAcquire(realm, i + EMAIL, from(prefix + i + "::1"))).isEmpty();
        }
        assertThat(tryAcquire(realm, "one-more" + EMAIL, from(prefix + "ffff::1")))
                .isPresent();
    }

    @Test
    void refuses_all_but_recognised_clients_once_a_hundred_in_a_row_are_recorded_or_under_way() {
        for (int i = 0; i < 40; i++) {
            assertThat(throttle.tryAcquire(new Counted(realm, EMAIL, Optional.empty(), elsewhere(i), 60)))
                    .isEmpty();
        }
        Optional<Wait> exhausted = Optional.of(new Wait(Duration.ZERO, true));
        assertThat(throttle.tryAcquire(new Counted(realm, EMAIL, Optional.empty(), elsewhere(40), 60)))
                .isEqualTo(exhausted);
        assertThat(throttle.tryAcquire(new Counted(realm, EMAIL, TRUSTED, elsewhere(40), 100)))
                .isEmpty();
        throttle.release(new Counted(realm, EMAIL, Optional.empty(), elsewhere(0), 60));
        assertThat(throttle.tryAcquire(new Counted(realm, EMAIL, Optional.empty(), elsewhere(40), 60)))
                .isEmpty();
        throttle.reset(realm, EMAIL);
        assertThat(throttle.tryAcquire(new Counted(realm, EMAIL, Optional.empty(), elsewhere(41), 100)))
                .isEqualTo(exhausted);
        assertThat(throttle.tryAcquire(new Counted(realm, EMAIL, Optional.empty(), elsewhere(41), 0)))
                .isEmpty();
    }

    @Test
    void does_not_count_an_attempt_that_was_released() {
        for (int i = 0; i < 20; i++) {
            assertThat(tryAcquire(realm, EMAIL, here)).isEmpty();
            throttle.release(counted(realm, EMAIL, Optional.empty(), here));
        }
        acquire(5);
        assertThat(tryAcquire(realm, EMAIL, here)).isPresent();
    }

    private static Requester elsewhere(int network) {
        return from("198.18." + network + ".7");
    }

    @Test
    void allows_sixty_attempts_a_minute_from_one_address_for_all_accounts() {
        for (int i = 0; i < 60; i++) {
            assertThat(tryAcquire(realm, i + EMAIL, here)).isEmpty();
        }
        assertThat(tryAcquire(realm, "one-more" + EMAIL, here))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1)));
        throttle.recordSuccess(counted(realm, "0" + EMAIL, Optional.empty(), here));
        assertThat(tryAcquire(realm, "0" + EMAIL, here))
                .as("a right password clears its account alone")
                .isPresent();
        assertThat(tryAcquire(realm, "other" + EMAIL, from(network + "2"))).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(tryAcquire(realm, "one-more" + EMAIL, here)).isEmpty();
    }

    @Test
    void allows_sixty_of_a_hundred_parallel_attempts_of_one_address() {
        List<String> accounts = IntStream.range(0, 100).mapToObj(i -> i + EMAIL).toList();
        assertThat(Parallel.each(accounts, account -> tryAcquire(realm, account, here)))
                .filteredOn(Optional::isEmpty)
                .hasSize(60);
    }

    @Test
    void does_not_count_an_attempt_of_its_address_that_has_to_wait() {
        acquire(5);
        for (int i = 0; i < 100; i++) {
            assertThat(tryAcquire(realm, EMAIL, here))
                    .hasValueSatisfying(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(2)));
        }
        for (int i = 0; i < 55; i++) {
            assertThat(tryAcquire(realm, i + EMAIL, here)).isEmpty();
        }
        assertThat(tryAcquire(realm, "one-more" + EMAIL, here)).isPresent();
    }

    @Test
    void clears_an_account_for_all_networks() {
        Requester elsewhere = from("198.19." + NETWORKS.get() + ".1");
        for (int i = 0; i < 5; i++) {
            assertThat(tryAcquire(realm, EMAIL, here)).isEmpty();
            assertThat(tryAcquire(realm, EMAIL, elsewhere)).isEmpty();
        }
        throttle.reset(realm, EMAIL);
        assertThat(tryAcquire(realm, EMAIL, here)).isEmpty();
        assertThat(tryAcquire(realm, EMAIL, elsewhere)).isEmpty();
    }

    @Test
    void clears_no_wait_of_a_recognised_client() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.tryAcquire(counted(realm, EMAIL, TRUSTED, here)))
                    .isEmpty();
        }
        throttle.reset(realm, EMAIL);
        assertThat(throttle.tryAcquire(counted(realm, EMAIL, TRUSTED, here))).isPresent();
    }

    @Test
    void counts_a_trusted_browser_separately_from_its_network() {
        acquire(5);
        assertThat(tryAcquire(realm, EMAIL, here)).isPresent();
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.tryAcquire(counted(realm, EMAIL, TRUSTED, here)))
                    .isEmpty();
        }
        assertThat(throttle.tryAcquire(counted(realm, EMAIL, TRUSTED, here))).isPresent();
    }

    @Test
    void slows_untrusted_clients_down_during_a_spray_and_raises_an_alarm() {
        Realm sprayed = town.realm();
        Administrator alarmed = town.administrator(sprayed, Role.SYSTEM_ADMINISTRATOR);
        fail(sprayed.id(), 100, 20);
        assertThat(tryAcquire(sprayed.id(), "a" + EMAIL, here)).isEmpty();
        assertThat(tryAcquire(sprayed.id(), "b" + EMAIL, here)).isEmpty();
        fail(sprayed.id(), 1, 1);
        assertThat(TestMail.latestTo(alarmed.email().value()).subject())
                .startsWith("Passwords are being tried on many accounts (");

        assertThat(tryAcquire(sprayed.id(), "c" + EMAIL, here)).isEmpty();
        assertThat(tryAcquire(sprayed.id(), "d" + EMAIL, here))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10)));
        assertThat(tryAcquire(sprayed.id(), "d" + EMAIL, from(network + "2")))
                .as("another address")
                .isEmpty();
        assertThat(throttle.tryAcquire(counted(sprayed.id(), "d" + EMAIL, TRUSTED, here)))
                .isEmpty();
        assertThat(tryAcquire(realm, "d" + EMAIL, here)).as("another realm").isEmpty();
        clock.advance(Duration.ofSeconds(10));
        assertThat(tryAcquire(sprayed.id(), "d" + EMAIL, here)).isEmpty();
        clock.advance(Duration.ofMinutes(10));
        assertThat(tryAcquire(sprayed.id(), "e" + EMAIL, here)).isEmpty();
        assertThat(tryAcquire(sprayed.id(), "f" + EMAIL, here))
                .as("the spray is over")
                .isEmpty();
    }

    @Test
    void does_not_count_many_failures_of_few_accounts_as_a_spray() {
        Realm other = town.realm();
        fail(other.id(), 150, 19);
        assertThat(tryAcquire(other.id(), "a" + EMAIL, here)).isEmpty();
        assertThat(tryAcquire(other.id(), "b" + EMAIL, here)).isEmpty();
    }

    @Test
    void allows_an_attempt_with_a_clock_slightly_behind() {
        Clock behind = Clock.fixed(clock.instant().minusMillis(200), ZoneOffset.UTC);
        var other = new RedisPasswordThrottle(redis, identifiers, behind, defaults, alarms);
        acquire(1);
        assertThat(other.tryAcquire(counted(realm, EMAIL, Optional.empty(), here)))
                .isEmpty();
    }

    private Optional<Duration> tryAcquire(RealmId where, String email, Requester requester) {
        return throttle.tryAcquire(counted(where, email, Optional.empty(), requester))
                .map(Wait::duration);
    }

    private static Counted counted(RealmId where, String email, Optional<String> recognized, Requester requester) {
        return new Counted(where, email, recognized, requester, 0);
    }

    private void fail(RealmId where, int count, int accounts) {
        for (int i = 0; i < count; i++) {
            String email = i % accounts + EMAIL;
            QuarkusTransaction.requiringNew()
                    .run(() -> throttle.recordFailure(counted(where, email, Optional.empty(), here)));
        }
    }

    private void acquire(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(tryAcquire(realm, EMAIL, here)).isEmpty();
        }
    }

    private static Requester from(String address) {
        return new Requester(address, "", "");
    }
}
