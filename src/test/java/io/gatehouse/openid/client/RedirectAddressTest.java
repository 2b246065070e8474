package io.gatehouse.openid.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.openid.client.ClientMetadata.ClientType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectAddressTest {
    private static final List<String> REGISTERED = List.of(
            "https://portal.example/callback",
            "http://127.0.0.1/callback?x=1",
            "http://[::1]:80/cb",
            "com.example.app:/cb");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://portal.example/callback/",
                "https://portal.example/callback?",
                "https://portal.example/callback?x=1",
                "https://portal.example/callback#",
                "https://portal.example/callback#x",
                "https://portal.example/Callback",
                "https://portal.example/%63allback",
                "https://portal.example/x/../callback",
                "https://portal.example//callback",
                "https://portal.example/callback ",
                "https://portal.example/callback%00",
                "https://portal.example\\@evil.example/callback",
                "https://portal.example:443/callback",
                "https://portal.example.evil.example/callback",
                "https://portal.example@evil.example/callback",
                "https://evil.example/https://portal.example/callback",
                "https://PORTAL.example/callback",
                "HTTPS://portal.example/callback",
                "http://portal.example/callback",
                "//portal.example/callback",
                "/callback",
                "javascript:alert(1)",
                "data:text/html,x",
                "https://evil.example/callback",
                "http://127.0.0.1:8080/callback",
                "http://127.0.0.1:8080/callback?x=2",
                "http://127.0.0.1@evil.example/callback?x=1",
                "http://127.0.0.1:80@evil.example/callback?x=1",
                "http://127.0.0.1.evil.example/callback?x=1",
                "http://127.0.0.2:8080/callback?x=1",
                "http://localhost:8080/callback?x=1",
                "https://127.0.0.1:8080/callback?x=1",
                "com.example.app:/cb2",
                ""
            })
    void only_the_registered_addresses_match(String presented) {
        assertThat(RedirectAddress.matchesAny(REGISTERED, presented, ClientType.PUBLIC))
                .isFalse();
        assertThat(RedirectAddress.matchesAny(REGISTERED, presented, ClientType.CONFIDENTIAL))
                .isFalse();
    }

    @Test
    void the_port_of_a_loopback_address_of_a_public_client_may_differ() {
        for (String presented : List.of(
                "http://127.0.0.1:49152/callback?x=1", "http://127.0.0.1/callback?x=1", "http://[::1]:49152/cb")) {
            assertThat(RedirectAddress.matchesAny(REGISTERED, presented, ClientType.PUBLIC))
                    .as(presented)
                    .isTrue();
        }
        assertThat(RedirectAddress.matchesAny(
                        REGISTERED, "http://127.0.0.1:49152/callback?x=1", ClientType.CONFIDENTIAL))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://portal.example/#x",
                "https://*.portal.example/",
                "https://user@portal.example/",
                "http://portal.example/",
                "https:/portal",
                "https:portal",
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "myapp:/cb",
                "blob:https://portal.example/1",
                "portal.example/callback",
                "https://portal.example/\u0000",
                "https://pörtal.example/",
                ""
            })
    void such_addresses_cannot_be_registered(String address) {
        assertThat(RedirectAddress.isValid(address, ClientType.PUBLIC)).isFalse();
        assertThat(RedirectAddress.isValid(address, ClientType.CONFIDENTIAL)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code=1",
                "x=1&state",
                "response=x",
                "iss=https://id.example",
                "error=x",
                "error_description=x",
                "error_uri=x",
                "%63ode=1"
            })
    void addresses_with_a_parameter_of_answers_cannot_be_registered(String query) {
        ClientMetadata client = ClientFakes.publicClient("https://portal.example/callback?" + query);
        assertThat(ClientRule.brokenBy(client, KernelFakes.urls())).containsExactly(ClientRule.REDIRECT_URIS);
    }

    @Test
    void addresses_with_other_parameters_can_be_registered() {
        ClientMetadata client = ClientFakes.publicClient("https://portal.example/callback?tenant=code&Code=1");
        assertThat(ClientRule.brokenBy(client, KernelFakes.urls())).isEmpty();
    }

    @Test
    void a_private_scheme_is_for_public_clients() {
        assertThat(RedirectAddress.isValid("com.example.app:/cb", ClientType.PUBLIC))
                .isTrue();
        assertThat(RedirectAddress.isValid("com.example.app:/cb", ClientType.CONFIDENTIAL))
                .isFalse();
        assertThat(RedirectAddress.isWeb("com.example.app:/cb")).isFalse();
    }
}
