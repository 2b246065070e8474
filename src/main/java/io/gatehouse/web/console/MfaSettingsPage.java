package io.gatehouse.web.console;

import io.gatehouse.administration.settings.ChannelTests;
import io.gatehouse.administration.settings.SettingsChanges;
import io.gatehouse.http.RealmCookies;
import io.gatehouse.session.Sessions.OpenedSession;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
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

/**
 * Turns the realm's second factor on, and changes it. If that requires channels, the caller confirms each by a code, one
 * after the other; the last code saves the settings.
 */
@Path("/realms/{realm}/console/settings/mfa")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class MfaSettingsPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final SettingsChanges changes;
    private final ChannelTests tests;
    private final MfaSettingsForms forms;
    private final SettingsEffects effects;
    private final RealmCookies cookies;
    private final PageRequest request;

    MfaSettingsPage(
            SecurityIdentity identity,
            StepUpGate gate,
            SettingsChanges changes,
            ChannelTests tests,
            MfaSettingsForms forms,
            SettingsEffects effects,
            RealmCookies cookies,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.changes = changes;
        this.tests = tests;
        this.forms = forms;
        this.effects = effects;
        this.cookies = cookies;
        this.request = request;
    }

    /** The buttons of the form. */
    public enum Action {
        PREVIEW,
        SAVE,
        SEND,
        CHECK
    }

    @GET
    public Response form(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> forms.form(caller));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("realm") String slug,
            @BeanParam SettingsEntry entry,
            @FormParam("action") Action action,
            @FormParam("code") String code) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(
                caller,
                () -> switch (action == null ? Action.SAVE : action) {
                    case PREVIEW -> forms.form(caller, entry);
                    case SAVE -> save(caller, entry);
                    case SEND -> send(caller, entry);
                    case CHECK -> check(caller, entry, code);
                },
                () -> forms.form(caller, entry));
    }

    /** Returns what the settings as entered will do once they are saved. */
    @POST
    @Path("/effects")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    public SettingsEffects.Shown effects(@PathParam("realm") String slug, @BeanParam SettingsEntry entry) {
        return new SettingsEffects.Shown(effects.of(SignedIn.in(identity, slug), SettingsSection.MFA, entry));
    }

    /** Saves the settings, or sends a code by the first channel that they require and the caller has not confirmed. */
    private Response save(SignedIn caller, SettingsEntry entry) {
        return changes.change(request.caller(caller), SettingsForms.edit(SettingsSection.MFA, entry))
                .fold(
                        realm -> Pages.redirectTo(new RealmPaths(realm.slug()).settings() + "?done=saved"),
                        rules -> forms.invalid(caller, entry, SettingsForms.errors(rules, forms.messages(caller))),
                        current -> forms.stale(caller, entry, current.settings()),
                        channels -> send(caller, entry),
                        minimum -> forms.unmet(caller, entry, minimum));
    }

    private Response send(SignedIn caller, SettingsEntry entry) {
        return forms.next(caller, entry)
                .map(channel -> tests.send(request.caller(caller), channel)
                        .fold(
                                code -> forms.checklist(200, caller, entry, FormErrors.NONE),
                                opened -> confirmed(caller, entry, opened),
                                refusal -> forms.refused(caller, entry, refusal)))
                .orElseGet(() -> save(caller, entry));
    }

    private Response check(SignedIn caller, SettingsEntry entry, String entered) {
        String code = entered == null ? "" : entered.replaceAll("[\\s-]", "");
        if (!code.matches("[0-9]{6,8}")) {
            FormErrors errors = FormErrors.at("code", forms.messages(caller).codeMissing());
            return forms.checklist(400, caller, entry, errors);
        }
        return tests.verify(request.caller(caller), code)
                .fold(
                        sent -> forms.checklist(200, caller, entry, FormErrors.NONE),
                        opened -> confirmed(caller, entry, opened),
                        refusal -> forms.refused(caller, entry, refusal));
    }

    private Response confirmed(SignedIn caller, SettingsEntry entry, OpenedSession opened) {
        return Response.fromResponse(save(caller, entry))
                .cookie(cookies.set(RealmCookies.Kind.SESSION, caller.realm().slug(), opened.secret()))
                .build();
    }
}
