package io.gatehouse.delivery.sms.twilio;

import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.delivery.sms.SmsMessage;
import io.gatehouse.delivery.sms.SmsSender;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Sends text messages through Twilio's Programmable Messaging. */
@ApplicationScoped
class TwilioSmsSender implements SmsSender {
    /** Too many requests, queue overflow, unknown error: everything else that Twilio names stays as it is. */
    private static final Set<Integer> TEMPORARY = Set.of(20429, 30001, 30008);

    /** The shortest validity that Twilio's carriers honour, in seconds. */
    private static final long MIN_VALIDITY = 1;

    private final TwilioConfig config;
    private final TwilioRestClient client;

    TwilioSmsSender(TwilioConfig config) {
        this.config = config;
        this.client = isConfigured()
                ? new TwilioRestClient.Builder(
                                config.accountSid().orElseThrow(),
                                config.authToken().orElseThrow())
                        .httpClient(new TwilioHttpClient(config))
                        .build()
                : null;
    }

    @Override
    public SendResult send(SmsMessage message) {
        if (client == null) {
            return SendResult.permanent("not_configured");
        }
        try {
            return result(creator(message).create(client));
        } catch (TwilioUnreachableException e) {
            return SendResult.temporary(e.getMessage());
        } catch (ApiException e) {
            return failure(e.getCode() == null ? e.getStatusCode() : e.getCode());
        } catch (TwilioException e) {
            return failure(null);
        }
    }

    private MessageCreator creator(SmsMessage message) {
        var to = new PhoneNumber(message.to().value());
        MessageCreator creator = config.messagingServiceSid()
                .map(service -> Message.creator(to, service, message.body()))
                .orElseGet(
                        () -> Message.creator(to, new PhoneNumber(config.from().orElseThrow()), message.body()));
        long validity = Math.max(MIN_VALIDITY, message.usefulFor().toSeconds());
        return creator.setValidityPeriod(Math.toIntExact(validity));
    }

    private static SendResult result(Message answer) {
        boolean refused = answer.getStatus() == Message.Status.FAILED
                || answer.getStatus() == Message.Status.UNDELIVERED
                || answer.getStatus() == Message.Status.CANCELED;
        return refused ? failure(answer.getErrorCode()) : new SendResult.Accepted(answer.getSid());
    }

    /** Twilio's words quote numbers: only its error code is kept. */
    private static SendResult failure(Integer code) {
        if (code == null) {
            return SendResult.permanent("twilio_unreadable");
        }
        return TEMPORARY.contains(code)
                ? SendResult.temporary("twilio_" + code)
                : SendResult.permanent("twilio_" + code);
    }

    private boolean isConfigured() {
        return config.accountSid().isPresent()
                && config.authToken().isPresent()
                && (config.from().isPresent() || config.messagingServiceSid().isPresent());
    }
}
