package io.gatehouse.web.console;

import io.gatehouse.administration.settings.ChannelTests;
import io.gatehouse.administration.settings.SettingsChanges;
import io.gatehouse.http.RealmCookies;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.SettingsRule;
import io.gatehouse.session.Sessions.OpenedSession;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageRequest;
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
import java.util.List;
import java.util.Set;

/** Changes the realm's settings; what codes are about to take another way for is tried out first, in the same form. */
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
        SignedIn person = SignedIn.in(identity, slug);
        return gate.behind(person, () -> forms.fresh(person));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@PathParam("realm") String slug, @BeanParam SettingsEntry entry) {
        SignedIn person = SignedIn.in(identity, slug);
        return gate.behind(person, () -> switch (entry.action()) {
            case SAVE -> save(person, entry);
            case SEND_SMS -> send(person, entry, Channel.SMS);
            case SEND_EMAIL -> send(person, entry, Channel.EMAIL);
            case CHECK -> check(person, entry);
        });
    }

    private Response save(SignedIn person, SettingsEntry entry) {
        RealmSettings wished = entry.toSettings();
        return changes.change(request.caller(person), entry::knows, wished)
                .fold(
                        realm -> Pages.redirectTo(new RealmPaths(realm.slug()).settings() + "?done=saved"),
                        rules -> broken(person, entry, rules),
                        current -> stale(person, entry, wished, current),
                        channels -> forms.show(409, person, entry, FormErrors.NONE, ""));
    }

    private Response broken(SignedIn person, SettingsEntry entry, Set<SettingsRule> rules) {
        SettingsMessages messages = forms.messages(person);
        FormErrors errors = FormErrors.NONE;
        for (SettingsRule rule : rules) {
            errors = errors.and(SettingsForms.field(rule), messages.wrong(rule));
        }
        return forms.show(400, person, entry, errors, "");
    }

    /** Yours stay in the form; saved once more, they replace the ones that are shown beside them. */
    private Response stale(SignedIn person, SettingsEntry entry, RealmSettings wished, Realm current) {
        entry.version = String.valueOf(current.version());
        List<SettingsFormatter.Difference> differences = forms.words(person).differences(wished, current.settings());
        return forms.show(412, person, entry, FormErrors.NONE, "", differences);
    }

    private Response send(SignedIn person, SettingsEntry entry, Channel channel) {
        return tests.send(request.caller(person), channel)
                .fold(
                        code -> forms.show(200, person, entry, FormErrors.NONE, ""),
                        opened -> proven(person, entry, opened),
                        refusal -> refused(person, entry, "send", refusal));
    }

    private Response check(SignedIn person, SettingsEntry entry) {
        String code = entry.code == null ? "" : entry.code.replaceAll("[\\s-]", "");
        if (!code.matches("[0-9]{6,8}")) {
            String message = forms.messages(person).codeMissing();
            return forms.show(400, person, entry, FormErrors.at("code", message), "");
        }
        return tests.verify(request.caller(person), code)
                .fold(
                        sent -> forms.show(200, person, entry, FormErrors.NONE, ""),
                        opened -> proven(person, entry, opened),
                        refusal -> refused(person, entry, "code", refusal));
    }

    private Response proven(SignedIn person, SettingsEntry entry, OpenedSession opened) {
        String notice = forms.messages(person).proven();
        return Response.fromResponse(forms.show(200, person, entry, FormErrors.NONE, notice))
                .cookie(cookies.set(RealmCookies.Kind.SESSION, person.realm().slug(), opened.secret()))
                .build();
    }

    private Response refused(SignedIn person, SettingsEntry entry, String field, Refusal refusal) {
        return forms.refused(person, entry, field, refusal);
    }
}
