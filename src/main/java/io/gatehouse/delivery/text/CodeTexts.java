package io.gatehouse.delivery.text;

import io.gatehouse.delivery.message.CodePurpose;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of messages with codes, from {@code messages/delivery_xx.properties}, one file per language. */
@MessageBundle(value = "delivery", locale = "en")
interface CodeTexts {
    // spotless:off: one message a line
    @Message String sms(String code, String realm, String tag, long minutes, String url);
    @Message String phoneChanged(String realm, String url);
    @Message String phoneReset(String realm, String url);
    @Message String authenticatorsReset(String realm, String url);
    @Message String subject(CodePurpose purpose);

    /** Subject of a mail. */
    @Message String tagged(String subject, String tag);

    /** The subject as a heading above the code. */
    @Message String heading(String subject, String tag);

    /** One line of the text part. */
    @Message String fact(String label, String value);
    @Message String realm();
    @Message String request();
    @Message String requested(CodePurpose purpose);
    @Message String time();
    @Message String device();
    @Message String deviceOn(String browser, String system);
    @Message String deviceUnknown();
    @Message String address();
    @Message String validity();
    @Message String validFor(long minutes);
    @Message String caution(String tag);
    @Message String advice(CodePurpose purpose);
    @Message String report();
    // spotless:on
}
