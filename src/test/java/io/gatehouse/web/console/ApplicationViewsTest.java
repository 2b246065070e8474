package io.gatehouse.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.openid.client.ClientFakes;
import io.gatehouse.web.console.ApplicationViews.Settings;
import org.junit.jupiter.api.Test;

class ApplicationViewsTest {
    @Test
    void a_redirect_address_does_not_end_the_string_that_it_is_in() {
        var settings = Settings.of(ClientFakes.publicClient("https://portal.example/it's?a=',scope:'x"));
        assertThat(settings.redirectUriLiteral()).isEqualTo("'https://portal.example/it\\'s?a=\\',scope:\\'x'");
    }

    @Test
    void a_redirect_path_adds_no_line_and_no_expression_to_the_settings() {
        var settings = Settings.of(ClientFakes.publicClient("https://portal.example/a%0Ab=%24%7Bc%7D%5C"));
        assertThat(settings.redirectPath()).isEqualTo("/a%0Ab=%24%7Bc%7D%5C");
    }
}
