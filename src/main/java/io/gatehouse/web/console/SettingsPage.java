package io.gatehouse.web.console;

import io.gatehouse.administration.overview.MfaReadinessReport;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Role;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SettingsFormatter;
import io.gatehouse.web.layout.SettingsSection;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Stream;

/** Shows the realm's settings, readable for every role. */
@Path("/realms/{realm}/console/settings")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
public class SettingsPage {
    private final SecurityIdentity identity;
    private final MfaReadinessReport readiness;
    private final Pages pages;

    SettingsPage(SecurityIdentity identity, MfaReadinessReport readiness, Pages pages) {
        this.identity = identity;
        this.readiness = readiness;
        this.pages = pages;
    }

    /**
     * The settings of a section, and the path of its form.
     *
     * @param readiness how many administrators will be asked to add an authenticator, for each role
     */
    record Card(String name, String title, List<SettingsFormatter.Fact> facts, List<String> readiness, String path) {}

    /**
     * The content of the page.
     *
     * @param texts whether the installation sends text messages
     * @param mfa the method and the interval
     * @param readiness what a second factor requires of the administrators
     * @param singleChannel how many could reset their password with their mailbox alone; empty if none or all could
     * @param cards all sections but that of the second factor
     */
    record View(
            String notice,
            boolean texts,
            boolean enabled,
            List<SettingsFormatter.Fact> mfa,
            String readiness,
            String singleChannel,
            List<SettingsForms.Program> programs,
            List<Card> cards,
            boolean mayChange) {}

    @GET
    public Response page(@PathParam("realm") String slug, @QueryParam("done") String done) {
        SignedIn caller = SignedIn.in(identity, slug);
        RealmSettings settings = caller.realm().settings();
        SettingsFormatter formatter = SettingsFormatter.of(pages, caller);
        boolean enabled = settings.mfa().enabled();
        var view = new View(
                "saved".equals(done) ? formatter.settings().saved() : "",
                caller.realm().sends(Channel.SMS),
                enabled,
                formatter.mfaFacts(settings),
                formatter.readiness(
                        settings.mfa().method(), readiness.count(caller.realm().id())),
                singleChannel(caller.realm(), formatter),
                enabled
                        ? List.of()
                        : SettingsForms.programs(
                                readiness.programs(caller.realm().id()), formatter.language()),
                cards(caller.realm(), formatter),
                caller.administrator().role() == Role.SYSTEM_ADMINISTRATOR);
        return pages.show(200, new Page(pages.layout(caller), view));
    }

    private List<Card> cards(Realm realm, SettingsFormatter formatter) {
        var paths = new RealmPaths(realm.slug());
        return Stream.of(SettingsSection.values())
                .filter(section -> section != SettingsSection.MFA)
                .filter(section -> section != SettingsSection.TEXT_MESSAGES || realm.sends(Channel.SMS))
                .map(section -> new Card(
                        section.path(),
                        formatter.settings().section(section),
                        formatter.facts(section, realm.settings()),
                        section == SettingsSection.AUTHENTICATORS
                                ? formatter.readiness(realm.settings().mfa(), readiness.holders(realm.id()))
                                : List.of(),
                        paths.settings(section)))
                .toList();
    }

    private String singleChannel(Realm realm, SettingsFormatter formatter) {
        long count = realm.settings().mfa().enabled() ? readiness.countResettableByMailOnly(realm) : 0;
        if (count == 0) {
            return "";
        }
        return realm.sends(Channel.SMS)
                ? formatter.settings().singleChannel(count)
                : formatter.settings().singleChannelWithoutTexts(count);
    }

    record Page(PageLayout layout, View view) implements PageTemplate {}
}
