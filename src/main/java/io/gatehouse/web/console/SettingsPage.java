package io.gatehouse.web.console;

import io.gatehouse.administration.overview.MfaReadinessReport;
import io.gatehouse.administrator.Role;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SettingsFormatter;
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

    /** A program that signed in with a password. */
    record Program(String name, String email, DisplayTime lastAt) {}

    /**
     * The content of the page.
     *
     * @param texts whether the installation sends text messages
     * @param singleChannel how many could reset their password with their mailbox alone; empty if none or all could
     */
    record View(
            String notice,
            boolean texts,
            List<SettingsFormatter.Fact> mfa,
            String readiness,
            String singleChannel,
            boolean enabled,
            List<Program> programs,
            List<SettingsFormatter.Fact> look,
            List<SettingsFormatter.Fact> limits,
            List<SettingsFormatter.Fact> portal,
            boolean mayChange) {}

    @GET
    public Response page(@PathParam("realm") String slug, @QueryParam("done") String done) {
        SignedIn caller = SignedIn.in(identity, slug);
        RealmSettings settings = caller.realm().settings();
        SettingsFormatter formatter = SettingsFormatter.of(pages, caller);
        boolean texts = caller.realm().sends(Channel.SMS);
        var view = new View(
                "saved".equals(done) ? formatter.settings().saved() : "",
                texts,
                formatter.mfa(settings.mfa()),
                formatter.readiness(
                        settings.mfa().method(), readiness.count(caller.realm().id())),
                singleChannel(caller.realm(), formatter),
                settings.mfa().enabled(),
                programs(caller, formatter),
                formatter.look(settings),
                formatter.limits(settings).stream()
                        .filter(limit -> texts || !limit.name().startsWith("sms."))
                        .toList(),
                formatter.portal(settings),
                caller.administrator().role() == Role.SYSTEM_ADMINISTRATOR);
        return pages.show(200, new Page(pages.layout(caller), view));
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

    private List<Program> programs(SignedIn caller, SettingsFormatter formatter) {
        return readiness.programs(caller.realm().id()).stream()
                .map(program -> new Program(
                        program.userAgent(), program.email(), DisplayTime.of(program.lastAt(), formatter.language())))
                .toList();
    }

    record Page(PageLayout layout, View view) implements PageTemplate {}
}
