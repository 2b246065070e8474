package io.gatehouse.delivery.sms;

import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends nothing: for an installation that offers codes by e-mail alone. */
@ApplicationScoped
class NoSmsProvider implements SmsProvider {
    @Override
    public SmsConfig.Provider kind() {
        return SmsConfig.Provider.NONE;
    }

    @Override
    public SendResult send(SmsMessage message) {
        return SendFailure.PROVIDER.because("not_configured");
    }
}
