package io.gatehouse.delivery.message;

import io.gatehouse.link.LinkConfig;
import io.gatehouse.testing.Defaults;

/** Parts of this package for tests without the application. */
public final class MessageFakes {
    private MessageFakes() {}

    /** Returns the default lifetimes. */
    public static MailLifetimes lifetimes() {
        return new MailLifetimes(Defaults.of(LinkConfig.class), Defaults.of(OutboxConfig.class));
    }
}
