package io.gatehouse.delivery.sms;

import io.gatehouse.startup.Finding;
import io.gatehouse.startup.StartupCheck;
import io.gatehouse.startup.StartupSettings;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Checks that the providers of text messages exist, and that none has no other beside it. */
public final class SmsCheck implements StartupCheck {
    private static final String PROVIDER = "gatehouse.sms.provider";
    private static final List<String> KNOWN = Stream.of(SmsConfig.Provider.values())
            .map(provider -> provider.name().toLowerCase(Locale.ROOT))
            .toList();

    @Override
    public List<Finding> findings(StartupSettings settings) {
        List<String> providers = settings.list(PROVIDER);
        if (!KNOWN.containsAll(providers)) {
            return List.of(Finding.broken(
                    PROVIDER, "names an unknown provider", "Set it to one or more of twilio and http, or to none."));
        }
        return uses(settings, SmsConfig.Provider.NONE) && providers.size() > 1
                ? List.of(Finding.broken(PROVIDER, "names none and a provider", "Remove one of them."))
                : List.of();
    }

    /** Returns whether the settings name the provider, which is Twilio if they name none. */
    public static boolean uses(StartupSettings settings, SmsConfig.Provider provider) {
        List<String> providers = settings.list(PROVIDER);
        return providers.isEmpty()
                ? provider == SmsConfig.Provider.TWILIO
                : providers.contains(provider.name().toLowerCase(Locale.ROOT));
    }
}
