package io.gatehouse.delivery.sms.twilio;

import com.twilio.converter.CurrencyDeserializer;
import com.twilio.converter.RFC2822Deserializer;
import com.twilio.exception.ApiException;
import com.twilio.exception.RestException;
import com.twilio.exception.TwilioException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.delivery.sms.SmsConfig;
import io.gatehouse.delivery.sms.SmsMessage;
import io.gatehouse.delivery.sms.SmsProvider;
import io.gatehouse.kernel.GatehouseConfig;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.kernel.crypto.TrustedCertificates;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import javax.net.ssl.SSLContext;

/** Sends text messages through Twilio's Programmable Messaging. */
@ApplicationScoped
@RegisterForReflection(
        targets = {Message.class, RestException.class, CurrencyDeserializer.class, RFC2822Deserializer.class},
        registerFullHierarchy = true)
class TwilioSmsProvider implements SmsProvider {
    /** The shortest validity that Twilio's carriers honour, in seconds. */
    private static final long MIN_VALIDITY = 1;

    private final TwilioConfig config;
    private final PublicUrls urls;
    private final TwilioRestClient client;

    TwilioSmsProvider(TwilioConfig config, GatehouseConfig gatehouse, PublicUrls urls) {
        this.config = config;
        this.urls = urls;
        this.client = isConfigured()
                ? new Client(config, TrustedCertificates.context(gatehouse.trustedCertificates()))
                : null;
    }

    /** Made without the builder's {@code build()}, of which a native executable would get the SDK's own HTTP client. */
    private static final class Client extends TwilioRestClient {
        Client(TwilioConfig config, SSLContext trust) {
            super(new Builder(
                            config.accountSid().orElseThrow(),
                            config.authToken().orElseThrow())
                    .httpClient(new TwilioHttpClient(config, trust)));
        }
    }

    @Override
    public SmsConfig.Provider kind() {
        return SmsConfig.Provider.TWILIO;
    }

    @Override
    public SendResult send(SmsMessage message) {
        if (client == null) {
            return SendFailure.PROVIDER.because("not_configured");
        }
        try {
            return result(creator(message).create(client));
        } catch (TwilioUnreachableException e) {
            return SendFailure.TROUBLE.because(e.getMessage());
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
        long validity = Math.max(MIN_VALIDITY, message.validity().toSeconds());
        return creator.setValidityPeriod(Math.toIntExact(validity)).setStatusCallback(urls.twilioStatus(message.id()));
    }

    private static SendResult result(Message response) {
        boolean refused = response.getStatus() == Message.Status.FAILED
                || response.getStatus() == Message.Status.UNDELIVERED
                || response.getStatus() == Message.Status.CANCELED;
        return refused ? failure(response.getErrorCode()) : new SendResult.Accepted(response.getSid());
    }

    private static SendResult failure(Integer code) {
        return code == null ? SendFailure.PROVIDER.because("twilio_unreadable") : TwilioErrors.refusal(code);
    }

    private boolean isConfigured() {
        return config.accountSid().isPresent()
                && config.authToken().isPresent()
                && (config.from().isPresent() || config.messagingServiceSid().isPresent());
    }
}
