package io.gatehouse.delivery.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** How mail is sent; the server itself is set by {@code quarkus.mailer}. */
@ConfigMapping(prefix = "gatehouse.mail")
public interface MailConfig {

    /** Sender address; {@code gatehouse@} followed by the host of the public URL if not set. */
    Optional<String> from();

    /** How long the server may take to accept a mail. */
    @WithDefault("PT10S")
    @DurationMin(millis = 1)
    Duration timeout();

    /** Whether mail that the server does not accept goes to a second one, set by {@code quarkus.mailer.fallback}. */
    @WithDefault("false")
    boolean fallback();
}
