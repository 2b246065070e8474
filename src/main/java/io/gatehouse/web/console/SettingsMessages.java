package io.gatehouse.web.console;

import io.gatehouse.realm.AuthenticationInterval;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.SettingsRule;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of the settings pages; texts in {@code messages/settings_*.properties}. */
@MessageBundle("settings")
public interface SettingsMessages {
    @Message
    String title();

    @Message
    String lead(String realm);

    @Message
    String change();

    @Message
    String mfa();

    @Message
    String mfaHint();

    @Message
    String mfaOn();

    @Message
    String mfaOff();

    @Message
    String codesBy();

    @Message
    String method(MfaMethod method);

    @Message
    String frequency();

    @Message
    String interval(AuthenticationInterval interval);

    @Message
    String codeLength();

    @Message
    String codeLifetime();

    @Message
    String resendAfter();

    @Message
    String readyByEmail();

    @Message
    String readyBySms(long ready, long people, long asked);

    @Message
    String readyAll();

    @Message
    String readyByEither(long ready, long people, long asked);

    @Message
    String singleChannel(long count);

    @Message
    String automation();

    @Message
    String automationHint();

    @Message
    String noAutomation();

    @Message
    String appearance();

    @Message
    String displayName();

    @Message
    String language();

    @Message
    String accentColor();

    @Message
    String accentColorHint();

    @Message
    String limits();

    @Message
    String passwordLength();

    @Message
    String idle();

    @Message
    String absolute();

    @Message
    String accessToken();

    @Message
    String hours(long count);

    @Message
    String minutes(long count);

    @Message
    String seconds(long count);

    @Message
    String inMinutes(String label);

    @Message
    String inSeconds(String label);

    @Message
    String portal();

    @Message
    String audience();

    @Message
    String audienceHint();

    @Message
    String origins();

    @Message
    String originsHint();

    @Message
    String countries();

    @Message
    String countriesHint();

    @Message
    String dailyLimit();

    @Message
    String dailyLimitHint();

    @Message
    String byAdministrators();

    @Message
    String noAudience();

    @Message
    String noOrigins();

    @Message
    String all();

    @Message
    String editTitle();

    @Message
    String editLead();

    @Message
    String save();

    @Message
    String cancel();

    @Message
    String saved();

    @Message
    String wrong(SettingsRule rule);

    @Message
    String changedMeanwhile();

    @Message
    String field();

    @Message
    String yours();

    @Message
    String now();

    @Message
    String proofTitle();

    @Message
    String sendSms();

    @Message
    String sendEmail();

    @Message
    String codeSent(String hint, String tag);

    @Message
    String code();

    @Message
    String check();

    @Message
    String proven();

    @Message
    String codeWrong(int left);

    @Message
    String codeMissing();

    @Message
    String codeExpired();

    @Message
    String codeUsedUp();

    @Message
    String tooSoon(String wait);

    @Message
    String noNumber();

    @Message
    String testTitle();

    @Message
    String testLead();

    @Message
    String testBack();

    @Message
    String said(String words, String error);
}
