package io.gatehouse.faults;

import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.kernel.crypto.MasterKey;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TwoInstanceCluster;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Instances whose master key is replaced between two attempts. */
@GatehouseTest
class ReplacedMasterKeyIT {
    @Inject
    TestRealms testRealms;

    @ConfigProperty(name = "gatehouse.secret-key")
    String current;

    @Test
    void wrong_passwords_in_a_row_are_counted_on() {
        Realm realm = testRealms.realm();
        String email = testRealms.administrator(realm).email().value();
        String replacement = MasterKey.generate(new Randomness());

        try (Instance before = instance(Map.of())) {
            before.signIn(realm).start(email, "wrong").then().statusCode(401);
            before.signIn(realm).start(email, "wrong").then().statusCode(401);
        }
        try (Instance during =
                instance(Map.of("gatehouse.secret-key", replacement, "gatehouse.previous-secret-key", current))) {
            during.signIn(realm).start(email, "wrong").then().statusCode(401);
            during.signIn(realm)
                    .start(email, TestRealms.PASSWORD)
                    .then()
                    .statusCode(429)
                    .header("Retry-After", equalTo("900"));
        }
    }

    private static Instance instance(Map<String, String> keys) {
        Map<String, String> settings = new HashMap<>(keys);
        settings.put("gatehouse.password-throttle.failures-in-a-row", "3");
        return TwoInstanceCluster.shared().more(settings);
    }
}
