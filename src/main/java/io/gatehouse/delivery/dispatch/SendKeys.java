package io.gatehouse.delivery.dispatch;

import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.SecretKeys;
import java.util.List;
import java.util.Optional;

/**
 * The keys that sends are counted by: keyed hashes of destination, client and number ranges, and the country.
 *
 * @param ranges the two ranges of 100 numbers that a mobile number lies in, one half a range behind the other, so that
 *     numbers close together share one of them; none for a mail address
 */
public record SendKeys(byte[] destination, byte[] requester, Optional<String> country, List<String> ranges) {
    private static final long RANGE = 100;

    /** Returns the keys of a send to that address, requested by that client. */
    public static SendKeys of(SecretKeys keys, ContactAddress address, Requester requester) {
        Optional<MobileNumber> number = address instanceof MobileNumber mobile ? Optional.of(mobile) : Optional.empty();
        return new SendKeys(
                keys.mac(KeyPurpose.IDENTIFIER, address.channel().name(), address.value()),
                keys.mac(KeyPurpose.IDENTIFIER, "REQUESTER", requester.source()),
                number.map(MobileNumber::country),
                number.map(mobile -> ranges(keys, mobile)).orElse(List.of()));
    }

    private static List<String> ranges(SecretKeys keys, MobileNumber number) {
        long digits = Long.parseLong(number.value().substring(1));
        return List.of(range(keys, "EVEN", digits), range(keys, "ODD", digits + RANGE / 2));
    }

    private static String range(SecretKeys keys, String kind, long digits) {
        return keys.macBase64Url(KeyPurpose.IDENTIFIER, "RANGE", kind, Long.toString(digits / RANGE));
    }
}
