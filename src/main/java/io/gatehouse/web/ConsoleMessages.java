package io.gatehouse.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the pages behind the sign-in; said in {@code messages/console_*.properties}. */
@MessageBundle("console")
public interface ConsoleMessages {
    @Message
    String title();

    @Message
    String account();

    @Message
    String navigation();

    @Message
    String welcome(String name);

    @Message
    String lead(String realm);

    @Message
    String profile();

    @Message
    String name();

    @Message
    String email();

    @Message
    String role();

    @Message
    String realm();

    @Message
    String session();

    @Message
    String signedInBy();

    @Message
    String signedInAt();

    @Message
    String endsAt();

    @Message
    String signOut();

    @Message
    String systemAdministrator();

    @Message
    String operator();

    @Message
    String observer();

    @Message
    String byPassword();

    @Message
    String bySms();

    @Message
    String byEmail();

    @Message
    String byTrustedBrowser();

    @Message
    String byRecoveryCode();
}
