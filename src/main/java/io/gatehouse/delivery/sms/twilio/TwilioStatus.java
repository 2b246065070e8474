package io.gatehouse.delivery.sms.twilio;

import com.twilio.security.RequestValidator;
import io.gatehouse.delivery.dispatch.Deliveries.DeliveryReport;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult.Refused;
import io.gatehouse.kernel.PublicUrls;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Reads the status callbacks of Twilio's Programmable Messaging. */
@Singleton
public class TwilioStatus {
    private final TwilioConfig config;
    private final PublicUrls urls;

    TwilioStatus(TwilioConfig config, PublicUrls urls) {
        this.config = config;
        this.urls = urls;
    }

    /**
     * Returns whether Twilio sent this callback.
     *
     * @param query of the URL that was called; empty if there was none
     * @param signature {@code X-Twilio-Signature}: HMAC-SHA-1 by the auth token, over URL and sorted parameters
     */
    public boolean isGenuine(String query, Map<String, String> form, String signature) {
        String url = urls.twilioStatus() + (query.isEmpty() ? "" : "?" + query);
        return config.authToken()
                .filter(token -> new RequestValidator(token).validate(url, form, signature))
                .isPresent();
    }

    /** Returns the report in the callback, or empty if its status is of no interest. */
    public Optional<DeliveryReport> report(Map<String, String> form) {
        String message = form.getOrDefault("MessageSid", "");
        return switch (form.getOrDefault("MessageStatus", "")) {
            case "sent" -> Optional.of(DeliveryReport.sent(message));
            case "delivered", "read" -> Optional.of(DeliveryReport.delivered(message));
            case "undelivered", "failed", "canceled" ->
                Optional.of(DeliveryReport.failed(message, refusal(form.getOrDefault("ErrorCode", ""))));
            default -> Optional.empty();
        };
    }

    private static Refused refusal(String code) {
        return code.matches("[0-9]{1,6}")
                ? TwilioErrors.refusal(Integer.parseInt(code))
                : SendFailure.UNREACHABLE.because("twilio_undelivered");
    }
}
