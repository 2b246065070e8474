package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Account;
import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administration.suspension.Suspensions;
import io.gatehouse.administrator.Role;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.phonereset.PhoneResets;
import io.gatehouse.web.activity.Timelines;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Renders the page of one administrator: state, events, and the actions the reader's role allows. */
@ApplicationScoped
class AdministratorViews {
    private final Accounts accounts;
    private final PhoneResets resets;
    private final Suspensions suspensions;
    private final Timelines timelines;
    private final Pages pages;

    AdministratorViews(
            Accounts accounts, PhoneResets resets, Suspensions suspensions, Timelines timelines, Pages pages) {
        this.accounts = accounts;
        this.resets = resets;
        this.suspensions = suspensions;
        this.timelines = timelines;
        this.pages = pages;
    }

    /**
     * The content of the page.
     *
     * @param verdict why the administrator cannot sign in; empty if possible
     * @param pending whether the administrator has not set a password yet
     * @param phoneDisputed whether a report disputes the number
     * @param phoneVetoed whether the number's holder objected to its removal
     * @param resetApprovers names of those who can approve a pending phone reset; empty if it needs no approval
     * @param resetAt when the number is removed without approval; null if not pending
     * @param reportedGivers names of the accounts that gave this one access before misuse of them was reported; empty if disabled
     * @param codesSuspended whether the account has recovery codes that a report of misuse has suspended
     */
    @TemplateData
    record View(
            String notice,
            AdministratorFormatter.Row row,
            String verdict,
            boolean canSignIn,
            boolean pending,
            boolean mayHelp,
            boolean mayEdit,
            boolean phoneDisputed,
            boolean phoneVetoed,
            String resetApprovers,
            DisplayTime resetAt,
            String reportedGivers,
            boolean codesSuspended,
            List<Timelines.Event> timeline,
            FormErrors errors) {}

    Response show(int status, SignedIn caller, AdministratorId id, String notice, FormErrors errors) {
        Account account = accounts.get(caller.realm().id(), id);
        AdministratorFormatter formatter = AdministratorFormatter.of(pages, caller);
        var reset = resets.findPending(id);
        Role role = caller.administrator().role();
        var view = new View(
                notice,
                formatter.row(account),
                verdict(formatter, account),
                account.state() == Account.State.ACTIVE && !mustReset(account),
                account.state() == Account.State.PENDING,
                role != Role.OBSERVER,
                role == Role.SYSTEM_ADMINISTRATOR,
                account.administrator().phoneDisputed(),
                reset.filter(waiting -> waiting.vetoed()).isPresent(),
                reset.map(waiting -> waiting.approverNames()).orElse(""),
                reset.flatMap(waiting -> waiting.effectiveAt())
                        .map(at -> DisplayTime.of(at, formatter.language()))
                        .orElse(null),
                account.administrator().disabled()
                        ? ""
                        : String.join(
                                ", ", accounts.listReportedGivers(caller.realm().id(), id)),
                suspensions.countRecoveryCodes(id) > 0,
                timelines.of(caller, id),
                errors);
        return pages.show(status, new Page(pages.layout(caller), view));
    }

    private static String verdict(AdministratorFormatter formatter, Account account) {
        return mustReset(account)
                ? formatter.messages().verdictReset()
                : formatter.messages().verdict(account.state());
    }

    private static boolean mustReset(Account account) {
        return account.state() == Account.State.ACTIVE
                && account.administrator().resetRequiredAt().isPresent();
    }

    record Page(PageLayout layout, View one) implements PageTemplate {}
}
