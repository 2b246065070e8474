package io.gatehouse.web.signin;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of the step-up page; texts in {@code messages/stepup_*.properties}. */
@MessageBundle("stepup")
public interface StepUpMessages {
    // spotless:off: one message a line
    @Message String title();
    @Message String lead(StepUpPage.Purpose purpose);
    @Message String codeLead(String lead);
    @Message String passwordLead();
    @Message String cancel();
    @Message String missing();
    @Message String wrong();
    @Message String throttled(String wait);
    @Message String nowhereToSend();
    // spotless:on
}
