package io.gatehouse.delivery.sms.twilio;

import io.gatehouse.delivery.sms.SmsCheck;
import io.gatehouse.delivery.sms.SmsConfig;
import io.gatehouse.startup.Finding;
import io.gatehouse.startup.Finding.Hazard;
import io.gatehouse.startup.StartupCheck;
import io.gatehouse.startup.StartupSettings;
import java.util.ArrayList;
import java.util.List;

/** Checks that Twilio's account, if it sends text messages, is complete and reached over TLS. */
public final class TwilioCheck implements StartupCheck {
    private static final String PREFIX = "gatehouse.sms.twilio.";

    @Override
    public List<Finding> findings(StartupSettings settings) {
        if (!SmsCheck.uses(settings, SmsConfig.Provider.TWILIO)) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        require(settings, findings, "account-sid", "Set it to the account SID of Twilio's console, AC and 32 digits.");
        require(settings, findings, "auth-token", "Set it to the auth token of Twilio's console.");
        if (settings.text(PREFIX + "messaging-service-sid").isEmpty()) {
            require(
                    settings,
                    findings,
                    "from",
                    "Set it, or " + PREFIX + "messaging-service-sid, to who messages come from.");
        }
        if (settings.text(PREFIX + "api-url")
                .filter(url -> !url.startsWith("https:"))
                .isPresent()) {
            findings.add(Finding.unsafe(
                    Hazard.SMS_PLAIN,
                    PREFIX + "api-url",
                    "is plain HTTP, which shows codes and token to the network",
                    "Remove it."));
        }
        return findings;
    }

    private static void require(StartupSettings settings, List<Finding> findings, String name, String remedy) {
        if (settings.text(PREFIX + name).isEmpty()) {
            findings.add(Finding.unsafe(
                    Hazard.SMS_MISSING,
                    PREFIX + name,
                    "is missing, so no text message can be sent",
                    remedy + " To offer codes by e-mail alone, set gatehouse.sms.provider=none."));
        }
    }
}
