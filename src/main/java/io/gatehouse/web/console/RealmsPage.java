package io.gatehouse.web.console;

import io.gatehouse.administration.realm.RealmCreation;
import io.gatehouse.administration.realm.RealmDeletion;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.kernel.DisplayNames;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
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

/** Creates, lists and deletes realms, for System Administrators of the root realm. */
@Path("/realms/{realm}/console/realms")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class RealmsPage {
    private static final int LIMIT = 50;
    private static final String FROM_THE_FIRST = "";

    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final Realms realms;
    private final RealmCreation creation;
    private final RealmDeletion deletion;
    private final Pages pages;
    private final PageRequest request;

    RealmsPage(
            SecurityIdentity identity,
            StepUpGate gate,
            Realms realms,
            RealmCreation creation,
            RealmDeletion deletion,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.realms = realms;
        this.creation = creation;
        this.deletion = deletion;
        this.pages = pages;
        this.request = request;
    }

    /** A realm in the list. */
    @TemplateData
    record Row(String slug, String name, boolean root, boolean mfa) {}

    /**
     * The content of the page.
     *
     * @param next the realm after which the next page begins; empty if there is none
     * @param deleting the realm whose deletion is to be confirmed; null if there is none
     */
    @TemplateData
    record View(String notice, List<Row> rows, String next, Row deleting, RealmEntry entry, FormErrors errors) {}

    @GET
    public Response page(
            @PathParam("realm") String slug, @QueryParam("after") @DefaultValue(FROM_THE_FIRST) String after) {
        SignedIn caller = rootPerson(slug);
        return gate.require(caller, () -> show(200, caller, "", after, null, RealmEntry.EMPTY, FormErrors.NONE));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@PathParam("realm") String slug, @BeanParam RealmEntry entry) {
        SignedIn caller = rootPerson(slug);
        return gate.require(
                caller,
                () -> entry.deleting()
                        .flatMap(realms::find)
                        .map(realm -> delete(caller, realm, entry))
                        .orElseGet(() -> create(caller, entry)));
    }

    private Response delete(SignedIn caller, Realm realm, RealmEntry entry) {
        RealmMessages messages = messages(caller);
        if (entry.confirmation().isEmpty() || realm.root()) {
            return show(200, caller, "", row(realm), entry, FormErrors.NONE);
        }
        if (!entry.confirmation().equals(realm.slug())) {
            FormErrors errors = FormErrors.at("confirm", messages.deleteRealmWrong());
            return show(400, caller, "", row(realm), entry, errors);
        }
        deletion.delete(request.caller(caller), realm.slug());
        return show(200, caller, messages.realmDeleted(), null, RealmEntry.EMPTY, FormErrors.NONE);
    }

    private Response create(SignedIn caller, RealmEntry entry) {
        RealmMessages messages = messages(caller);
        AdministratorMessages people = pages.messages(AdministratorMessages.class, caller.realm());
        Optional<String> displayName = DisplayNames.parse(entry.displayName());
        Optional<EmailAddress> email = EmailAddress.parse(entry.email());
        Optional<String> name = DisplayNames.parse(entry.name());
        FormErrors errors = FormErrors.NONE;
        if (!Realm.isSlug(entry.slug())) {
            errors = errors.and("slug", messages.slugWrong());
        }
        if (displayName.isEmpty()) {
            errors = errors.and("displayName", people.nameInvalid());
        }
        if (email.isEmpty()) {
            errors = errors.and("email", people.emailInvalid());
        }
        if (name.isEmpty()) {
            errors = errors.and("name", people.nameInvalid());
        }
        if (errors.any()) {
            return show(400, caller, "", null, entry, errors);
        }
        var plan = new RealmCreation.Plan(entry.slug(), displayName.get(), email.get(), name.get());
        return creation.create(request.caller(caller), plan)
                .map(made -> show(200, caller, messages.realmMade(), null, RealmEntry.EMPTY, FormErrors.NONE))
                .orElseGet(() -> show(409, caller, "", null, entry, FormErrors.at("slug", messages.slugTaken())));
    }

    private Response show(
            int status, SignedIn caller, String notice, Row deleting, RealmEntry entry, FormErrors errors) {
        return show(status, caller, notice, FROM_THE_FIRST, deleting, entry, errors);
    }

    private Response show(
            int status,
            SignedIn caller,
            String notice,
            String after,
            Row deleting,
            RealmEntry entry,
            FormErrors errors) {
        List<Realm> found = realms.listAfter(after, LIMIT + 1);
        List<Row> rows = found.stream().limit(LIMIT).map(RealmsPage::row).toList();
        String next = found.size() > LIMIT ? rows.get(LIMIT - 1).slug() : "";
        return pages.show(
                status, new Page(pages.layout(caller), new View(notice, rows, next, deleting, entry, errors)));
    }

    private SignedIn rootPerson(String slug) {
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
                realm.root(),
                realm.settings().mfa().enabled());
    }

    record Page(PageLayout layout, View view) implements PageTemplate {}
}
