package io.gatehouse.web.layout;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of the layout around every page; texts in {@code messages/layout_*.properties}. */
@MessageBundle("layout")
public interface LayoutMessages {
    // spotless:off: one message a line
    /** The title of the browser window. */
    @Message String documentTitle(String title, String place);

    /** The title of a page with form errors. */
    @Message String documentTitleWithError(String title, String place);

    /** The link that skips to the content, for keyboard users. */
    @Message String skip();

    /** The name shown outside any realm. */
    @Message String product();

    /** The footer of the sign-in pages. */
    @Message String protectedBy();

    /** The label of the language menu. */
    @Message String languages();

    /** The contact for help. */
    @Message String help(String realm);

    /** The heading above the errors of a form. */
    @Message String errorSummary();

    /** The button that copies a text of the page. */
    @Message String copy();

    /** What that button says afterwards. */
    @Message String copied();

    /** The button that prints the page. */
    @Message String print();

    /** The notice above a form that was posted before the step-up, and so without effect. */
    @Message String unsaved();

    /** The label of the primary button. */
    @Message String continueOn();

    /** The label of the button that cancels the sign-in. */
    @Message String startAgain();
    // spotless:on
}
