package io.gatehouse.web.layout;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the layout around every page; said in {@code messages/frame_*.properties}. */
@MessageBundle("layout")
public interface LayoutMessages {
    /** Title of the browser window. */
    @Message
    String documentTitle(String title, String place);

    /** The same, of a page that came back with an error. */
    @Message
    String documentTitleWithError(String title, String place);

    /** Link past the head, for keyboards. */
    @Message
    String skip();

    /** Name shown where no realm is known. */
    @Message
    String product();

    /** Foot of the sign-in pages. */
    @Message
    String protectedBy();

    /** What the language menu is called. */
    @Message
    String languages();

    /** Who can help. */
    @Message
    String help(String realm);

    /** Heading above the errors of a form. */
    @Message
    String errorSummary();

    /** Label of the one primary action. */
    @Message
    String continueOn();

    /** Gives up this sign-in. */
    @Message
    String startAgain();
}
