package io.gatehouse.delivery.sms.http;

import io.gatehouse.delivery.sms.SmsCheck;
import io.gatehouse.delivery.sms.SmsConfig;
import io.gatehouse.startup.Finding;
import io.gatehouse.startup.Finding.Hazard;
import io.gatehouse.startup.StartupCheck;
import io.gatehouse.startup.StartupSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks that a gateway for text messages has a URL, is reached over TLS, and that its answers can be read. */
public final class HttpSmsCheck implements StartupCheck {
    private static final String URL = "gatehouse.sms.http.url";
    private static final String SUCCESS = "gatehouse.sms.http.success";

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
        List<Finding> findings = new ArrayList<>();
        if (!StartupSettings.isHttp(url.get().replace("{to}", "1").replace("{text}", "1"))) {
            findings.add(Finding.broken(
                    URL,
                    "is no http or https address with a host",
                    "Set it to the gateway's address, such as https://sms.example.com/send?to={to}."));
        } else if (!url.get().startsWith("https:")) {
            findings.add(Finding.unsafe(
                    Hazard.SMS_PLAIN,
                    URL,
                    "is plain HTTP, which shows codes and keys to the network",
                    "Begin it with https://."));
        }
        if (settings.text(SUCCESS).filter(pattern -> !isPattern(pattern)).isPresent()) {
            findings.add(Finding.broken(
                    SUCCESS,
                    "is no regular expression",
                    "Correct it, or remove it if the gateway's status alone says whether it accepted the message."));
        }
        return findings;
    }

    private static boolean isPattern(String text) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
