package io.gatehouse.web.console;

import io.gatehouse.administration.settings.ChannelTests;
import io.gatehouse.administration.settings.SettingsChanges;
import io.gatehouse.http.RealmCookies;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.SettingsRule;
import io.gatehouse.session.Sessions.OpenedSession;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SettingsFormatter;
import io.gatehouse.web.layout.SettingsMessages;
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
import java.util.List;
import java.util.Set;

/** Changes the realm's settings; newly required channels are tested first, in the same form. */
@Path("/realms/{realm}/console/settings/edit")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class EditSettingsPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final SettingsChanges changes;
    private final ChannelTests tests;
    private final SettingsForms forms;
    private final RealmCookies cookies;
    private final PageRequest request;

    EditSettingsPage(
            SecurityIdentity identity,
            StepUpGate gate,
            SettingsChanges changes,
            ChannelTests tests,
            SettingsForms forms,
            RealmCookies cookies,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.changes = changes;
        this.tests = tests;
        this.forms = forms;
        this.cookies = cookies;
        this.request = request;
    }

    @GET
    public Response form(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> forms.fresh(caller));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@PathParam("realm") String slug, @BeanParam SettingsEntry entry) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> switch (entry.action()) {
            case SAVE -> save(caller, entry);
            case SEND_SMS -> send(caller, entry, Channel.SMS);
            case SEND_EMAIL -> send(caller, entry, Channel.EMAIL);
            case CHECK -> check(caller, entry);
        });
    }

    private Response save(SignedIn caller, SettingsEntry entry) {
        RealmSettings entered = entry.toSettings();
        return changes.change(request.caller(caller), entry::isOfVersion, entered)
                .fold(
                        realm -> Pages.redirectTo(new RealmPaths(realm.slug()).settings() + "?done=saved"),
                        rules -> broken(caller, entry, rules),
                        current -> stale(caller, entry, entered, current),
                        channels -> forms.show(409, caller, entry, FormErrors.NONE, ""));
    }

    private Response broken(SignedIn caller, SettingsEntry entry, Set<SettingsRule> rules) {
        SettingsMessages messages = forms.messages(caller);
        FormErrors errors = FormErrors.NONE;
        for (SettingsRule rule : rules) {
            errors = errors.and(rule.field().replaceFirst(".*\\.", ""), messages.wrong(rule));
        }
        return forms.show(400, caller, entry, errors, "");
    }

    /** Shows the form again with the caller's values beside the current ones; saving again overwrites them. */
    private Response stale(SignedIn caller, SettingsEntry entry, RealmSettings entered, Realm current) {
        entry.version = String.valueOf(current.version());
        List<SettingsFormatter.Difference> differences =
                forms.formatter(caller).differences(entered, current.settings());
        return forms.show(412, caller, entry, FormErrors.NONE, "", differences);
    }

    private Response send(SignedIn caller, SettingsEntry entry, Channel channel) {
        return tests.send(request.caller(caller), channel)
                .fold(
                        code -> forms.show(200, caller, entry, FormErrors.NONE, ""),
                        opened -> proven(caller, entry, opened),
                        refusal -> forms.refused(caller, entry, "send", refusal));
    }

    private Response check(SignedIn caller, SettingsEntry entry) {
        String code = entry.code == null ? "" : entry.code.replaceAll("[\\s-]", "");
        if (!code.matches("[0-9]{6,8}")) {
            String message = forms.messages(caller).codeMissing();
            return forms.show(400, caller, entry, FormErrors.at("code", message), "");
        }
        return tests.verify(request.caller(caller), code)
                .fold(
                        sent -> forms.show(200, caller, entry, FormErrors.NONE, ""),
                        opened -> proven(caller, entry, opened),
                        refusal -> forms.refused(caller, entry, "code", refusal));
    }

    private Response proven(SignedIn caller, SettingsEntry entry, OpenedSession opened) {
        String notice = forms.proven(caller, entry);
        return Response.fromResponse(forms.show(200, caller, entry, FormErrors.NONE, notice))
                .cookie(cookies.set(RealmCookies.Kind.SESSION, caller.realm().slug(), opened.secret()))
                .build();
    }
}
