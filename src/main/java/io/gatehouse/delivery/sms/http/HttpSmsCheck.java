package io.gatehouse.delivery.sms.http;

import io.gatehouse.delivery.sms.SmsCheck;
import io.gatehouse.delivery.sms.SmsConfig;
import io.gatehouse.startup.Finding;
import io.gatehouse.startup.Finding.Hazard;
import io.gatehouse.startup.StartupCheck;
import io.gatehouse.startup.StartupSettings;
import java.util.List;
import java.util.Optional;

/** Checks that a gateway for text messages has a URL, and is reached over TLS. */
public final class HttpSmsCheck implements StartupCheck {
    private static final String URL = "gatehouse.sms.http.url";

    @Override
    public List<Finding> findings(StartupSettings settings) {
        if (!SmsCheck.uses(settings, SmsConfig.Provider.HTTP)) {
            return List.of();
        }
        Optional<String> url = settings.text(URL);
        if (url.isEmpty()) {
            return List.of(Finding.unsafe(
                    Hazard.SMS_MISSING,
                    URL,
                    "is missing, so the gateway sends no text message",
                    "Set it to its address."));
        }
        return url.get().startsWith("https:")
                ? List.of()
                : List.of(Finding.unsafe(
                        Hazard.SMS_PLAIN,
                        URL,
                        "is plain HTTP, which shows codes and keys to the network",
                        "Begin it with https://."));
    }
}
