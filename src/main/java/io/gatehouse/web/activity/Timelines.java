package io.gatehouse.web.activity;

import io.gatehouse.administration.auditlog.AuditQueryService;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditFilter;
import io.gatehouse.audit.AuditPosition;
import io.gatehouse.delivery.dispatch.DeliveryLog;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Shows the recent events of an account. */
@ApplicationScoped
public class Timelines {
    private static final int LENGTH = 30;

    private final AuditQueryService audit;
    private final DeliveryLog deliveries;
    private final Pages pages;

    Timelines(AuditQueryService audit, DeliveryLog deliveries, Pages pages) {
        this.audit = audit;
        this.deliveries = deliveries;
        this.pages = pages;
    }

    /**
     * A timeline event.
     *
     * @param details such as where a code was sent; may be empty
     * @param until when its effect ends; null if it has no end
     * @param by the actor, if another administrator; otherwise empty
     * @param device of the actor; empty if there was none
     */
    public record Event(DisplayTime at, String what, String details, DisplayTime until, String by, String device) {}

    /**
     * A page of events, newest first.
     *
     * @param next position after which the older events begin; empty if there are none
     */
    record Part(List<Event> events, String next) {}

    /** Returns the events of the reader's own account. */
    Part own(SignedIn caller, Optional<AuditPosition> after) {
        AuditFormatter formatter = AuditFormatter.of(pages, caller);
        AuditQueryService.Page page =
                audit.about(caller.realm().id(), caller.administrator().id(), after, LENGTH);
        return new Part(
                page.lines().stream().map(formatter::event).toList(),
                page.next().map(AuditPosition::toString).orElse(""));
    }

    /** Returns the newest events of the realm. */
    public List<Event> latest(SignedIn caller, int limit) {
        AuditFormatter formatter = AuditFormatter.of(pages, caller);
        return audit.read(caller.realm().id(), AuditFilter.NONE, Optional.empty(), limit).lines().stream()
                .map(formatter::realmEvent)
                .toList();
    }

    /** Returns an account's recent events and the deliveries of its codes, newest first. */
    public List<Event> of(SignedIn caller, AdministratorId subject) {
        AuditFormatter formatter = AuditFormatter.of(pages, caller);
        RealmId realm = caller.realm().id();
        // Failed deliveries are shown by the delivery itself, with the reason.
        Stream<Map.Entry<Instant, Event>> happened =
                audit.about(realm, subject, Optional.empty(), LENGTH).lines().stream()
                        .filter(line -> !line.entry().is(AuditEventType.DELIVERY_FAILED))
                        .map(line -> Map.entry(line.entry().occurredAt(), formatter.event(line)));
        Stream<Map.Entry<Instant, Event>> came = deliveries.of(realm, subject, LENGTH).stream()
                .map(code -> Map.entry(code.changedAt(), formatter.event(code)));
        return Stream.concat(came, happened)
                .sorted(Map.Entry.<Instant, Event>comparingByKey().reversed())
                .limit(LENGTH)
                .map(Map.Entry::getValue)
                .toList();
    }
}
