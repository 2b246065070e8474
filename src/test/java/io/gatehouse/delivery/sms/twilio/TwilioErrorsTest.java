package io.gatehouse.delivery.sms.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.delivery.provider.SendFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "20429, TROUBLE",
        "30410, TROUBLE",
        "21211, ADDRESS_UNKNOWN",
        "30003, UNREACHABLE",
        "21610, OPTED_OUT",
        "21614, NOT_MOBILE",
        "21268, NOT_MOBILE",
        "30006, NOT_MOBILE",
        "21408, COUNTRY_CLOSED",
        "30007, BLOCKED",
        "30036, EXPIRED",
        // Only the operator can fix these: authentication, a trial account, an unregistered sender.
        "20003, PROVIDER",
        "21219, PROVIDER",
        "21608, PROVIDER",
        "30034, PROVIDER",
        "99999, PROVIDER"
    })
    void map_to_the_failure(int code, SendFailure failure) {
        assertThat(TwilioErrors.refusal(code).failure()).isEqualTo(failure);
        assertThat(TwilioErrors.refusal(code).error()).isEqualTo("twilio_" + code);
    }
}
