package io.gatehouse.web.console;

import io.gatehouse.administration.realm.RealmCreation;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.DisplayNames;
import io.gatehouse.realm.Realm;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.StepUpGate;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Creates a realm and invites its first System Administrator, for System Administrators of the root realm. */
@Path("/realms/{realm}/console/realms/create")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class CreateRealmPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final RealmCreation creation;
    private final Pages pages;
    private final PageRequest request;

    CreateRealmPage(
            SecurityIdentity identity, StepUpGate gate, RealmCreation creation, Pages pages, PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.creation = creation;
        this.pages = pages;
        this.request = request;
    }

    @GET
    public Response form(@PathParam("realm") String slug) {
        SignedIn caller = RealmsPage.rootPerson(identity, slug);
        return gate.require(caller, () -> show(200, caller, RealmEntry.EMPTY, FormErrors.NONE));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@PathParam("realm") String slug, @BeanParam RealmEntry entry) {
        SignedIn caller = RealmsPage.rootPerson(identity, slug);
        return gate.require(caller, () -> create(caller, entry), () -> show(200, caller, entry, FormErrors.NONE));
    }

    private Response create(SignedIn caller, RealmEntry entry) {
        RealmMessages messages = messages(caller);
        AdministratorMessages people = pages.messages(AdministratorMessages.class, caller.realm());
        Optional<String> displayName = DisplayNames.parse(entry.displayName());
        Optional<EmailAddress> email = EmailAddress.parse(entry.email());
        Optional<String> name = DisplayNames.parse(entry.name());
        FormErrors errors = FormErrors.NONE;
        if (displayName.isEmpty()) {
            errors = errors.and("displayName", messages.realmNameWrong());
        }
        if (!Realm.isSlug(entry.slug())) {
            errors = errors.and("slug", messages.slugWrong());
        }
        if (name.isEmpty()) {
            errors = errors.and("name", people.nameInvalid());
        }
        if (email.isEmpty()) {
            errors = errors.and("email", people.emailInvalid());
        }
        if (errors.any()) {
            return show(400, caller, entry, errors);
        }
        var plan = new RealmCreation.Plan(entry.slug(), displayName.get(), email.get(), name.get());
        return creation.create(request.caller(caller), plan)
                .map(made -> Pages.redirectTo(new RealmPaths(caller.realm().slug()).realms() + "?done=created"))
                .orElseGet(() -> show(409, caller, entry, FormErrors.at("slug", messages.slugTaken())));
    }

    private Response show(int status, SignedIn caller, RealmEntry entry, FormErrors errors) {
        return pages.show(status, new Page(pages.layout(caller), entry, errors));
    }

    private RealmMessages messages(SignedIn caller) {
        return pages.messages(RealmMessages.class, caller.realm());
    }

    record Page(PageLayout layout, RealmEntry entry, FormErrors errors) implements PageTemplate {}
}
