package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times on pages: in the reader's region and zone, and as a distance while they are near. */
@GatehouseTest
@BrowserTest
class DatesBrowserIT {
    @Inject
    TestRealms testRealms;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en-GB | \\d{1,2} \\w{3,4} 20\\d\\d, \\d\\d:\\d\\d UTC",
                "en-US | \\w{3} \\d{1,2}, 20\\d\\d, \\d{1,2}:\\d\\d.[AP]M UTC"
            })
    void without_scripts_a_time_has_the_form_of_the_region_and_is_in_utc(String region, String form) {
        try (Browser browser = Browser.open()) {
            Locator time =
                    time(browser, new NewContextOptions().setLocale(region).setJavaScriptEnabled(false));
            assertThat(time.textContent()).matches(form);

            Page page = time.page();
            page.navigate(page.url().replace("/activity", ""));
            assertThat(page.locator("main time").first().textContent()).matches(form);
        }
    }

    @Test
    void with_scripts_a_near_time_is_a_distance_and_its_title_has_the_zone() {
        try (Browser browser = Browser.open()) {
            Locator time =
                    time(browser, new NewContextOptions().setLocale("en-GB").setTimezoneId("Asia/Tokyo"));
            Instant instant = Instant.parse(time.getAttribute("datetime"));
            Page page = time.page();

            page.clock().setFixedTime(Date.from(instant.plus(Duration.ofMinutes(5))));
            page.reload();
            PlaywrightAssertions.assertThat(time).hasText("5 minutes ago");
            assertThat(time.getAttribute("title")).contains("GMT+9");

            page.clock().setFixedTime(Date.from(instant.plus(Duration.ofHours(2))));
            page.reload();
            PlaywrightAssertions.assertThat(time).not().hasText("5 minutes ago");
            assertThat(time.textContent()).matches("\\d{1,2} \\w{3,4} 20\\d\\d, \\d\\d:\\d\\d");
        }
    }

    /** Signs in, and returns the time of the newest event of the account. */
    private Locator time(Browser browser, NewContextOptions options) {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        Page page = browser.newContext(options).newPage();
        page.navigate("/realms/" + realm.slug() + "/sign-in");
        page.locator("[name=email]").fill(administrator.email().value());
        page.locator("[name=password]").fill(TestRealms.PASSWORD);
        page.locator("form button[type=submit]").first().click();
        page.waitForURL("**/console");
        page.navigate("/realms/" + realm.slug() + "/account/activity");
        return page.locator("main time").first();
    }
}
