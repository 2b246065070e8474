package io.gatehouse.web.signin;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of the sign-in page; texts in {@code messages/signin_*.properties}. */
@MessageBundle("signin")
public interface SignInMessages {
    // spotless:off: one message a line
    @Message String title();
    @Message String lead(String realm);
    @Message String signedOut();
    @Message String signedOutEverywhere();
    @Message String sessionEnded();
    @Message String email();
    @Message String password();
    @Message String show();
    @Message String showPassword();
    @Message String hide();
    @Message String hidePassword();
    @Message String passwordShown();
    @Message String passwordHidden();
    @Message String submit();
    @Message String emailMissing();
    @Message String passwordMissing();
    @Message String wrong();
    @Message String throttled(String wait);
    @Message String guessed();
    @Message String admissionTitle();
    @Message String admissionLead();
    @Message String admissionNext();
    @Message String admissionSubmit();
    @Message String admitted();
    @Message String admissionGoneTitle();
    @Message String admissionGoneLead();
    // spotless:on
}
