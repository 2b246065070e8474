package io.gatehouse.web.layout;

import io.quarkus.qute.i18n.MessageTemplateLocator;
import jakarta.inject.Singleton;

/** Looks for texts among the messages first: else each of them is sought at the start as a file in every archive. */
@Singleton
class MessagesFirst extends MessageTemplateLocator {

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }
}
