package io.gatehouse.delivery.sms.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A gateway that sends text messages by HTTP. In address and body, {@code {to}} stands for the number in E.164 and {@code
 * {text}} for the message, each escaped as its place asks: in a body as JSON where its content type is JSON, else as in a
 * form.
 */
@ConfigMapping(prefix = "gatehouse.sms.http")
public interface HttpSmsConfig {
    /** Address of the gateway; without one, none is used. */
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

    /** What the body of an answer of 2xx must contain, as a regular expression, for the message to be taken over. */
    Optional<String> success();

    /** How long a connection may take, and then again how long an answer may. */
    @WithDefault("PT10S")
    Duration timeout();
}
