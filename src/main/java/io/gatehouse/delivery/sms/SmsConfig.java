package io.gatehouse.delivery.sms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who sends text messages; Gatehouse does not start with a provider it does not know. */
@ConfigMapping(prefix = "gatehouse.sms")
public interface SmsConfig {

    /** A kind of provider. */
    enum Provider {
        TWILIO
    }

    /** The provider in use. */
    @WithDefault("twilio")
    Provider provider();
}
