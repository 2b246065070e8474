package io.gatehouse.code;

import io.gatehouse.delivery.CodeMessage;
import io.gatehouse.platform.Requester;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A flow's wish for a code.
 *
 * @param waitWaived whether the wait between two codes of a flow does not apply
 * @param flowLifetime how long the flow may last, and with it the count of its tries
 * @param askedAt the moment the message tells
 */
public record CodeRequest(
        CodeBinding binding,
        CodePolicy policy,
        boolean waitWaived,
        Duration flowLifetime,
        String realmName,
        Locale locale,
        Requester requester,
        Instant askedAt) {

    CodeMessage message(String code, String tag, String reportUrl) {
        return new CodeMessage(
                binding.realm(),
                binding.administrator(),
                binding.purpose(),
                binding.destination(),
                code,
                tag,
                reportUrl,
                realmName,
                locale,
                policy.lifetime(),
                requester,
                askedAt);
    }
}
