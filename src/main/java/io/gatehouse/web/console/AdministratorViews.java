package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Account;
import io.gatehouse.administration.accounts.AccountFacts;
import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administration.suspension.Suspensions;
import io.gatehouse.administrator.AccountState;
import io.gatehouse.factorreset.Factor;
import io.gatehouse.factorreset.FactorResets;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session;
import io.gatehouse.session.SessionList;
import io.gatehouse.session.SessionList.ListedSession;
import io.gatehouse.web.activity.AuditFormatter;
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
import java.util.Locale;
import java.util.Optional;

/** Renders the page of one administrator: state, events, and the actions the reader's role allows. */
@ApplicationScoped
class AdministratorViews {
    private final Accounts accounts;
    private final AccountFacts facts;
    private final SessionList sessions;
    private final FactorResets resets;
    private final Suspensions suspensions;
    private final Timelines timelines;
    private final Pages pages;

    AdministratorViews(
            Accounts accounts,
            AccountFacts facts,
            SessionList sessions,
            FactorResets resets,
            Suspensions suspensions,
            Timelines timelines,
            Pages pages) {
        this.accounts = accounts;
        this.facts = facts;
        this.sessions = sessions;
        this.resets = resets;
        this.suspensions = suspensions;
        this.timelines = timelines;
        this.pages = pages;
    }

    /**
     * A session of the account.
     *
     * @param idle whether only clients with offline access still use it
     */
    @TemplateData
    record SessionRow(
            String device,
            String address,
            boolean idle,
            String factors,
            DisplayTime signedInAt,
            DisplayTime lastUsedAt) {}

    /**
     * The removal of a factor.
     *
     * @param waits whether it is to be decided
     * @param approves whether the reader may approve it
     * @param approvers names of those who can approve it; empty if it needs no approval
     * @param at when it takes effect without approval; null if it does not
     */
    @TemplateData
    record Reset(boolean waits, boolean approves, String approvers, DisplayTime at) {
        static Reset of(Optional<FactorResets.FactorReset> pending, SignedIn caller, Locale language) {
            return new Reset(
                    pending.isPresent(),
                    pending.stream()
                            .flatMap(waiting -> waiting.approvers().stream())
                            .anyMatch(approver ->
                                    approver.id().equals(caller.administrator().id())),
                    pending.map(FactorResets.FactorReset::approverNames).orElse(""),
                    pending.flatMap(FactorResets.FactorReset::effectiveAt)
                            .map(at -> DisplayTime.of(at, language))
                            .orElse(null));
        }
    }

    /**
     * The content of the page.
     *
     * @param verdict whether the administrator can sign in, and how, or why not
     * @param mayHelp whether the reader may unlock, send the invitation again and end sessions
     * @param mayEdit whether the reader may do everything else
     * @param phoneDisputed whether a report disputes the number
     * @param phoneVetoed whether the number's holder objected to its removal
     * @param hasPhone whether there is a number that can be removed, the current one or one that a reset would use
     * @param phoneReset the removal of the number that is to be decided
     * @param authenticatorsReset the removal of passkeys and app that is to be decided
     * @param reportedGivers names of the accounts that gave this one access before misuse of them was reported; empty if disabled
     * @param codesSuspended whether the account has recovery codes that a report of misuse has suspended
     * @param methodsSuspended whether it has suspended a passkey or the authenticator app
     */
    @TemplateData
    record View(
            String notice,
            AdministratorFormatter.Row row,
            String verdict,
            boolean canSignIn,
            boolean disabled,
            boolean mayHelp,
            boolean mayEdit,
            boolean phoneDisputed,
            boolean phoneVetoed,
            boolean hasPhone,
            Reset phoneReset,
            Reset authenticatorsReset,
            String reportedGivers,
            boolean codesSuspended,
            boolean methodsSuspended,
            List<SessionRow> sessions,
            List<Timelines.Event> timeline,
            FormErrors errors) {}

    Response show(int status, SignedIn caller, AdministratorId id, String notice, FormErrors errors) {
        Account account = accounts.get(caller.realm().id(), id);
        AccountFacts.Facts known = facts.of(List.of(account)).get(id);
        AdministratorFormatter formatter = AdministratorFormatter.of(pages, caller);
        var reset = resets.findPending(id, Factor.PHONE);
        Role role = caller.administrator().role();
        var view = new View(
                notice,
                formatter.row(account, known),
                formatter.verdict(account, known, caller.realm()),
                account.state() == AccountState.ACTIVE
                        && account.administrator().resetRequiredAt().isEmpty(),
                account.administrator().disabled(),
                role != Role.OBSERVER,
                role == Role.SYSTEM_ADMINISTRATOR,
                account.administrator().phoneDisputed(),
                reset.filter(waiting -> waiting.vetoed()).isPresent(),
                account.administrator().resetPhone().isPresent(),
                Reset.of(reset, caller, formatter.language()),
                Reset.of(resets.findPending(id, Factor.AUTHENTICATORS), caller, formatter.language()),
                account.administrator().disabled()
                        ? ""
                        : String.join(
                                ", ", accounts.listReportedGivers(caller.realm().id(), id)),
                suspensions.countRecoveryCodes(id) > 0,
                suspensions.countAuthenticators(id) > 0,
                sessions(caller, id, formatter),
                timelines.of(caller, id),
                errors);
        return pages.show(status, new Page(pages.layout(caller), view));
    }

    private List<SessionRow> sessions(SignedIn caller, AdministratorId id, AdministratorFormatter formatter) {
        AuditFormatter devices = AuditFormatter.of(pages, caller);
        return sessions.of(id).stream()
                .map(listed -> row(listed, devices, formatter))
                .toList();
    }

    private static SessionRow row(ListedSession listed, AuditFormatter devices, AdministratorFormatter formatter) {
        Session session = listed.session();
        return new SessionRow(
                devices.device(session.userAgent()),
                session.clientAddress(),
                listed.idle(),
                formatter.console().factors(session),
                DisplayTime.of(session.createdAt(), formatter.language()),
                DisplayTime.of(session.lastUsedAt(), formatter.language()));
    }

    record Page(PageLayout layout, View one) implements PageTemplate {}
}
