package io.gatehouse.cli.doctor;

import io.gatehouse.delivery.sms.SmsCheck;
import io.gatehouse.delivery.sms.SmsConfig;
import io.gatehouse.startup.StartupSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the Twilio account, if it sends text messages, by Twilio's API; sends no message. */
final class TwilioProbe implements Probe {
    private static final String PART = "Twilio";
    private static final String PREFIX = "gatehouse.sms.twilio.";

    @Override
    public List<Diagnosis> examine(StartupSettings settings) {
        Optional<String> account = settings.text(PREFIX + "account-sid");
        Optional<String> token = settings.text(PREFIX + "auth-token");
        if (!SmsCheck.uses(settings, SmsConfig.Provider.TWILIO) || account.isEmpty() || token.isEmpty()) {
            return List.of();
        }
        String api = settings.text(PREFIX + "api-url")
                .orElse("https://api.twilio.com")
                .replaceFirst("/+$", "");
        String credentials = Base64.getEncoder()
                .encodeToString((account.get() + ":" + token.get()).getBytes(StandardCharsets.UTF_8));
        try {
            int status = WebProbe.get(
                            settings,
                            api + "/2010-04-01/Accounts/" + account.get() + ".json",
                            Map.of("Authorization", "Basic " + credentials))
                    .statusCode();
            return List.of(diagnosis(status));
        } catch (IOException | IllegalArgumentException e) {
            String reason = e instanceof IOException failure ? Probe.reason(failure) : e.getMessage();
            return List.of(Diagnosis.failed(
                    PART,
                    api + " does not answer: " + reason,
                    "Allow connections to it, or correct " + PREFIX + "api-url."));
        }
    }

    private static Diagnosis diagnosis(int status) {
        return switch (status) {
            case 200 -> Diagnosis.passed(PART, "knows the account and its token");
            case 401, 403 ->
                Diagnosis.failed(
                        PART,
                        "refuses the credentials",
                        "Correct " + PREFIX + "account-sid and auth-token by its console.");
            default ->
                Diagnosis.failed(
                        PART,
                        "answers " + status + " to the request for the account",
                        "Look at the account in its console.");
        };
    }
}
