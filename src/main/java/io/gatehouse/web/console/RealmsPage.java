package io.gatehouse.web.console;

import io.gatehouse.administration.realm.RealmDeletion;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.StepUpGate;
import io.quarkus.qute.TemplateData;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** Lists and deletes realms, for System Administrators of the root realm. */
@Path("/realms/{realm}/console/realms")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class RealmsPage {
    private static final int LIMIT = 25;
    private static final String FROM_THE_FIRST = "";

    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final Realms realms;
    private final RealmDeletion deletion;
    private final Pages pages;
    private final PageRequest request;

    RealmsPage(
            SecurityIdentity identity,
            StepUpGate gate,
            Realms realms,
            RealmDeletion deletion,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.realms = realms;
        this.deletion = deletion;
        this.pages = pages;
        this.request = request;
    }

    /**
     * A realm in the list.
     *
     * @param console the path of its console, which leads to its sign-in page
     */
    @TemplateData
    record Row(String slug, String name, String console, boolean root, boolean mfa) {}

    /**
     * The content of the page.
     *
     * @param next the realm after which the next page begins; empty if there is none
     */
    @TemplateData
    record View(String notice, List<Row> rows, String next) {}

    /** Shows the realms, or asks before one of them is deleted. */
    @GET
    public Response page(
            @PathParam("realm") String slug,
            @QueryParam("after") @DefaultValue(FROM_THE_FIRST) String after,
            @QueryParam("delete") String deleting,
            @QueryParam("done") String done) {
        SignedIn caller = rootPerson(slug);
        return deletable(Optional.ofNullable(deleting))
                .map(realm -> confirm(200, caller, realm, RealmEntry.EMPTY, FormErrors.NONE))
                .orElseGet(() -> list(caller, notice(caller, done), after));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response delete(@PathParam("realm") String slug, @BeanParam RealmEntry entry) {
        SignedIn caller = rootPerson(slug);
        Optional<Realm> deleted = deletable(entry.deleting());
        return gate.require(
                caller,
                () -> deleted.map(realm -> delete(caller, realm, entry))
                        .orElseGet(() -> Pages.redirectTo(new RealmPaths(slug).realms())),
                () -> deleted.map(realm -> confirm(200, caller, realm, entry, FormErrors.NONE))
                        .orElseGet(() -> list(caller, "", FROM_THE_FIRST)));
    }

    private Optional<Realm> deletable(Optional<String> slug) {
        return slug.flatMap(realms::find).filter(realm -> !realm.root());
    }

    private Response delete(SignedIn caller, Realm realm, RealmEntry entry) {
        if (!entry.confirmation().equals(realm.slug())) {
            FormErrors errors = FormErrors.at("confirm", messages(caller).deleteRealmWrong());
            return confirm(400, caller, realm, entry, errors);
        }
        deletion.delete(request.caller(caller), realm.slug());
        return Pages.redirectTo(new RealmPaths(caller.realm().slug()).realms() + "?done=deleted");
    }

    private String notice(SignedIn caller, String done) {
        return switch (done == null ? "" : done) {
            case "created" -> messages(caller).realmMade();
            case "deleted" -> messages(caller).realmDeleted();
            default -> "";
        };
    }

    private Response confirm(int status, SignedIn caller, Realm realm, RealmEntry entry, FormErrors errors) {
        return pages.show(status, new DeletePage(pages.layout(caller), row(realm), entry, errors));
    }

    private Response list(SignedIn caller, String notice, String after) {
        List<Realm> found = realms.listAfter(after, LIMIT + 1);
        List<Row> rows = found.stream().limit(LIMIT).map(RealmsPage::row).toList();
        String next = found.size() > LIMIT ? rows.get(LIMIT - 1).slug() : "";
        return pages.show(200, new Page(pages.layout(caller), new View(notice, rows, next)));
    }

    private SignedIn rootPerson(String slug) {
        return rootPerson(identity, slug);
    }

    /** Returns the caller, who is refused outside the root realm. */
    static SignedIn rootPerson(SecurityIdentity identity, String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        if (!caller.realm().root()) {
            throw new ProblemException(ProblemCode.FORBIDDEN, "This is for System Administrators of the root realm.");
        }
        return caller;
    }

    private RealmMessages messages(SignedIn caller) {
        return pages.messages(RealmMessages.class, caller.realm());
    }

    private static Row row(Realm realm) {
        return new Row(
                realm.slug(),
                realm.settings().displayName(),
                new RealmPaths(realm.slug()).console(),
                realm.root(),
                realm.settings().mfa().enabled());
    }

    record Page(PageLayout layout, View view) implements PageTemplate {}

    record DeletePage(PageLayout layout, Row realm, RealmEntry entry, FormErrors errors) implements PageTemplate {}
}
