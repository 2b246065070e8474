package io.gatehouse.web.openid;

import io.gatehouse.realm.Realm;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/**
 * Leads a browser to an address of a client. A page does, where a redirect could be the last of those that follow a form of ours: browsers
 * would refuse it, since the content security policy allows forms to lead to this origin only.
 */
@ApplicationScoped
class LeadingPage {
    private final Pages pages;

    LeadingPage(Pages pages) {
        this.pages = pages;
    }

    /** Returns a page that leads on at once, with a link for browsers that do not. */
    Response to(Realm realm, URI address) {
        return Response.fromResponse(pages.show(200, new Page(pages.layout(realm), address.toString())))
                .header("Refresh", "0; url=" + address.toASCIIString())
                .build();
    }

    /** Redirects by GET. */
    static Response redirect(URI address) {
        return Response.seeOther(address).build();
    }

    record Page(PageLayout layout, String address) implements PageTemplate {}
}
