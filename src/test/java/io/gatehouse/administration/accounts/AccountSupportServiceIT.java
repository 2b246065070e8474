package io.gatehouse.administration.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@GatehouseTest
class AccountSupportServiceIT {
    @Inject
    TestRealms testRealms;

    @Inject
    AccountSupportService support;

    @Test
    void a_throttled_administrator_signs_in_at_once_after_unlock() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        SignInClient client = SignInClient.of(realm);
        String email = administrator.email().value();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5; i++) {
                client.start(email, "wrong").then().statusCode(401);
            }
            client.start(email, TestRealms.PASSWORD).then().statusCode(429);

            assertThat(support.unlockByCommand(realm.id(), administrator.email()))
                    .isTrue();

            client.start(email, TestRealms.PASSWORD).then().statusCode(200);
        }
    }
}
