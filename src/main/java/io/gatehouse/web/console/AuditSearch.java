package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administrator.AdministratorQuery;
import io.gatehouse.audit.AuditFilter;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.web.activity.AuditMessages;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.SignedIn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the filter of an audit query from the form, in which administrators are searched by name or address. */
@ApplicationScoped
class AuditSearch {
    /** Each administrator found adds two reads of an index. */
    private static final int MOST = 10;

    private final Accounts accounts;

    AuditSearch(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * What to query.
     *
     * @param filter empty if there is nothing to query: because of errors, or since no administrator was found
     */
    record Query(Optional<AuditFilter> filter, FormErrors errors) {}

    Query of(SignedIn caller, AuditForm form, AuditMessages messages) {
        FormErrors errors = form.errors(messages);
        Set<AdministratorId> chosen = form.about().map(Set::of).orElse(Set.of());
        if (form.getPerson().isEmpty()) {
            return query(form, chosen, errors);
        }
        Accounts.Page found =
                accounts.search(caller.realm().id(), AdministratorQuery.of(form.getPerson()), Optional.empty(), MOST);
        Set<AdministratorId> named = found.accounts().stream()
                .map(account -> account.administrator().id())
                .filter(id -> chosen.isEmpty() || chosen.contains(id))
                .collect(Collectors.toSet());
        if (found.next().isPresent()) {
            return query(form, named, errors.and("person", messages.tooManyPeople(MOST)));
        }
        return named.isEmpty() ? new Query(Optional.empty(), errors) : query(form, named, errors);
    }

    private static Query query(AuditForm form, Set<AdministratorId> administrators, FormErrors errors) {
        return new Query(Optional.of(form.filter(administrators)).filter(any -> !errors.any()), errors);
    }
}
