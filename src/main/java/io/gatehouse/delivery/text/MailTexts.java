package io.gatehouse.delivery.text;

import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of mails from the outbox, from {@code messages/mail_xx.properties}, one file per language. */
@MessageBundle(value = "mail", locale = "en")
public interface MailTexts {
    // spotless:off: one message a line
    @Message String subject(MailKind kind);

    /** The subject with the realm. */
    @Message String withRealm(String subject, String realm);
    @Message String happened(MailKind kind);
    @Message String invited(String inviter, String realm, String role);
    @Message String role(Role role);
    @Message String choosePassword();
    @Message String keepNumber();
    @Message String keepAuthenticators();

    /** The purpose of the link, as a line above it. */
    @Message String heading(String action);
    @Message String confirm();
    @Message String email();
    @Message String openSignIn();
    @Message String admit();
    @Message String copy();

    /** One line of the text part. */
    @Message String fact(String label, String value);
    @Message String realm();
    @Message String time();
    @Message String phone();
    @Message String codesLeft();
    @Message String suspendedCodes();
    @Message String suspendedTokens();
    @Message String suspendedAuthenticators();
    @Message String accessGiven(String names);
    @Message String about();
    @Message String by();
    @Message String approvers();
    @Message String effective();
    @Message String limit();
    @Message String codesBy();
    @Message String method(MfaMethod method);
    @Message String minimum();
    @Message String factor(FactorStrength factor);
    @Message String device();
    @Message String deviceOn(String browser, String system);
    @Message String deviceUnknown();
    @Message String address();
    @Message String validity();
    @Message String minutes(long count, String until);
    @Message String hours(long count, String until);
    @Message String next(MailKind kind);
    @Message String caution(MailKind kind);
    @Message String report();
    // spotless:on
}
