package io.gatehouse.delivery.sms;

import io.gatehouse.realm.AvailableChannels;
import io.gatehouse.realm.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;

/** Has realms use text messages unless the installation has no provider of them. */
@ApplicationScoped
class ConfiguredChannels implements AvailableChannels {
    private final Set<Channel> channels = EnumSet.of(Channel.EMAIL);

    ConfiguredChannels(SmsConfig config) {
        if (!config.provider().contains(SmsConfig.Provider.NONE)) {
            channels.add(Channel.SMS);
        }
    }

    @Override
    public Set<Channel> channels() {
        return Set.copyOf(channels);
    }
}
