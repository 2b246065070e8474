package io.gatehouse.web.signin;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of the page that enrols a phone number; texts in {@code messages/phone_*.properties}. */
@MessageBundle("phone")
public interface PhoneMessages {
    // spotless:off: one message a line
    @Message String title();
    @Message String lead();
    @Message String correctTitle();
    @Message String correctLead(String hint);
    @Message String country();
    @Message String chooseCountry();
    @Message String number();
    @Message String numberHint(String example, String international);
    @Message String internationalHint();
    @Message String submit();
    @Message String emailInstead();
    @Message String back();
    @Message String missing();
    @Message String refused();
    @Message String refusedWithExample(String example);
    @Message String tooShort(String country);
    @Message String tooSoon(String wait);
    // spotless:on
}
