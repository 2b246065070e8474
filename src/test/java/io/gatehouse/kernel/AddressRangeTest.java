package io.gatehouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24,203.0.113.255,true",
        "203.0.113.0/24,203.0.114.0,false",
        "2001:db8::/32,2001:db8:ffff::1,true",
        "2001:db8::/32,2001:db9::1,false",
        "203.0.113.0/24,2001:db8::1,false",
        "::ffff:203.0.113.0/24,203.0.113.9,true",
        "0.0.0.0/0,255.255.255.255,true",
    })
    void contains_the_addresses_with_its_prefix(String range, String address, boolean contained) {
        assertThat(AddressRange.parse(range).orElseThrow().contains(address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, 10.0.0.5/32",
        "10.0.0.0/8, 10.0.0.0/8",
        "2001:db8::5, 2001:db8::5/128",
        "2001:db8::/32, 2001:db8::/32",
        "::1, ::1/128",
        "[::1], ::1/128",
        "::ffff:10.0.0.5, ::ffff:10.0.0.5/32",
        "10.0.0.5:8443, ",
        "[::1]:8443, ",
        "proxy.example.com, ",
        "10.0.0.0/33, ",
        "1:2:3, ",
    })
    void an_address_alone_is_a_range_of_one(String typed, String range) {
        assertThat(AddressRange.parseAddressOrRange(typed).map(AddressRange::value))
                .isEqualTo(Optional.ofNullable(range));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fed.ca/24", "a/8", "bad.cafe/16", "256.1.1.1/8", "1.2.3/24", "1.2.3.4.5/24", "1/8", "01.2.3.4567/8",
                        "1.2.3.4/33",
                "2001:db8::/129", "2001:db8::g/32", ":::/8", "1.2.3.4", "1.2.3.4/", "/24", "1.2.3.4/-1", "1.2.3.4/1e1",
                        ""
            })
    void takes_literals_only(String text) {
        assertThat(AddressRange.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.7, 203.0.113.7", "' 2001:db8::7', 2001:db8:0:0:0:0:0:7", "2001:DB8::7, 2001:db8:0:0:0:0:0:7"
    })
    void an_address_is_read_in_every_notation(String typed, String address) {
        assertThat(AddressRange.parseAddress(typed)).contains(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "203.0.113", "example.com", "203.0.113.0/24", "fed.ca"})
    void what_is_no_address_is_none(String typed) {
        assertThat(AddressRange.parseAddress(typed)).isEmpty();
    }
}
