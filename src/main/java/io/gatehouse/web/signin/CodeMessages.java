package io.gatehouse.web.signin;

import io.gatehouse.delivery.provider.SendFailure;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of the code pages; texts in {@code messages/code_*.properties}. */
@MessageBundle("code")
public interface CodeMessages {
    // spotless:off: one message a line
    @Message String checkPhone();
    @Message String checkEmail();
    @Message String leadSms(int length);
    @Message String leadEmail(int length);
    @Message String leadMailbox(int length);
    @Message String sentTo();
    @Message String marked();
    @Message String queued();
    @Message String sent();
    @Message String delivered();
    @Message String failed(SendFailure failure);
    @Message String refresh();
    @Message String code();
    @Message String validFor();
    @Message String expired();
    @Message String attemptsLeft(int left);
    @Message String trustDay();
    @Message String trustWeek();
    @Message String trustMonth();
    @Message String trustHint();
    @Message String nothingArrived();
    @Message String again();
    @Message String in();
    @Message String otherWays();
    @Message String insteadByEmail();
    @Message String insteadBySms();
    @Message String wrongNumber();
    @Message String addNumber();
    @Message String chooseTitle();
    @Message String chooseLead();
    @Message String chooseStepUpLead();
    @Message String closedTitle();
    @Message String closedLead(String wait);
    @Message String bySms();
    @Message String byEmail();
    @Message String back();
    @Message String missing();
    @Message String malformed(int length);
    @Message String wrong(String tag, int left);
    @Message String replaced(String entered, String newest, int left);
    @Message String wrongExpired();
    @Message String tooSoon(String wait);
    @Message String limited(String wait);
    @Message String sendsLocked(String wait);
    @Message String channelGone();
    @Message String phoneDisputed(String realm);

    @Message String authenticatorSuspended(String realm);
    @Message String sayMinuteLeft();
    @Message String sayExpired();
    @Message String sayAgain();
    // spotless:on
}
