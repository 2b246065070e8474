package io.gatehouse.administration.auditlog;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.audit.AuditEntry;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditFilter;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.audit.AuditPosition;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the audit log with the administrators its events name, deleted ones included. */
@ApplicationScoped
@Transactional
public class AuditQueryService {
    private final AuditLog audit;
    private final AdministratorLists administrators;

    AuditQueryService(AuditLog audit, AdministratorLists administrators) {
        this.audit = audit;
        this.administrators = administrators;
    }

    /**
     * An administrator named by an event.
     *
     * @param name display name; empty if the account was deleted
     * @param email masked
     */
    public record Person(AdministratorId id, Optional<String> name, String email) {}

    /** An event with its actor and subject. */
    public record Line(AuditEntry entry, Optional<Person> actor, Optional<Person> subject) {}

    /**
     * A page of events, newest first.
     *
     * @param next the position after which the next page begins, if there are more events
     */
    public record Page(List<Line> lines, Optional<AuditPosition> next) {}

    /** Returns the realm's events that match the filter. */
    public Page read(RealmId realm, AuditFilter filter, Optional<AuditPosition> after, int limit) {
        return page(realm, audit.read(realm, filter, after, limit + 1), limit);
    }

    /** Returns the events about an account, regardless of their actor. */
    public Page about(RealmId realm, AdministratorId subject, Optional<AuditPosition> after, int limit) {
        return page(realm, audit.readAbout(realm, subject, after, limit + 1), limit);
    }

    /** Returns the administrator as the log names it; without name and address if the realm's log names none of that id. */
    public Person person(RealmId realm, AdministratorId id) {
        return named(realm, Set.of(id)).get(id);
    }

    /** Returns a page of the events found, which include one more than the limit if there is a next page. */
    private Page page(RealmId realm, List<AuditEntry> found, int limit) {
        List<AuditEntry> shown = found.subList(0, Math.min(limit, found.size()));
        Map<AdministratorId, Person> named = named(
                realm,
                shown.stream()
                        .flatMap(entry -> Stream.concat(entry.actor().stream(), entry.subject().stream()))
                        .collect(Collectors.toSet()));
        return new Page(
                shown.stream()
                        .map(entry -> new Line(
                                entry,
                                entry.actor().map(named::get),
                                entry.subject().map(named::get)))
                        .toList(),
                found.size() > limit ? Optional.of(shown.get(limit - 1).position()) : Optional.empty());
    }

    private Map<AdministratorId, Person> named(RealmId realm, Set<AdministratorId> ids) {
        Map<AdministratorId, Person> named = administrators.find(realm, ids).stream()
                .collect(Collectors.toMap(
                        Administrator::id, AuditQueryService::person, (one, other) -> one, HashMap::new));
        Set<AdministratorId> deleted = new HashSet<>(ids);
        deleted.removeAll(named.keySet());
        Map<AdministratorId, AuditEntry> deletions =
                audit.readAbout(realm, AuditEventType.ADMINISTRATOR_DELETED, deleted);
        deleted.forEach(id -> named.put(id, former(id, Optional.ofNullable(deletions.get(id)))));
        return named;
    }

    private static Person person(Administrator administrator) {
        return new Person(
                administrator.id(),
                Optional.of(administrator.displayName()),
                administrator.email().hint());
    }

    /** Returns a deleted administrator with the masked address from the event of the deletion. */
    private static Person former(AdministratorId id, Optional<AuditEntry> deletion) {
        String email =
                deletion.map(entry -> entry.details().getOrDefault("email", "")).orElse("");
        return new Person(id, Optional.empty(), email);
    }
}
