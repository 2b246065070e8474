package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.servicetoken.ServiceTokens;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.layout.PagesInBrowser;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Suspended recovery codes and service tokens in the console, in a real browser. */
@GatehouseTest
@BrowserTest
class SuspensionBrowserIT extends PagesInBrowser {
    @Inject
    TestRealms testRealms;

    @Inject
    RecoveryCodes recoveryCodes;

    @Inject
    ServiceTokens serviceTokens;

    @Inject
    TestClock clock;

    @ParameterizedTest
    @EnumSource(View.class)
    void another_system_administrator_allows_them_again_or_deletes_them(View view) {
        Realm realm = testRealms.realm();
        Administrator owner = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Administrator colleague = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        suspend(realm, owner);
        Page page = page(view.options());
        SignInJourney journey = SignInJourney.on(page, realm);
        journey.open("/sign-in");
        journey.signIn(colleague);
        journey.sees("Welcome, Some Person");

        journey.open("/console/service-tokens");
        journey.sees("Service tokens");
        journey.reads("Suspended after a report of misuse");
        view.shoot(page, "service-tokens-suspended");
        journey.press("Allow again backup");
        journey.reads("The token works again.");
        journey.readsNot("Suspended after");
        assertThat(serviceTokens.list(realm.id()))
                .allMatch(token -> token.suspendedAt().isEmpty());

        journey.open("/console/administrators/" + owner.id());
        journey.reads("Recovery codes of this account are suspended");
        journey.isAccessible();
        view.shoot(page, "administrator-suspended");
        journey.follow("Review");
        journey.sees("Suspended recovery codes");
        view.shoot(page, "suspended-codes");
        journey.press("Allow again");
        journey.reads("The recovery codes work again.");
        journey.readsNot("are suspended");
        assertThat(recoveryCodes.countUsable(owner.id())).isEqualTo(10);

        suspend(realm, owner);
        clock.advance(Duration.ofMinutes(5));
        journey.open("/console/administrators/" + owner.id() + "/recovery-codes");
        journey.isAt("/step-up?return_to=%2Frealms%2F" + realm.slug() + "%2Fconsole%2Fadministrators%2F" + owner.id()
                + "%2Frecovery-codes");
        journey.field("Password").fill(TestRealms.PASSWORD);
        journey.press("Continue");
        journey.sees("Suspended recovery codes");
        journey.press("Delete");
        journey.reads("The suspended recovery codes are deleted.");
        assertThat(recoveryCodes.countSuspended(owner.id())).isZero();
    }

    @Test
    void nobody_is_offered_to_allow_the_own_ones_again() {
        Realm realm = testRealms.realm();
        Administrator owner = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        suspend(realm, owner);
        Page page = page(View.DESKTOP_LIGHT.options());
        SignInJourney journey = SignInJourney.on(page, realm);
        journey.open("/sign-in");
        journey.signIn(owner);
        journey.sees("Welcome, Some Person");
        journey.open("/console/service-tokens");
        journey.reads("An independent System Administrator can allow it again.");
        journey.readsNot("Allow again");
        journey.open("/console/administrators/" + owner.id() + "/recovery-codes");
        journey.reads("Only another System Administrator, who did not get access from this person");
        journey.readsNot("Allow again");
        View.DESKTOP_LIGHT.shoot(page, "suspended-codes-own");
    }

    @Test
    void a_suspended_code_is_refused_on_the_pages_of_the_reset() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator owner = testRealms.administrator(realm);
        String code = recoveryCodes.regenerate(realm.id(), owner.id()).get(0).formatted();
        QuarkusTransaction.requiringNew().run(() -> recoveryCodes.suspendRecent(owner.id()));
        Page page = page(View.PHONE_LIGHT.options());
        SignInJourney journey = SignInJourney.on(page, realm);
        journey.open("/password-reset");
        journey.field("E-mail address").fill(owner.email().value());
        journey.press("Send link");
        journey.sees("Check your mailbox");
        page.navigate(
                MailedLink.in(TestMail.latestTo(owner.email().value()).text()).path());
        journey.press("Continue");
        journey.sees("Check your e-mail");
        journey.opensOtherWays();
        journey.readsNot("Use a recovery code");
        journey.open("/password-reset/code/recovery");
        journey.field("Recovery code").fill(code);
        journey.press("Continue");
        journey.showsError("This recovery code is wrong or already used.");
    }

    private void suspend(Realm realm, Administrator owner) {
        recoveryCodes.regenerate(realm.id(), owner.id());
        QuarkusTransaction.requiringNew().run(() -> {
            serviceTokens.create(realm.id(), owner.id(), "backup", Role.OPERATOR, Duration.ofDays(90), List.of());
            serviceTokens.suspendRecent(owner.id());
            recoveryCodes.suspendRecent(owner.id());
        });
    }
}
