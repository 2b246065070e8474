package io.gatehouse.web.layout;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of the console and of roles; texts in {@code messages/console_*.properties}. */
@MessageBundle("console")
public interface ConsoleMessages {
    // spotless:off: one message a line
    @Message String title();
    @Message String account();
    @Message String administrators();
    @Message String settings();
    @Message String audit();
    @Message String deliveries();
    @Message String applications();
    @Message String serviceTokens();
    @Message String realms();
    @Message String navigation();
    @Message String menu();
    @Message String colorScheme();
    @Message String scheme(ColorScheme scheme);
    @Message String attention();
    @Message String allWell();
    @Message String rootWithoutMfa();
    @Message String withoutMfa();
    @Message String narrowed(String realm);
    @Message String lockedPeople(long count);
    @Message String lockedPerson(String name);
    @Message String openSettings();
    @Message String openAdministrators();
    @Message String openDeliveryFailures();
    @Message String failedCodes(long count);
    @Message String signIns();
    @Message String signedInSeries();
    @Message String wrongPasswords();
    @Message String wrongCodes();
    @Message String codes();
    @Message String textsDelivered();
    @Message String textsSent();
    @Message String resetWaits(String name);
    @Message String resetComing(String name);
    @Message String authenticatorsWait(String name);
    @Message String authenticatorsComing(String name);
    @Message String openAdministrator();
    @Message String byEmailSeries();
    @Message String undelivered();
    @Message String figures();
    @Message String rowsBehind();
    @Message String refused();
    @Message String part(String state, String count);
    @Message String trendUp(String percent);
    @Message String trendDown(String percent);
    @Message String trendSame();
    @Message String trendNew();
    @Message String latest();
    @Message String day();
    @Message String welcome(String name);
    @Message String lead(String realm);
    @Message String profile();
    @Message String name();
    @Message String email();
    @Message String role();
    @Message String signedInBy();
    @Message String signedInAt();
    @Message String signOut();
    @Message String systemAdministrator();
    @Message String operator();
    @Message String observer();
    @Message String byPassword();
    @Message String bySms();
    @Message String byEmail();
    @Message String byTrustedBrowser();
    @Message String byRecoveryCode();
    @Message String byTotp();
    @Message String byPasskey();
    @Message String byPasskeyAlone();
    // spotless:on
}
