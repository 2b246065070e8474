package io.gatehouse.web.activity;

import io.gatehouse.administration.auditlog.AuditQueryService;
import io.gatehouse.audit.AuditEventType;
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

/** What happened around an account, in plain words. */
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
     * One thing that happened.
     *
     * @param details more of it, such as where a code went; perhaps empty
     * @param until when it ends; null if it does not end by itself
     * @param by who did it, if that was somebody else; empty if not
     * @param device where it was done; empty if nobody did it
     */
    public record Event(DisplayTime at, String what, String details, DisplayTime until, String by, String device) {}

    /**
     * A part of what happened, the newest first.
     *
     * @param next behind which event the older ones stand; empty if there are none
     */
    record Part(List<Event> events, String next) {}

    /** What happened with the reader's own account. */
    Part own(SignedIn reader, Optional<AuditPosition> after) {
        AuditFormatter words = AuditFormatter.of(pages, reader);
        AuditQueryService.Page page =
                audit.about(reader.realm().id(), reader.administrator().id(), after, LENGTH);
        return new Part(
                page.lines().stream().map(words::event).toList(),
                page.next().map(AuditPosition::toString).orElse(""));
    }

    /** What happened with an account, and how far the codes sent to it have come. */
    public List<Event> of(SignedIn reader, AdministratorId subject) {
        AuditFormatter words = AuditFormatter.of(pages, reader);
        RealmId realm = reader.realm().id();
        // What has not been delivered is told of by the code itself, and why.
        Stream<Map.Entry<Instant, Event>> happened =
                audit.about(realm, subject, Optional.empty(), LENGTH).lines().stream()
                        .filter(line -> line.entry().type() != AuditEventType.DELIVERY_FAILED)
                        .map(line -> Map.entry(line.entry().occurredAt(), words.event(line)));
        Stream<Map.Entry<Instant, Event>> came = deliveries.of(realm, subject, LENGTH).stream()
                .map(code -> Map.entry(code.changedAt(), words.event(code)));
        return Stream.concat(came, happened)
                .sorted(Map.Entry.<Instant, Event>comparingByKey().reversed())
                .limit(LENGTH)
                .map(Map.Entry::getValue)
                .toList();
    }
}
