package io.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.TestKeys;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealmCookiesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://portal.example.com",
                "https://localhost:8443",
                "http://portal.example.com",
                "http://localhost.example.com",
                "http://10.0.0.1:8080"
            })
    void are_bound_to_this_host_and_to_tls(String publicUrl) {
        NewCookie cookie = cookies(publicUrl).set(RealmCookies.Kind.SESSION, "demo", "secret");

        assertThat(cookie.getName()).isEqualTo("__Host-gatehouse-session-demo");
        assertThat(cookie.isSecure()).isTrue();
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.getDomain()).isNull();
        assertThat(cookie.getSameSite()).isEqualTo(SameSite.LAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"})
    void omit_tls_on_a_plain_localhost_only(String publicUrl) {
        NewCookie cookie = cookies(publicUrl).set(RealmCookies.Kind.SIGN_IN, "demo", "id");

        assertThat(cookie.getName()).isEqualTo("gatehouse-sign-in-demo");
        assertThat(cookie.isSecure()).isFalse();
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo(SameSite.STRICT);
    }

    @Test
    void are_of_one_realm() {
        RealmCookies cookies = cookies("https://portal.example.com");

        assertThat(cookies.name(RealmCookies.Kind.SESSION, "one"))
                .isNotEqualTo(cookies.name(RealmCookies.Kind.SESSION, "two"));
    }

    private static RealmCookies cookies(String publicUrl) {
        return new RealmCookies(TestKeys.config(URI.create(publicUrl)));
    }
}
