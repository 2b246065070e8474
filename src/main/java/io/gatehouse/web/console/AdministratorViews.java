package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Account;
import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administration.phonereset.PhoneResets;
import io.gatehouse.administrator.Role;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.web.activity.Timelines;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Shows one administrator: what keeps the person from signing in, what has happened, and what the reader may do. */
@ApplicationScoped
class AdministratorViews {
    private final Accounts accounts;
    private final PhoneResets resets;
    private final Timelines timelines;
    private final Pages pages;

    AdministratorViews(Accounts accounts, PhoneResets resets, Timelines timelines, Pages pages) {
        this.accounts = accounts;
        this.resets = resets;
        this.timelines = timelines;
        this.pages = pages;
    }

    /**
     * What the page shows.
     *
     * @param verdict what keeps the person from signing in, if anything does
     * @param pending whether the person has yet to choose a password
     * @param resetNeedsApproval whether the removal of the number waits for somebody
     * @param resetAt when the number is removed by itself; null if it is not
     */
    record View(
            String notice,
            AdministratorFormatter.Row row,
            String verdict,
            boolean canSignIn,
            boolean pending,
            boolean mayHelp,
            boolean mayEdit,
            boolean resetNeedsApproval,
            DisplayTime resetAt,
            List<Timelines.Event> timeline,
            FormErrors errors) {}

    Response show(int status, SignedIn person, AdministratorId id, String notice, FormErrors errors) {
        Account account = accounts.get(person.realm().id(), id);
        AdministratorFormatter say = AdministratorFormatter.of(pages, person);
        var reset = resets.waiting(id);
        Role role = person.administrator().role();
        PageLayout layout = pages.layout(person);
        var view = new View(
                notice,
                say.row(account),
                verdict(say, account),
                account.state() == Account.State.ACTIVE && !mustReset(account),
                account.state() == Account.State.PENDING,
                role != Role.OBSERVER,
                role == Role.SYSTEM_ADMINISTRATOR,
                reset.filter(waiting -> waiting.needsApproval()).isPresent(),
                reset.flatMap(waiting -> waiting.effectiveAt())
                        .map(at -> DisplayTime.of(at, say.language()))
                        .orElse(null),
                timelines.of(person, id),
                errors);
        return pages.show(status, layout, Templates.page(layout, view));
    }

    private static String verdict(AdministratorFormatter say, Account account) {
        return mustReset(account) ? say.people().verdictReset() : say.people().verdict(account.state());
    }

    private static boolean mustReset(Account account) {
        return account.state() == Account.State.ACTIVE
                && account.person().resetRequiredAt().isPresent();
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance page(PageLayout layout, View one);
    }
}
