package io.gatehouse.web.account;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.Requester.Device;
import io.gatehouse.misuse.MisuseReports;
import io.gatehouse.misuse.MisuseReports.Misuse;
import io.gatehouse.realm.Realms;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.quarkus.qute.TemplateData;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Takes reports of misuse by the link in each code and notice. GET changes nothing, since mail scanners follow links;
 * the form's POST reports.
 */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class ReportPage {
    private static final String LINK = "n/{token:[A-Za-z0-9_-]+}";
    private static final int GONE = 404;

    private final MisuseReports reports;
    private final Realms realms;
    private final Pages pages;
    private final PageRequest request;

    ReportPage(MisuseReports reports, Realms realms, Pages pages, PageRequest request) {
        this.reports = reports;
        this.realms = realms;
        this.pages = pages;
        this.request = request;
    }

    /**
     * The content of the page, which a reader without access to the account may see too.
     *
     * @param address client address of the event; empty, like the device, if another administrator caused it
     */
    @TemplateData
    record View(Occasion occasion, String account, DisplayTime when, String device, String address) {

        /** Returns whether the report keeps the number whose removal the message announced. */
        public boolean keepsPhone() {
            return occasion == Occasion.PHONE_RESET_ANNOUNCED;
        }
    }

    @GET
    @Path(LINK)
    public Response page(@PathParam("token") String token) {
        return reports.find(token).map(this::show).orElseGet(this::gone);
    }

    @POST
    @Path(LINK)
    public Response report(@PathParam("token") String token) {
        return reports.report(token, request.requester())
                .map(misuse -> Pages.redirectTo(new RealmPaths(misuse.realm().slug()).reported()))
                .orElseGet(this::gone);
    }

    /** Shows the result, which is the same whether or not the link was valid. */
    @GET
    @Path("realms/{realm}/reported")
    public Response done(@PathParam("realm") String slug) {
        return pages.show(200, new Done(pages.layout(realms.get(slug))));
    }

    private Response show(Misuse misuse) {
        PageLayout layout = pages.layout(misuse.realm());
        Requester requester = misuse.link().requester();
        AccountMessages messages = pages.messages(AccountMessages.class, misuse.realm());
        var view = new View(
                misuse.link().occasion(),
                misuse.administrator().email().hint(),
                DisplayTime.of(misuse.link().occurredAt(), pages.language(misuse.realm())),
                Device.of(requester.userAgent())
                        .map(device -> messages.deviceOn(device.browser(), device.system()))
                        .orElseGet(messages::deviceUnknown),
                misuse.link().occasion().isOwnAction() ? requester.address() : "");
        return pages.show(200, new Form(layout, view));
    }

    private Response gone() {
        return pages.show(GONE, new Gone(pages.layout()));
    }

    record Form(PageLayout layout, View misuse) implements PageTemplate {}

    record Done(PageLayout layout) implements PageTemplate {}

    record Gone(PageLayout layout) implements PageTemplate {}
}
