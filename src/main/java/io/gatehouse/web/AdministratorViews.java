package io.gatehouse.web;

import io.gatehouse.admin.Role;
import io.gatehouse.administration.Account;
import io.gatehouse.administration.Accounts;
import io.gatehouse.administration.PhoneResets;
import io.gatehouse.platform.AdministratorId;
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
            PeopleWords.Row row,
            String verdict,
            boolean pending,
            boolean mayHelp,
            boolean mayEdit,
            boolean resetNeedsApproval,
            Moment resetAt,
            List<Timelines.Event> timeline,
            FormErrors errors) {}

    Response show(int status, SignedIn person, AdministratorId id, String notice, FormErrors errors) {
        Account account = accounts.get(person.realm().id(), id);
        PeopleWords say = PeopleWords.of(pages, person);
        var reset = resets.waiting(id);
        Role role = person.administrator().role();
        Frame frame = pages.frame(person);
        var view = new View(
                notice,
                say.row(account),
                verdict(say, account),
                account.state() == Account.State.PENDING,
                role != Role.OBSERVER,
                role == Role.SYSTEM_ADMINISTRATOR,
                reset.filter(waiting -> waiting.needsApproval()).isPresent(),
                reset.flatMap(waiting -> waiting.effectiveAt())
                        .map(at -> Moment.of(at, say.language()))
                        .orElse(null),
                timelines.of(person, id),
                errors);
        return pages.show(status, frame, Templates.page(frame, view));
    }

    private static String verdict(PeopleWords say, Account account) {
        boolean mustReset = account.state() == Account.State.ACTIVE
                && account.person().resetRequiredAt().isPresent();
        return mustReset ? say.people().verdictReset() : say.people().verdict(account.state());
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance page(Frame frame, View one);
    }
}
