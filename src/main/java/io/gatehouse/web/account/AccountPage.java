package io.gatehouse.web.account;

import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.session.Sessions;
import io.gatehouse.session.TrustedBrowsers;
import io.gatehouse.web.layout.ConsoleMessages;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.RoleFormatter;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.stream.Stream;

/** The own account: who one is, where one is signed in, and which browsers are trusted. */
@Path("/realms/{realm}/account")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class AccountPage {
    private final SecurityIdentity identity;
    private final Sessions sessions;
    private final TrustedBrowsers browsers;
    private final RecoveryCodes recoveryCodes;
    private final Pages pages;

    AccountPage(
            SecurityIdentity identity,
            Sessions sessions,
            TrustedBrowsers browsers,
            RecoveryCodes recoveryCodes,
            Pages pages) {
        this.identity = identity;
        this.sessions = sessions;
        this.browsers = browsers;
        this.recoveryCodes = recoveryCodes;
        this.pages = pages;
    }

    /** What the person has just done here. */
    enum Done {
        PASSWORD_CHANGED,
        PHONE_CHANGED,
        EMAIL_ASKED,
        LANGUAGE_CHANGED,
        SESSION_ENDED,
        BROWSER_WITHDRAWN,
        BROWSERS_WITHDRAWN;

        private String value() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private String text(AccountMessages messages) {
            return switch (this) {
                case PASSWORD_CHANGED -> messages.passwordChanged();
                case PHONE_CHANGED -> messages.phoneChanged();
                case EMAIL_ASKED -> messages.emailAsked();
                case LANGUAGE_CHANGED -> messages.languageChanged();
                case SESSION_ENDED -> messages.sessionEnded();
                case BROWSER_WITHDRAWN -> messages.browserWithdrawn();
                case BROWSERS_WITHDRAWN -> messages.browsersWithdrawn();
            };
        }
    }

    @GET
    public Response page(@PathParam("realm") String slug, @QueryParam("done") String done) {
        SignedIn person = SignedIn.in(identity, slug);
        PageLayout layout = pages.layout(person);
        AccountMessages messages = pages.messages(AccountMessages.class, person.realm());
        var words = new AccountView.Words(
                messages,
                new RoleFormatter(pages.messages(ConsoleMessages.class, person.realm())),
                Locale.forLanguageTag(layout.language()));
        AccountView account = words.of(
                person,
                sessions.list(person.administrator().id()),
                browsers.list(person.realm(), person.administrator()),
                recoveryCodes.countUnused(person.administrator().id()),
                notice(done, messages));
        return pages.show(200, layout, Templates.page(layout, account));
    }

    /** To the page, which says what was done. */
    static Response lead(SignedIn person, Done done) {
        return Pages.redirectTo(path(person, done));
    }

    /** The page, which says what was done. */
    static String path(SignedIn person, Done done) {
        return new RealmPaths(person.realm().slug()).account() + "?done=" + done.value();
    }

    private static String notice(String asked, AccountMessages messages) {
        return Stream.of(Done.values())
                .filter(done -> done.value().equals(asked))
                .findFirst()
                .map(done -> done.text(messages))
                .orElse("");
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance page(PageLayout layout, AccountView account);
    }
}
