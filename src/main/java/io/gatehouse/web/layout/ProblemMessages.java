package io.gatehouse.web.layout;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of the error pages; texts in {@code messages/problem_*.properties}. */
@MessageBundle("problem")
public interface ProblemMessages {
    // spotless:off: one message a line
    @Message String expiredTitle();
    @Message String expiredText();
    @Message String stepUpExpiredTitle();
    @Message String stepUpExpiredText();
    @Message String usedUpTitle();
    @Message String usedUpText();
    @Message String lockedTitle();
    @Message String lockedText();
    @Message String lockedHelp(String realm);
    @Message String throttledTitle();
    @Message String throttledText();
    @Message String tryAgainIn();
    @Message String tryAgainNow();
    @Message String notFoundTitle();
    @Message String notFoundText();
    @Message String forbiddenTitle();
    @Message String forbiddenText();
    @Message String forbiddenRole(String needed, String role);
    @Message String forbiddenSite();
    @Message String tooRecentTitle();
    @Message String tooRecentText();
    @Message String tooRecentHelp();
    @Message String malformedTitle();
    @Message String malformedText();
    @Message String unavailableTitle();
    @Message String unavailableText();
    @Message String underWayTitle();
    @Message String underWayText();
    @Message String faultTitle();
    @Message String faultText();
    @Message String linkExpiredTitle();
    @Message String resetExpiredText();
    @Message String resetLockedHelp(String realm);
    @Message String invitationExpiredText();
    @Message String invitationExpiredHelp(String realm);
    @Message String startAgain();
    @Message String newLink();
    @Message String toSignIn();
    @Message String toOverview();
    @Message String findRealm();
    @Message String reference();
    // spotless:on
}
