package io.gatehouse.web.account;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of the account page; texts in {@code messages/account_*.properties}. */
@MessageBundle("account")
public interface AccountMessages {
    // spotless:off: one message a line
    @Message String title();
    @Message String lead(String realm);
    @Message String phone();
    @Message String noPhone();
    @Message String password();
    @Message String passwordHint();
    @Message String changePassword();
    @Message String passwordLead();
    @Message String currentPassword();
    @Message String currentMissing();
    @Message String currentWrong();
    @Message String passwordThrottled(String wait);
    @Message String cancel();
    @Message String passwordChanged();
    @Message String recovery();
    @Message String recoveryHint();
    @Message String codesLeft(int left);
    @Message String makeCodes();
    @Message String offerTitle();
    @Message String offerLead();
    @Message String renewLead(int left);
    @Message String notNow();
    @Message String codesTitle();
    @Message String codesLead();
    @Message String codesUse(String realm);
    @Message String download();
    @Message String codesSaved();
    @Message String sessions();
    @Message String sessionsHint();
    @Message String device();
    @Message String lastUsed();
    @Message String thisBrowser();
    @Message String program();
    @Message String idle();
    @Message String endSession();
    @Message String signOutEverywhere();
    @Message String confirmSignOut();
    @Message String signOutConsequence();
    @Message String browsers();
    @Message String browsersHint();
    @Message String trustedUntil();
    @Message String withdraw();
    @Message String withdrawAll();
    @Message String noBrowsersWithoutMfa(String realm);
    @Message String noBrowsersAlways(String realm);
    @Message String noBrowsersYet();
    @Message String deviceOn(String browser, String system);
    @Message String deviceUnknown();
    @Message String sessionEnded();
    @Message String browserWithdrawn();
    @Message String browsersWithdrawn();
    @Message String emailTitle();
    @Message String emailLead(String realm);
    @Message String emailConfirm();
    @Message String emailDoneTitle();
    @Message String emailDoneLead();
    @Message String emailGoneTitle();
    @Message String emailGoneLead();
    @Message String changeEmail();
    @Message String newEmail();
    @Message String emailTaken();
    @Message String emailAsked();
    @Message String language();
    @Message String changeLanguage();
    @Message String languageLead();

    /** The realm's language, as a choice, with its name. */
    @Message String asRealm(String realm, String language);
    @Message String saveLanguage();
    @Message String languageChanged();
    @Message String changePhone();
    @Message String changePhoneLead();
    @Message String phoneChanged();
    @Message String activity();
    @Message String activityHint();
    @Message String showActivity();
    @Message String activityLead(String realm);
    @Message String back();
    @Message String changeEmailLead(String current);
    // spotless:on
}
