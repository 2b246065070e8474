package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.layout.PagesInBrowser;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The step-up in a real browser: phone and desktop, light and dark, without scripts. */
@GatehouseTest
@BrowserTest
class StepUpBrowserIT extends PagesInBrowser {
    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @Test
    void a_step_up_by_code_without_script() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        Page page = page(options(390).setJavaScriptEnabled(false));
        SignInJourney journey = SignInJourney.on(page, realm);
        signIn(journey, administrator, 1);
        clock.advance(Duration.ofMinutes(6));

        page.navigate("/realms/" + realm.slug() + "/step-up?return_to=/realms/" + realm.slug() + "/console?tab=audit");
        journey.press("Text message " + administrator.phone().orElseThrow().hint());
        journey.enterCode(SignInClient.otherThan(code(administrator, 2)));
        journey.reads("This code is wrong.");
        journey.enterCode(code(administrator, 2));

        journey.isAt("/console?tab=audit");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void settings_entered_before_it_are_shown_again_to_be_saved(boolean script) {
        Realm realm = testRealms.realm();
        Page page = page(options(390).setJavaScriptEnabled(script));
        SignInJourney journey = SignInJourney.on(page, realm);
        journey.open("/sign-in");
        journey.signIn(testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR));
        journey.open("/console/settings/appearance");
        journey.field("Display name").fill("Acme & Co");
        clock.advance(Duration.ofMinutes(6));
        journey.press("Save");
        journey.reads("Confirm that it’s you");
        journey.field("Password").fill(TestRealms.PASSWORD);
        journey.press("Continue");

        journey.reads("Name and appearance");
        journey.reads("Not saved yet.");
        assertThat(journey.field("Display name").inputValue()).isEqualTo("Acme & Co");
        journey.press("Save");
        journey.reads("Settings saved.");
        journey.reads("Acme & Co");
    }

    @ParameterizedTest
    @CsvSource({"390,LIGHT", "390,DARK", "1280,LIGHT", "1280,DARK"})
    void a_step_up_by_a_chosen_channel_and_one_by_password(int width, ColorScheme scheme) {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator administrator = testRealms.enrolled(realm);
        SignInJourney journey = journey(realm, options(width).setColorScheme(scheme));
        String text = "Text message " + administrator.phone().orElseThrow().hint();
        journey.open("/sign-in");
        journey.signIn(administrator);
        journey.press(text);
        journey.enterCode(code(administrator, 1));
        clock.advance(Duration.ofMinutes(6));

        journey.open("/step-up?return_to=/realms/" + realm.slug() + "/console/settings/appearance");
        journey.reads("confirm it’s you before you change settings.");
        journey.open("/step-up");
        journey.sees("Confirm that it’s you");
        journey.reads("confirm it’s you before you continue.");
        journey.press(text);
        journey.sees("Check your phone");
        journey.opensOtherWays();
        journey.press("Cancel");
        journey.sees("Your account");

        Realm without = testRealms.realm();
        SignInJourney other = journey(without, options(width).setColorScheme(scheme));
        other.open("/sign-in");
        other.signIn(testRealms.administrator(without));
        clock.advance(Duration.ofMinutes(6));
        other.open("/step-up");
        other.sees("Confirm that it’s you");
        other.field("Password").fill("not the password at all");
        other.press("Continue");
        other.showsError("The password is wrong");
        other.field("Password").fill(TestRealms.PASSWORD);
        other.press("Continue");
        other.sees("Your account");
    }
}
