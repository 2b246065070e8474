package io.gatehouse.web.signin;

import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.realm.Channel;
import io.quarkus.qute.TemplateExtension;

/** Tells templates the channel of a destination. */
@TemplateExtension
class ChannelNames {
    private ChannelNames() {}

    static boolean sms(Destination to) {
        return to.channel() == Channel.SMS;
    }
}
