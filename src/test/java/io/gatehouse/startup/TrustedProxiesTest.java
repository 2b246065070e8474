package io.gatehouse.startup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "::1|[0:0:0:0:0:0:0:1]",
                "2001:db8::5|[2001:db8:0:0:0:0:0:5]",
                "::ffff:10.0.0.5|10.0.0.5",
                "10.0.0.5, ::1|10.0.0.5,[0:0:0:0:0:0:0:1]",
                "[::1]|[::1]",
                "[::1]:8443|[::1]:8443",
                "2001:db8::/32|2001:db8::/32",
                "10.0.0.5:8443|10.0.0.5:8443",
                "proxy.example.com|proxy.example.com",
                "1:2:3|1:2:3"
            })
    void brackets_bare_ipv6_addresses_and_leaves_the_rest(String set, String read) {
        assertThat(TrustedProxies.bracketed(set)).isEqualTo(read);
    }
}
