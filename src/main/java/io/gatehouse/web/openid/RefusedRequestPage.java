package io.gatehouse.web.openid;

import io.gatehouse.openid.authorization.AuthorizationOutcome.Reason;
import io.gatehouse.realm.Realm;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

/**
 * Shows that a request of a client is refused, where no redirect address of the client is valid (RFC 6749, section 4.1.2.1).
 */
@ApplicationScoped
class RefusedRequestPage {
    private static final int BAD_REQUEST = 400;

    private final Pages pages;

    RefusedRequestPage(Pages pages) {
        this.pages = pages;
    }

    Response authorization(Realm realm, Reason reason) {
        OpenIdMessages messages = messages(realm);
        return switch (reason) {
            case UNKNOWN_CLIENT -> show(realm, messages.refusedTitle(), messages.unknownClient());
            case UNKNOWN_ADDRESS -> show(realm, messages.refusedTitle(), messages.unknownAddress());
            case EXPIRED -> show(realm, messages.expiredTitle(), messages.expired());
        };
    }

    Response logout(Realm realm) {
        OpenIdMessages messages = messages(realm);
        return show(realm, messages.refusedTitle(), messages.logoutRefused());
    }

    private OpenIdMessages messages(Realm realm) {
        return pages.messages(OpenIdMessages.class, realm);
    }

    private Response show(Realm realm, String title, String text) {
        return pages.show(BAD_REQUEST, new Page(pages.layout(realm), title, text));
    }

    record Page(PageLayout layout, String title, String text) implements PageTemplate {}
}
