package io.gatehouse.delivery.sms.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * A gateway that sends text messages by HTTP. In URL and body, {@code {to}} is replaced by the number in E.164 and {@code
 * {text}} by the message: escaped as JSON in a body whose content type is JSON, and form-encoded everywhere else.
 */
@ConfigMapping(prefix = "gatehouse.sms.http")
public interface HttpSmsConfig {
    /** URL of the gateway; required if {@code http} is a provider. */
    Optional<String> url();

    /** Method of the request. */
    @WithDefault("POST")
    String method();

    /** Headers of the request, such as {@code Authorization}. */
    Map<String, String> headers();

    /** Type of the body. */
    @WithDefault("application/json")
    String contentType();

    /** Body of the request; none if empty. */
    Optional<String> body();

    /** Regular expression that the body of a 2xx response must contain for the message to count as accepted. */
    Optional<String> success();

    /** Timeout of the connection, and again of the response. */
    @WithDefault("PT10S")
    @DurationMin(millis = 1)
    Duration timeout();
}
