package io.gatehouse.web.console;

import io.gatehouse.administration.overview.MfaReadinessReport;
import io.gatehouse.administration.settings.SettingsChanges;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.signin.StepUpService;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SettingsFormatter;
import io.gatehouse.web.layout.SettingsSection;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.StepUpGate;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Supplier;

/** Changes one section of the realm's settings, except that of the second factor. */
@Path("/realms/{realm}/console/settings/{section: authenticators|codes|text-messages|sessions|appearance|portal}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class EditSettingsPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final StepUpService stepUps;
    private final SettingsChanges changes;
    private final MfaReadinessReport readiness;
    private final SettingsEffects effects;
    private final Pages pages;
    private final PageRequest request;

    EditSettingsPage(
            SecurityIdentity identity,
            StepUpGate gate,
            StepUpService stepUps,
            SettingsChanges changes,
            MfaReadinessReport readiness,
            SettingsEffects effects,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.stepUps = stepUps;
        this.changes = changes;
        this.readiness = readiness;
        this.effects = effects;
        this.pages = pages;
        this.request = request;
    }

    /**
     * The content of the form.
     *
     * @param selections which authenticators are allowed, and the minimum of each role; empty in other sections
     * @param options of the section's list: lengths of codes, countries or colors; empty if it has none
     * @param effects what the entered values will do once they are saved; empty in sections that affect no administrator
     * @param differences between the caller's values and those that another administrator has saved meanwhile
     */
    record View(
            String section,
            String path,
            String title,
            SettingsEntry entry,
            List<SettingsForms.Choice> options,
            List<SettingsForms.Selection> selections,
            List<SettingsForms.Choice> locales,
            List<String> effects,
            List<SettingsFormatter.Difference> differences,
            FormErrors errors) {}

    @GET
    public Response form(@PathParam("realm") String slug, @PathParam("section") SettingsSection section) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> {
            var entry = SettingsEntry.of(section, caller.realm().settings());
            return show(200, caller, section, entry, List.of(), FormErrors.NONE);
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("realm") String slug,
            @PathParam("section") SettingsSection section,
            @BeanParam SettingsEntry entry,
            @FormParam("action") String action) {
        SignedIn caller = SignedIn.in(identity, slug);
        Supplier<Response> form = () -> show(200, caller, section, entry, List.of(), FormErrors.NONE);
        return gate.require(caller, "PREVIEW".equals(action) ? form : () -> save(caller, section, entry, form), form);
    }

    /** Returns what the settings as entered will do once they are saved. */
    @POST
    @Path("/effects")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    public SettingsEffects.Shown effects(
            @PathParam("realm") String slug,
            @PathParam("section") SettingsSection section,
            @BeanParam SettingsEntry entry) {
        return new SettingsEffects.Shown(effects.of(SignedIn.in(identity, slug), section, entry));
    }

    private Response save(SignedIn caller, SettingsSection section, SettingsEntry entry, Supplier<Response> form) {
        SettingsFormatter formatter = SettingsFormatter.of(pages, caller);
        return changes.change(request.caller(caller), SettingsForms.edit(section, entry))
                .fold(
                        realm -> Pages.redirectTo(new RealmPaths(realm.slug()).settings() + "?done=saved"),
                        rules -> show(
                                400,
                                caller,
                                section,
                                entry,
                                List.of(),
                                SettingsForms.errors(rules, formatter.settings())),
                        current -> show(
                                412,
                                caller,
                                section,
                                entry,
                                SettingsForms.differences(section, entry, current.settings(), formatter),
                                FormErrors.NONE),
                        channels -> {
                            throw new IllegalStateException("Only the second factor's section needs a proof.");
                        },
                        minimum -> canMeet(minimum, caller)
                                ? gate.requireAgain(caller, form)
                                : show(
                                        409,
                                        caller,
                                        section,
                                        entry,
                                        List.of(),
                                        FormErrors.at("minimum", formatter.unmet(minimum))));
    }

    /** Returns whether the caller can step up by an authenticator that meets the minimum. */
    private boolean canMeet(FactorStrength minimum, SignedIn caller) {
        return stepUps.strongestAuthenticator(caller.realm(), caller.session(), request.requester())
                .filter(strength -> strength.meets(minimum))
                .isPresent();
    }

    private Response show(
            int status,
            SignedIn caller,
            SettingsSection section,
            SettingsEntry entry,
            List<SettingsFormatter.Difference> differences,
            FormErrors errors) {
        SettingsFormatter formatter = SettingsFormatter.of(pages, caller);
        var view = new View(
                section.path(),
                new RealmPaths(caller.realm().slug()).settings(section),
                formatter.settings().section(section),
                entry,
                options(section, entry, formatter),
                section == SettingsSection.AUTHENTICATORS
                        ? SettingsForms.authenticators(
                                entry, readiness.holders(caller.realm().id()), formatter)
                        : List.of(),
                SettingsForms.locales(entry, formatter),
                effects.of(caller, section, entry),
                differences,
                errors);
        return pages.show(status, new Page(pages.layout(caller), view));
    }

    private static List<SettingsForms.Choice> options(
            SettingsSection section, SettingsEntry entry, SettingsFormatter formatter) {
        return switch (section) {
            case CODES -> SettingsForms.codeLengths(entry, formatter.settings());
            case TEXT_MESSAGES -> SettingsForms.countries(entry, formatter);
            case APPEARANCE -> SettingsForms.colors(entry, formatter.settings());
            case MFA, AUTHENTICATORS, SESSIONS, PORTAL -> List.of();
        };
    }

    record Page(PageLayout layout, View view) implements PageTemplate {}
}
