package io.gatehouse.web;

import com.microsoft.playwright.Page;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.TcpProxy;
import io.gatehouse.testing.TwoInstanceCluster;
import io.gatehouse.testing.VirtualAuthenticator;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A passkey on two instances behind one address. */
@GatehouseTest
@BrowserTest
class TwoInstancesBrowserIT extends AuthenticatorsInBrowser {
    @Test
    void a_passkey_created_on_one_signs_in_on_the_other() {
        TwoInstanceCluster cluster = TwoInstanceCluster.shared();
        var address = new TcpProxy(cluster.one().url("/").getPort());
        String url = "http://localhost:" + address.port();
        Map<String, String> settings = Map.of("gatehouse.public-url", url);
        try (Instance one = cluster.more(settings);
                Instance other = cluster.more(settings)) {
            address.leadTo(one.url("/").getPort());
            Realm realm = realm(FactorStrength.PASSKEY);
            Administrator administrator = testRealms.administrator(realm);
            Page page = page(options(390).setBaseURL(url));
            VirtualAuthenticator device = VirtualAuthenticator.internal(page);
            SignInJourney journey = SignInJourney.on(page, realm);
            signInByMail(journey, administrator, 1);
            journey.sees("Create a passkey");
            journey.press("Create passkey");
            journey.sees("Save recovery codes");
            journey.open("/console");
            device.setPresent(false);
            journey.press("Sign out");
            journey.sees("Sign in");

            one.kill();
            address.leadTo(other.url("/").getPort());
            journey.signIn(administrator);
            journey.sees("Use your passkey");
            device.setPresent(true);
            journey.press("Continue with a passkey");
            journey.sees("Welcome, Some Person");
        }
    }
}
