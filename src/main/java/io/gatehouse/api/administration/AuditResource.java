package io.gatehouse.api.administration;

import io.gatehouse.administration.auditlog.AuditQueryService;
import io.gatehouse.api.support.Format;
import io.gatehouse.api.support.PageQuery;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.api.support.TextFormat;
import io.gatehouse.audit.AuditEntry;
import io.gatehouse.audit.AuditPosition;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Reads the realm's audit log. */
@Path("/api/v1/realms/{realm}/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
public class AuditResource {
    private final RequestedRealm realms;
    private final AuditQueryService audit;

    AuditResource(RequestedRealm realms, AuditQueryService audit) {
        this.realms = realms;
        this.audit = audit;
    }

    /** A page of events, newest first; pass {@code next} as {@code after} to get the following page. */
    public record AuditPage(List<AuditEvent> items, Optional<String> next) {}

    /** An administrator named by an event; the address is masked. */
    public record AuditPerson(UUID id, String email) {
        static AuditPerson of(AuditQueryService.Person person) {
            return new AuditPerson(person.id().value(), person.email());
        }
    }

    /** An event. */
    public record AuditEvent(
            String id,
            Instant occurredAt,
            String type,
            Optional<AuditPerson> actor,
            Optional<AuditPerson> subject,
            String clientAddress,
            String userAgent,
            String requestId,
            Map<String, String> details) {
        static AuditEvent of(AuditQueryService.Line line) {
            AuditEntry entry = line.entry();
            return new AuditEvent(
                    Long.toString(entry.id()),
                    entry.occurredAt(),
                    entry.type(),
                    line.actor().map(AuditPerson::of),
                    line.subject().map(AuditPerson::of),
                    entry.clientAddress(),
                    entry.userAgent(),
                    entry.requestId(),
                    entry.details());
        }
    }

    @GET
    @Operation(summary = "Returns the realm's audit events that match the filter, newest first")
    public AuditPage listAuditEvents(
            @PathParam("realm") String slug,
            @BeanParam @Valid AuditQuery query,
            @QueryParam("after") @Format(TextFormat.NEXT_AUDIT_POSITION) String after,
            @BeanParam @Valid PageQuery page) {
        AuditQueryService.Page found = audit.read(
                realms.get(slug).id(), query.filter(), TextFormat.parse(after, AuditPosition::parse), page.limit());
        return new AuditPage(
                found.lines().stream().map(AuditEvent::of).toList(),
                found.next().map(AuditPosition::toString));
    }
}
