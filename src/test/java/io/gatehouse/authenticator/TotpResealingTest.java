package io.gatehouse.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.TestKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The replacement of the master key, as it concerns authenticator apps. */
class TotpResealingTest {
    private static final String OLD = "0123456789abcdef0123456789abcdef";
    private static final String NEW = "fedcba9876543210fedcba9876543210";

    private final Fakes fakes = new Fakes();
    private final Realm realm = fakes.realm("acme");
    private final SecretKeys replacing = TestKeys.replacing(OLD, NEW);
    private final Totps after = fakes.authenticators.totps(TestKeys.of(NEW));

    @Test
    void secrets_move_to_the_new_key_and_are_accepted_meanwhile() {
        List<Administrator> owners = new ArrayList<>();
        List<TestApp> apps = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            owners.add(fakes.administrator(realm, "person" + i + "@example.com", Role.OPERATOR));
            apps.add(fakes.authenticators.addApp(realm, owners.get(i)));
        }
        assertThat(after.countUnreadable()).isEqualTo(250);
        fakes.clock.advance(Duration.ofMinutes(1));
        assertThat(verify(fakes.authenticators.totps(replacing), owners.get(0), apps.get(0)))
                .isTrue();

        fakes.authenticators.resealing(replacing).reseal();

        assertThat(after.countUnreadable()).isZero();
        fakes.clock.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 250; i++) {
            assertThat(verify(after, owners.get(i), apps.get(i))).isTrue();
        }
    }

    @Test
    void without_a_previous_key_nothing_moves() {
        fakes.authenticators.addApp(realm, fakes.administrator(realm, "ada@example.com", Role.OPERATOR));
        fakes.authenticators.resealing(TestKeys.of(NEW)).reseal();
        assertThat(after.countUnreadable()).isEqualTo(1);
    }

    private boolean verify(Totps totps, Administrator owner, TestApp app) {
        return totps.verify(new FlowContext(realm, owner, Fakes.REQUESTER), app.code(fakes.clock.instant()));
    }
}
