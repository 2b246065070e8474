package io.gatehouse.delivery.sms.twilio;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** The Twilio account that sends text messages; without one, Twilio sends none. */
@ConfigMapping(prefix = "gatehouse.sms.twilio")
public interface TwilioConfig {

    /** Account SID, {@code AC…}. */
    Optional<String> accountSid();

    /** Auth token of the account. */
    Optional<String> authToken();

    /** Number or alphanumeric sender of the messages, unless a messaging service is set. */
    Optional<String> from();

    /** SID of the messaging service that chooses the sender, {@code MG…}. */
    Optional<String> messagingServiceSid();

    /** URL of Twilio's API. */
    @WithDefault("https://api.twilio.com")
    URI apiUrl();

    /** Timeout of the connection, and again of the response. */
    @WithDefault("PT10S")
    @DurationMin(millis = 1)
    Duration timeout();
}
