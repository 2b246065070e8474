package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** A browser reaches the application. */
@GatehouseTest
@BrowserTest
class HouseBrowserIT {

    @Test
    void opens_a_page() {
        try (Browser browser = Browser.open()) {
            Page page = browser.newPage();
            assertThat(page.navigate("/q/health/live").status()).isEqualTo(200);
        }
    }
}
