package io.gatehouse.web.openid;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of the pages of authorization and logout requests; texts in {@code messages/openid_*.properties}. */
@MessageBundle("openid")
public interface OpenIdMessages {
    // spotless:off: one message a line
    @Message String leadingTitle();
    @Message String leadingText();
    @Message String leadingLink();
    @Message String refusedTitle();
    @Message String unknownClient();
    @Message String unknownAddress();
    @Message String expiredTitle();
    @Message String expired();
    @Message String logoutRefused();
    @Message String logoutTitle();
    @Message String logoutText(String email);
    @Message String logoutSubmit();
    @Message String logoutCancel();
    // spotless:on
}
