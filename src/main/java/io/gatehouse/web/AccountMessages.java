package io.gatehouse.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the page about the own account; said in {@code messages/account_*.properties}. */
@MessageBundle("account")
public interface AccountMessages {
    @Message
    String title();

    @Message
    String lead(String realm);

    @Message
    String phone();

    @Message
    String noPhone();

    @Message
    String sessions();

    @Message
    String sessionsHint();

    @Message
    String device();

    @Message
    String lastUsed();

    @Message
    String thisBrowser();

    @Message
    String program();

    @Message
    String endSession();

    @Message
    String signOutEverywhere();

    @Message
    String browsers();

    @Message
    String browsersHint();

    @Message
    String trustedUntil();

    @Message
    String withdraw();

    @Message
    String withdrawAll();

    @Message
    String noBrowsersWithoutMfa(String realm);

    @Message
    String noBrowsersAlways(String realm);

    @Message
    String noBrowsersYet();

    @Message
    String deviceOn(String browser, String system);

    @Message
    String deviceUnknown();

    @Message
    String sessionEnded();

    @Message
    String browserWithdrawn();

    @Message
    String browsersWithdrawn();
}
