package io.gatehouse.web.console;

import io.gatehouse.delivery.dispatch.DeliveryLog;
import io.gatehouse.delivery.dispatch.DeliveryLog.DeliveryEntry;
import io.gatehouse.delivery.dispatch.DeliveryLog.DeliveryFilter;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.realm.Realm;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.signin.CodePages;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Shows what the realm has sent: volumes, failed mails and the latest codes. */
@Path("/realms/{realm}/console/deliveries")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class DeliveriesPage {
    private static final int CODES = 25;

    private final DeliveryLog log;
    private final Pages pages;
    private final CodePages codePages;
    private final SecurityIdentity identity;

    DeliveriesPage(DeliveryLog log, Pages pages, CodePages codePages, SecurityIdentity identity) {
        this.log = log;
        this.pages = pages;
        this.codePages = codePages;
        this.identity = identity;
    }

    @GET
    public Response page(@PathParam("realm") String slug, @QueryParam("after") UUID after) {
        SignedIn caller = SignedIn.in(identity, slug);
        PageLayout layout = pages.layout(caller);
        return pages.show(200, new Page(layout, view(caller.realm(), layout, Optional.ofNullable(after))));
    }

    private DeliveriesView view(Realm realm, PageLayout layout, Optional<UUID> after) {
        Locale language = pages.language(realm);
        DeliveriesMessages messages = pages.messages(DeliveriesMessages.class, realm);
        List<DeliveryEntry> found = log.read(realm.id(), DeliveryFilter.none(), after.map(DeliveryId::new), CODES + 1);
        List<DeliveryEntry> shown = found.stream().limit(CODES).toList();
        return new DeliveriesView(
                log.volumes(realm.id()).stream()
                        .map(volume -> DeliveriesView.Volume.of(volume, language, messages))
                        .toList(),
                log.deadMails(realm.id()).stream()
                        .map(mail -> DeliveriesView.Mail.of(mail, language))
                        .toList(),
                shown.stream()
                        .map(entry -> DeliveriesView.Code.of(
                                entry, language, messages, fate -> codePages.delivery(realm, fate)))
                        .toList(),
                found.size() > CODES
                        ? layout.paths().deliveries() + "?after="
                                + shown.get(CODES - 1).id()
                        : "");
    }

    record Page(PageLayout layout, DeliveriesView view) implements PageTemplate {}
}
