package io.gatehouse.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administration.overview.MfaReadinessReport;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.authenticator.AuthenticatorStatistics.Holders;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.kernel.Requester;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is ready for a minimum. */
@GatehouseTest
class AuthenticatorStatisticsIT {
    @Inject
    MfaReadinessReport readiness;

    @Inject
    Totps totps;

    @Inject
    Passkeys passkeys;

    @Inject
    Authenticators authenticators;

    @Inject
    TestRealms testRealms;

    @Inject
    PublicUrls urls;

    @Inject
    TestClock clock;

    @Test
    void counts_and_names_by_role_what_can_be_used() {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator both = testRealms.administrator(realm);
        Administrator app = testRealms.administrator(realm);
        Administrator suspended = testRealms.administrator(realm);
        testRealms.administrator(realm);
        testRealms.administrator(realm, Role.OBSERVER);
        testRealms.guest(realm);
        addPasskey(realm, both);
        addApp(realm, both);
        addApp(realm, app);
        addPasskey(realm, suspended);
        QuarkusTransaction.requiringNew().run(() -> authenticators.suspendRecent(suspended.id()));

        assertThat(readiness.holders(realm.id()))
                .containsExactlyInAnyOrder(new Holders(Role.OPERATOR, 4, 1, 2), new Holders(Role.OBSERVER, 1, 0, 0));
        Holders operators = new Holders(Role.OPERATOR, 4, 1, 2);
        assertThat(operators.without(FactorStrength.CODE)).isZero();
        assertThat(operators.without(FactorStrength.TOTP)).isEqualTo(2);
        assertThat(operators.without(FactorStrength.PASSKEY)).isEqualTo(3);
        assertThat(readiness.namesWithout(realm.id(), Role.OPERATOR, FactorStrength.CODE))
                .isEmpty();
        assertThat(readiness.namesWithout(realm.id(), Role.OPERATOR, FactorStrength.TOTP))
                .hasSize(2);
        assertThat(readiness.namesWithout(realm.id(), Role.OPERATOR, FactorStrength.PASSKEY))
                .hasSize(3);
        assertThat(readiness.countResettableByMailOnly(realm)).isEqualTo(3);
    }

    private void addPasskey(Realm realm, Administrator administrator) {
        var passkey = new TestPasskey(urls.origin(), urls.host(), TestPasskey.Algorithm.ES256);
        String flow = administrator.id().toString();
        QuarkusTransaction.requiringNew().run(() -> {
            FlowContext context = context(realm, administrator);
            PasskeyOptions.Creation options =
                    passkeys.creationOptions(context, flow).orElseThrow();
            String created = passkey.create(options.challenge(), options.user().id());
            passkeys.register(context, flow, Optional.empty(), created);
        });
    }

    private void addApp(Realm realm, Administrator administrator) {
        String flow = administrator.id().toString();
        QuarkusTransaction.requiringNew().run(() -> {
            FlowContext context = context(realm, administrator);
            var app = new TestApp(totps.enroll(context, flow).secret());
            totps.confirm(context, flow, app.code(clock.instant()));
        });
    }

    private static FlowContext context(Realm realm, Administrator administrator) {
        return new FlowContext(realm, administrator, new Requester("127.0.0.1", "", "test"));
    }
}
