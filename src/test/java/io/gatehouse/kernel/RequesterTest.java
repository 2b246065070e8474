package io.gatehouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequesterTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.0/24",
        "203.0.113.0, 203.0.113.0/24",
        "203.0.114.77, 203.0.114.0/24",
        "255.255.255.255, 255.255.255.0/24",
        "127.0.0.1, 127.0.0.0/24",
        "::ffff:203.0.113.77, 203.0.113.0/24",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2::, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:3:3:4:5:6, 2001:db8:1:3:0:0:0:0/64",
        "::1, 0:0:0:0:0:0:0:0/64",
    })
    void counts_by_a_24_of_ipv4_and_a_64_of_ipv6(String address, String network) {
        assertThat(new Requester(address, "", "").network()).isEqualTo(network);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.77/32",
        "::ffff:203.0.113.77, 203.0.113.77/32",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2:ffff:ffff:ffff:ffff, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:3::, 2001:db8:1:3:0:0:0:0/64",
    })
    void is_one_client_by_its_ipv4_address_or_its_64_of_ipv6(String address, String source) {
        assertThat(new Requester(address, "", "").source()).isEqualTo(source);
    }

    @Test
    void has_a_48_of_ipv6_as_its_site() {
        assertThat(new Requester("2001:db8:1:2:3:4:5:6", "", "").site()).contains("2001:db8:1:0:0:0:0:0/48");
        assertThat(new Requester("203.0.113.77", "", "").site()).isEmpty();
        assertThat(new Requester("::ffff:203.0.113.77", "", "").site()).isEmpty();
    }
}
