package io.gatehouse.web.console;

import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.realm.Channel;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of the deliveries page; texts in {@code messages/deliveries_*.properties}. */
@MessageBundle("deliveries")
public interface DeliveriesMessages {
    // spotless:off: one message a line
    @Message String title();
    @Message String lead();
    @Message String volumes();
    @Message String none();
    @Message String day();
    @Message String way();
    @Message String channel(Channel channel);
    @Message String requested();
    @Message String used();
    @Message String delivered();
    @Message String failed();
    @Message String noReceipts();
    @Message String share(String count, String percent);
    @Message String mails();
    @Message String mailsHint();
    @Message String mail();
    @Message String givenUp();
    @Message String attempts();
    @Message String error();
    @Message String codes();
    @Message String to();
    @Message String purposeOf();
    @Message String purpose(CodePurpose purpose);
    @Message String state();
    @Message String sent();
    @Message String older();
    // spotless:on
}
