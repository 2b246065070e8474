package io.gatehouse.web.console;

import io.gatehouse.administration.settings.SettingsChanges;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SettingsSection;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.StepUpGate;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;

/** Turns the realm's second factor off, after a page that names the consequences. */
@Path("/realms/{realm}/console/settings/mfa/off")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class TurnOffMfaPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final SettingsChanges changes;
    private final SettingsEffects effects;
    private final Pages pages;
    private final PageRequest request;

    TurnOffMfaPage(
            SecurityIdentity identity,
            StepUpGate gate,
            SettingsChanges changes,
            SettingsEffects effects,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.changes = changes;
        this.effects = effects;
        this.pages = pages;
        this.request = request;
    }

    @GET
    public Response page(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        return caller.realm().settings().mfa().enabled()
                ? gate.require(caller, () -> show(caller))
                : saved(caller.realm());
    }

    @POST
    public Response turnOff(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        var edit = new SettingsChanges.Edit(current -> true, Set.of(), TurnOffMfaPage::off);
        return gate.require(
                caller,
                () -> {
                    changes.change(request.caller(caller), edit);
                    return saved(caller.realm());
                },
                () -> show(caller));
    }

    private Response show(SignedIn caller) {
        List<String> shown = effects.of(caller, SettingsSection.MFA, TurnOffMfaPage::off);
        return pages.show(200, new Page(pages.layout(caller), caller.realm().root(), shown));
    }

    private static RealmSettings off(RealmSettings stored) {
        return stored.with(stored.mfa().disabled());
    }

    private static Response saved(Realm realm) {
        return Pages.redirectTo(new RealmPaths(realm.slug()).settings() + "?done=saved");
    }

    record Page(PageLayout layout, boolean root, List<String> effects) implements PageTemplate {}
}
