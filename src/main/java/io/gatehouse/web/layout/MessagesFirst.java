package io.gatehouse.web.layout;

import io.quarkus.qute.i18n.MessageTemplateLocator;
import jakarta.inject.Singleton;

/** Looks up message templates before files: otherwise each is searched for in every archive at the start. */
@Singleton
class MessagesFirst extends MessageTemplateLocator {

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }
}
