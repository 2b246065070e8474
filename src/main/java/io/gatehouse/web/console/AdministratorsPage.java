package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.AccountFacts;
import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administrator.AccountState;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Role;
import io.gatehouse.web.console.AdministratorsForm.ListOrder;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.qute.TemplateData;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Searches and lists the realm's administrators. */
@Path("/realms/{realm}/console/administrators")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
public class AdministratorsPage {
    private static final int LIMIT = 25;

    private final SecurityIdentity identity;
    private final Accounts accounts;
    private final AccountFacts facts;
    private final Pages pages;

    AdministratorsPage(SecurityIdentity identity, Accounts accounts, AccountFacts facts, Pages pages) {
        this.identity = identity;
        this.accounts = accounts;
        this.facts = facts;
        this.pages = pages;
    }

    /** A state to show only, with the number of its accounts; the path is of the list. */
    record StateTab(String path, String label, long count, boolean chosen) {}

    /** An entry of a menu. */
    record Option(String value, String label, boolean chosen) {}

    /**
     * The content of the page.
     *
     * @param filtered whether accounts may be left out
     * @param mayInvite whether the reader's role may invite
     * @param resending whether invitations can be chosen to be sent again
     * @param previous path of the page before; empty if this is the first
     * @param next path of the page after; empty if this is the last
     */
    @TemplateData
    record View(
            String notice,
            String query,
            List<StateTab> states,
            String state,
            List<Option> roles,
            List<Option> orders,
            List<AdministratorFormatter.Row> rows,
            boolean filtered,
            boolean mayInvite,
            boolean resending,
            String previous,
            String next) {}

    @GET
    public Response list(
            @PathParam("realm") String slug, @BeanParam AdministratorsForm form, @QueryParam("done") String done) {
        SignedIn caller = SignedIn.in(identity, slug);
        PageLayout layout = pages.layout(caller);
        AdministratorFormatter formatter = AdministratorFormatter.of(pages, caller);
        Accounts.Page page = accounts.search(caller.realm().id(), form.criteria(), form.position(), LIMIT);
        Map<AdministratorId, AccountFacts.Facts> known = facts.of(page.accounts());
        String list = layout.paths().administrators() + "?" + form.list(form.state());
        Role role = caller.administrator().role();
        var view = new View(
                AdministratorNotice.text(done, formatter.messages()),
                form.query(),
                states(caller, form, formatter, layout),
                form.state().map(Enum::name).orElse(""),
                roles(form, formatter),
                orders(form, formatter.messages()),
                page.accounts().stream()
                        .map(account -> formatter.row(
                                account, known.get(account.administrator().id())))
                        .toList(),
                !form.query().isEmpty()
                        || !form.role().isEmpty()
                        || form.state().isPresent(),
                role == Role.SYSTEM_ADMINISTRATOR,
                role != Role.OBSERVER && form.state().equals(Optional.of(AccountState.PENDING)),
                page.previous().map(first -> list + "&before=" + first).orElse(""),
                page.next().map(last -> list + "&after=" + last).orElse(""));
        return pages.show(200, new Page(layout, view));
    }

    private List<StateTab> states(
            SignedIn caller, AdministratorsForm form, AdministratorFormatter formatter, PageLayout layout) {
        Map<AccountState, Long> counts = accounts.count(caller.realm().id(), form.criteria());
        Stream<Optional<AccountState>> all = Stream.concat(
                Stream.of(Optional.empty()),
                Arrays.stream(AccountState.values()).map(Optional::of));
        return all.map(state -> new StateTab(
                        layout.paths().administrators() + "?" + form.list(state),
                        state.map(formatter.messages()::stateOf).orElseGet(formatter.messages()::all),
                        state.map(one -> counts.getOrDefault(one, 0L))
                                .orElseGet(() -> counts.values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()),
                        state.equals(form.state())))
                .toList();
    }

    private static List<Option> roles(AdministratorsForm form, AdministratorFormatter formatter) {
        Stream<Option> all = Stream.of(
                new Option("", formatter.messages().anyRole(), form.role().isEmpty()));
        return Stream.concat(
                        all,
                        formatter.roles(form.role()).stream()
                                .map(role -> new Option(role.value(), role.name(), role.chosen())))
                .toList();
    }

    private static List<Option> orders(AdministratorsForm form, AdministratorMessages messages) {
        return Arrays.stream(ListOrder.values())
                .map(order -> new Option(order.name(), messages.orderBy(order), order == form.order()))
                .toList();
    }

    record Page(PageLayout layout, View people) implements PageTemplate {}
}
