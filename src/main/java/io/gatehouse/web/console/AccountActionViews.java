package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.session.SessionList;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

/** Renders the page that names the consequences of an action on an account, with the button that confirms it. */
@ApplicationScoped
class AccountActionViews {
    private final Accounts accounts;
    private final SessionList sessions;
    private final Pages pages;

    AccountActionViews(Accounts accounts, SessionList sessions, Pages pages) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.pages = pages;
    }

    /**
     * The content of the page.
     *
     * @param sessions what the action means for the account's sessions; empty if nothing
     */
    @TemplateData
    record View(
            String id,
            String email,
            long version,
            String path,
            String title,
            String consequence,
            String sessions,
            String label,
            boolean irreversible,
            FormErrors errors) {}

    Response show(int status, SignedIn caller, AdministratorId id, AccountAction action, FormErrors errors) {
        Administrator administrator = accounts.get(caller.realm().id(), id).administrator();
        AdministratorMessages messages = pages.messages(AdministratorMessages.class, caller.realm());
        PageLayout layout = pages.layout(caller);
        int open = action.endsSessions() ? sessions.of(id).size() : 0;
        var view = new View(
                id.toString(),
                administrator.email().value(),
                administrator.version(),
                layout.paths().accountAction(id.toString(), action.path()),
                title(action, administrator.displayName(), messages),
                messages.consequence(action),
                open > 0 ? messages.sessionsEnd(open) : "",
                messages.act(action),
                action.irreversible(),
                errors);
        return pages.show(status, new Page(layout, view));
    }

    private static String title(AccountAction action, String name, AdministratorMessages messages) {
        return switch (action) {
            case DISABLE -> messages.confirmDisable(name);
            case ENABLE -> messages.confirmEnable(name);
            case DELETE -> messages.confirmDelete(name);
            case REMOVE_PHONE -> messages.confirmRemovePhone(name);
            case APPROVE_REMOVAL -> messages.confirmApproveRemoval(name);
            case KEEP_PHONE -> messages.confirmKeepPhone(name);
            case REMOVE_AUTHENTICATORS -> messages.confirmRemoveAuthenticators(name);
            case APPROVE_AUTHENTICATORS_REMOVAL -> messages.confirmApproveAuthenticators(name);
            case KEEP_AUTHENTICATORS -> messages.confirmKeepAuthenticators(name);
            case REVOKE_SESSIONS -> messages.confirmRevokeSessions(name);
        };
    }

    record Page(PageLayout layout, View asked) implements PageTemplate {}
}
