package io.gatehouse.administration;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.AdministratorLists;
import io.gatehouse.audit.AuditEntry;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditFilter;
import io.gatehouse.audit.AuditPosition;
import io.gatehouse.audit.AuditReading;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The audit log with the names of those it tells of, also of those who are there no more. */
@ApplicationScoped
@Transactional
public class AuditTrail {
    private final AuditReading reading;
    private final AdministratorLists administrators;

    AuditTrail(AuditReading reading, AdministratorLists administrators) {
        this.reading = reading;
        this.administrators = administrators;
    }

    /**
     * Somebody an event tells of.
     *
     * @param name as colleagues know the person; empty of somebody deleted
     * @param email masked
     */
    public record Person(AdministratorId id, Optional<String> name, String email) {}

    /** An event and its people. */
    public record Line(AuditEntry entry, Optional<Person> actor, Optional<Person> subject) {}

    /**
     * Some events, the newest first.
     *
     * @param next behind which one the following ones stand, if there are any
     */
    public record Page(List<Line> lines, Optional<AuditPosition> next) {}

    /** The realm's events that pass the filter. */
    public Page read(RealmId realm, AuditFilter filter, Optional<AuditPosition> after, int limit) {
        return page(realm, reading.read(realm, filter, after, limit + 1), limit);
    }

    /** The events that concern an account, whoever's doing they are. */
    public Page about(RealmId realm, AdministratorId subject, Optional<AuditPosition> after, int limit) {
        return page(realm, reading.about(realm, subject, after, limit + 1), limit);
    }

    /** One more than the limit was asked for, to see whether any follow. */
    private Page page(RealmId realm, List<AuditEntry> found, int limit) {
        List<AuditEntry> shown = found.subList(0, Math.min(limit, found.size()));
        Map<AdministratorId, Person> people = people(
                realm,
                shown.stream()
                        .flatMap(entry -> Stream.concat(entry.actor().stream(), entry.subject().stream()))
                        .collect(Collectors.toSet()));
        return new Page(
                shown.stream()
                        .map(entry -> new Line(
                                entry,
                                entry.actor().map(people::get),
                                entry.subject().map(people::get)))
                        .toList(),
                found.size() > limit ? Optional.of(shown.get(limit - 1).position()) : Optional.empty());
    }

    private Map<AdministratorId, Person> people(RealmId realm, Set<AdministratorId> ids) {
        Map<AdministratorId, Person> people = administrators.find(realm, ids).stream()
                .collect(Collectors.toMap(Administrator::id, AuditTrail::person, (one, other) -> one, HashMap::new));
        ids.forEach(id -> people.computeIfAbsent(id, gone -> former(realm, gone)));
        return people;
    }

    private static Person person(Administrator person) {
        return new Person(
                person.id(), Optional.of(person.displayName()), person.email().hint());
    }

    /** Whoever was deleted left the masked address in the log. */
    private Person former(RealmId realm, AdministratorId id) {
        var deletion = new AuditFilter(
                Optional.of(AuditEventType.ADMINISTRATOR_DELETED), Optional.of(id), Optional.empty(), Optional.empty());
        String email = reading.read(realm, deletion, Optional.empty(), 1).stream()
                .findFirst()
                .map(entry -> entry.details().getOrDefault("email", ""))
                .orElse("");
        return new Person(id, Optional.empty(), email);
    }
}
