package io.gatehouse.web.password;

import io.gatehouse.password.PasswordStrength;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of the pages that set a forgotten or first password; texts in {@code messages/reset_*.properties}. */
@MessageBundle("reset")
public interface ResetMessages {
    // spotless:off: one message a line
    @Message String title();
    @Message String lead(String realm);
    @Message String send();
    @Message String toSignIn();
    @Message String forgotten();
    @Message String emailMissing();
    @Message String emailMalformed();
    @Message String throttled(String wait);
    @Message String sentTitle();
    @Message String sentLead(long minutes);
    @Message String sentHelp();
    @Message String newLink();
    @Message String linkLead(String realm);
    @Message String linkPaused(String wait);
    @Message String linkNowhere(String realm);
    @Message String linkUndecided(String names);
    @Message String linkRemoval(String time);
    @Message String linkVetoed(String realm);
    @Message String welcome(String realm);
    @Message String welcomeLead();
    @Message String newTitle();
    @Message String firstTitle();
    @Message String newLead(String email);
    @Message String firstLead(String realm, String email);
    @Message String newPassword();
    @Message String password();
    @Message String hint(int length);
    @Message String grade(PasswordStrengthResource.Grade grade);
    @Message String advice(PasswordStrength.Advice advice);

    /** The grade, followed by the advice. */
    @Message String strength(String grade, String advice);
    @Message String set();
    @Message String setFirst();
    @Message String passwordMissing();
    @Message String tooShort(int length);
    @Message String tooLong(int length);
    @Message String tooEasy();
    @Message String containsName(String realm);
    @Message String reused();
    @Message String changed();
    @Message String useRecovery();
    @Message String recoveryTitle();
    @Message String recoveryLead();
    @Message String recoveryCode();
    @Message String recoveryHint();
    @Message String recoveryMissing();
    @Message String recoveryWrong(int left);
    @Message String recoveryHelp(String realm);
    // spotless:on
}
