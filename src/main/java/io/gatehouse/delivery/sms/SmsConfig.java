package io.gatehouse.delivery.sms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** Who sends text messages; Gatehouse does not start with a provider it does not know. */
@ConfigMapping(prefix = "gatehouse.sms")
public interface SmsConfig {
    /** A kind of provider. */
    enum Provider {
        /** Twilio's Programmable Messaging. */
        TWILIO,
        /** Any gateway that takes an HTTP request. */
        HTTP
    }

    /** The provider in use, or several in the order they are asked, such as {@code twilio,http}. */
    @WithDefault("twilio")
    List<Provider> provider();
}
