package io.gatehouse.web.console;

import io.gatehouse.administration.suspension.Suspensions;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Role;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.servicetoken.ServiceTokens;
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
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Renders the realm's service tokens and the form for another one. */
@ApplicationScoped
class ServiceTokensView {
    private final ServiceTokens tokens;
    private final Suspensions suspensions;
    private final AdministratorLists administrators;
    private final Pages pages;

    ServiceTokensView(ServiceTokens tokens, Suspensions suspensions, AdministratorLists administrators, Pages pages) {
        this.tokens = tokens;
        this.suspensions = suspensions;
        this.administrators = administrators;
        this.pages = pages;
    }

    /**
     * A token in the list.
     *
     * @param creator name of the administrator who created it
     * @param lastUsedAt null if it was never used
     * @param mayLift whether it is suspended and the caller may allow it again
     */
    @TemplateData
    record Row(
            String id,
            String name,
            String prefix,
            String role,
            String creator,
            DisplayTime createdAt,
            DisplayTime expiresAt,
            DisplayTime lastUsedAt,
            boolean inactive,
            boolean suspended,
            boolean mayLift) {}

    /**
     * The content of the page.
     *
     * @param secret of the token just created; empty otherwise
     * @param revoking the token whose revocation is to be confirmed; null if there is none
     */
    @TemplateData
    record View(
            String notice,
            String secret,
            Row revoking,
            List<Row> rows,
            List<AdministratorFormatter.RoleChoice> roles,
            TokenEntry entry,
            FormErrors errors) {}

    Response list(int status, SignedIn caller, String notice) {
        return show(status, caller, notice, "", null, TokenEntry.EMPTY, FormErrors.NONE);
    }

    /** Returns the page that asks before the token is revoked, or the list if there is no such token. */
    Response confirmation(SignedIn caller, UUID id) {
        Row revoking = rows(caller).stream()
                .filter(row -> row.id().equals(id.toString()))
                .findFirst()
                .orElse(null);
        return show(200, caller, "", "", revoking, TokenEntry.EMPTY, FormErrors.NONE);
    }

    Response created(SignedIn caller, String secret) {
        return show(200, caller, messages(caller).tokenMade(), secret, null, TokenEntry.EMPTY, FormErrors.NONE);
    }

    /** Returns the page with the form filled in as entered. */
    Response filled(SignedIn caller, TokenEntry entry) {
        return show(200, caller, "", "", null, entry, FormErrors.NONE);
    }

    Response invalid(SignedIn caller, TokenEntry entry, FormErrors errors) {
        return show(400, caller, "", "", null, entry, errors);
    }

    RealmMessages messages(SignedIn caller) {
        return pages.messages(RealmMessages.class, caller.realm());
    }

    private Response show(
            int status,
            SignedIn caller,
            String notice,
            String secret,
            Row revoking,
            TokenEntry entry,
            FormErrors errors) {
        List<AdministratorFormatter.RoleChoice> roles =
                AdministratorFormatter.of(pages, caller).roles(entry.role().name()).stream()
                        .filter(choice -> !choice.value().equals(Role.SYSTEM_ADMINISTRATOR.name()))
                        .toList();
        List<Row> rows = revoking == null ? rows(caller) : List.of();
        var view = new View(notice, secret, revoking, rows, roles, entry, errors);
        return pages.show(status, new Page(pages.layout(caller), view));
    }

    private List<Row> rows(SignedIn caller) {
        AdministratorFormatter formatter = AdministratorFormatter.of(pages, caller);
        List<ServiceToken> all = tokens.list(caller.realm().id());
        Map<AdministratorId, String> creators = administrators
                .find(
                        caller.realm().id(),
                        all.stream().map(ServiceToken::createdBy).collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.toMap(Administrator::id, Administrator::displayName));
        return all.stream()
                .map(token -> row(
                        token,
                        creators.getOrDefault(token.createdBy(), "–"),
                        token.suspendedAt().isPresent()
                                && suspensions.mayLift(caller.administrator().id(), token.createdBy()),
                        formatter))
                .toList();
    }

    private static Row row(ServiceToken token, String creator, boolean mayLift, AdministratorFormatter formatter) {
        return new Row(
                token.id().toString(),
                token.name(),
                token.prefix(),
                formatter.console().role(token.role()),
                creator,
                DisplayTime.of(token.createdAt(), formatter.language()),
                DisplayTime.of(token.expiresAt(), formatter.language()),
                token.lastUsedAt()
                        .map(at -> DisplayTime.of(at, formatter.language()))
                        .orElse(null),
                token.inactive(),
                token.suspendedAt().isPresent(),
                mayLift);
    }

    record Page(PageLayout layout, View view) implements PageTemplate {}
}
