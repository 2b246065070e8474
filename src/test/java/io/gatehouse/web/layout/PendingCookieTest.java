package io.gatehouse.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingCookieTest {

    @Test
    void keeps_the_sign_in_and_the_page() {
        var cookie = new PendingCookie("id", ReturnTo.parse("/realms/demo/console?tab=a"));

        assertThat(PendingCookie.parse(cookie.value())).isEqualTo(cookie);
    }

    @Test
    void works_without_a_page() {
        assertThat(new PendingCookie("id", Optional.empty()).value()).isEqualTo("id");
        assertThat(PendingCookie.parse("id").returnTo()).isEmpty();
    }

    @Test
    void rejects_a_forged_page() {
        assertThat(PendingCookie.parse("id.Ly9ldmlsLmV4YW1wbGU").returnTo()).isEmpty();
        assertThat(PendingCookie.parse("id.!").returnTo()).isEmpty();
    }
}
