package io.gatehouse.web.account;

import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.authenticator.Authenticators;
import io.gatehouse.session.SessionList;
import io.gatehouse.session.TrustedBrowsers;
import io.gatehouse.web.layout.ConsoleMessages;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.RoleFormatter;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.signin.AuthenticatorMessages;
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

/** Shows the caller's own account: profile, sign-in methods, sessions and trusted browsers. */
@Path("/realms/{realm}/account")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class AccountPage {
    private final SecurityIdentity identity;
    private final SessionList sessions;
    private final TrustedBrowsers browsers;
    private final RecoveryCodes recoveryCodes;
    private final Authenticators held;
    private final Pages pages;

    AccountPage(
            SecurityIdentity identity,
            SessionList sessions,
            TrustedBrowsers browsers,
            RecoveryCodes recoveryCodes,
            Authenticators held,
            Pages pages) {
        this.identity = identity;
        this.sessions = sessions;
        this.browsers = browsers;
        this.recoveryCodes = recoveryCodes;
        this.held = held;
        this.pages = pages;
    }

    /** The actions that the page can confirm. */
    enum Done {
        PASSWORD_CHANGED,
        PHONE_CHANGED,
        EMAIL_ASKED,
        LANGUAGE_CHANGED,
        PASSKEY_ADDED,
        PASSKEY_RENAMED,
        PASSKEY_REMOVED,
        APP_ADDED,
        APP_REMOVED,
        SESSION_ENDED,
        BROWSER_WITHDRAWN,
        BROWSERS_WITHDRAWN;

        private String value() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private String text(AccountMessages messages, AuthenticatorMessages authenticators) {
            return switch (this) {
                case PASSWORD_CHANGED -> messages.passwordChanged();
                case PHONE_CHANGED -> messages.phoneChanged();
                case EMAIL_ASKED -> messages.emailAsked();
                case LANGUAGE_CHANGED -> messages.languageChanged();
                case PASSKEY_ADDED -> authenticators.passkeyAdded();
                case PASSKEY_RENAMED -> authenticators.renamed();
                case PASSKEY_REMOVED -> authenticators.passkeyRemoved();
                case APP_ADDED -> authenticators.appAdded();
                case APP_REMOVED -> authenticators.appRemoved();
                case SESSION_ENDED -> messages.sessionEnded();
                case BROWSER_WITHDRAWN -> messages.browserWithdrawn();
                case BROWSERS_WITHDRAWN -> messages.browsersWithdrawn();
            };
        }
    }

    @GET
    public Response page(@PathParam("realm") String slug, @QueryParam("done") String done) {
        SignedIn caller = SignedIn.in(identity, slug);
        PageLayout layout = pages.layout(caller);
        AccountMessages messages = pages.messages(AccountMessages.class, caller.realm());
        AuthenticatorMessages own = pages.messages(AuthenticatorMessages.class, caller.realm());
        var formatter = new AccountView.Formatter(
                messages,
                new RoleFormatter(pages.messages(ConsoleMessages.class, caller.realm())),
                pages.language(caller.realm()));
        AccountView account = formatter.of(
                caller,
                sessions.of(caller.administrator().id()),
                browsers.list(caller.realm(), caller.administrator()),
                recoveryCodes.countUsable(caller.administrator().id()),
                notice(done, messages, own));
        var authenticators = OwnAuthenticatorsView.of(
                caller.realm().settings().mfa(),
                held.list(caller.administrator().id()),
                own,
                formatter.language());
        return pages.show(200, new Page(layout, account, authenticators));
    }

    /** Redirects to the page, with a notice that confirms the action. */
    static Response redirect(SignedIn caller, Done done) {
        return Pages.redirectTo(path(caller, done));
    }

    /** Returns the path of the page with a notice that confirms the action. */
    static String path(SignedIn caller, Done done) {
        return new RealmPaths(caller.realm().slug()).account() + "?done=" + done.value();
    }

    private static String notice(String name, AccountMessages messages, AuthenticatorMessages authenticators) {
        return Stream.of(Done.values())
                .filter(done -> done.value().equals(name))
                .findFirst()
                .map(done -> done.text(messages, authenticators))
                .orElse("");
    }

    record Page(PageLayout layout, AccountView account, OwnAuthenticatorsView authenticators) implements PageTemplate {}
}
