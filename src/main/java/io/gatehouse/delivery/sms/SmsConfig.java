package io.gatehouse.delivery.sms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** The providers of text messages; Gatehouse does not start with an unknown one. */
@ConfigMapping(prefix = "gatehouse.sms")
public interface SmsConfig {
    /** A kind of provider. */
    enum Provider {
        /** Twilio's Programmable Messaging. */
        TWILIO,
        /** Any gateway with an HTTP API. */
        HTTP,
        /** No text messages: realms offer codes by e-mail alone. */
        NONE
    }

    /**
     * The provider, or several in the order they are tried, such as {@code twilio,http}; {@code none} sends no text messages,
     * so that realms offer codes by e-mail alone.
     */
    @WithDefault("twilio")
    List<Provider> provider();
}
