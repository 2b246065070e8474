package io.gatehouse.web.account;

import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of the pages that report misuse; texts in {@code messages/report_*.properties}. */
@MessageBundle("report")
public interface ReportMessages {
    // spotless:off: one message a line
    @Message String title();
    @Message String lead();
    @Message String occasion(Occasion occasion);
    @Message String what();
    @Message String account();
    @Message String when();
    @Message String device();
    @Message String address();
    @Message String whose();
    @Message String consequences();
    @Message String signsOut();
    @Message String endsPassword();
    @Message String disputesPhone();
    @Message String keepsPhone();
    @Message String suspends();
    @Message String alerts(String realm);
    @Message String keepsSettings(String realm);
    @Message String submit();
    @Message String doneTitle();
    @Message String doneLead();
    @Message String doneNext();
    @Message String toSignIn();
    @Message String goneTitle();
    @Message String goneLead();
    @Message String goneNext();
    // spotless:on
}
