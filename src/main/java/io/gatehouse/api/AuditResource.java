package io.gatehouse.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.administration.AuditQueryService;
import io.gatehouse.audit.AuditEntry;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditPosition;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What has happened in the realm. */
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

    /** Some events, the newest first; {@code next} is the {@code after} of the following ones. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<Event> items, String next) {}

    /** Somebody an event tells of; the address masked. */
    public record Person(UUID id, String email) {
        static Person of(AuditQueryService.Person person) {
            return new Person(person.id().value(), person.email());
        }
    }

    /** An event. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Event(
            String id,
            Instant occurredAt,
            AuditEventType type,
            Person actor,
            Person subject,
            String clientAddress,
            String userAgent,
            String requestId,
            Map<String, String> details) {
        static Event of(AuditQueryService.Line line) {
            AuditEntry entry = line.entry();
            return new Event(
                    Long.toString(entry.id()),
                    entry.occurredAt(),
                    entry.type(),
                    line.actor().map(Person::of).orElse(null),
                    line.subject().map(Person::of).orElse(null),
                    entry.clientAddress(),
                    entry.userAgent(),
                    entry.requestId(),
                    entry.details());
        }
    }

    /** The realm's events that pass the filter. */
    @GET
    public Page read(@PathParam("realm") String slug, @BeanParam AuditQuery query, @BeanParam PageQuery part) {
        AuditQueryService.Page page =
                audit.read(realms.get(slug).id(), query.filter(), part.after(AuditPosition::parse), part.limit());
        return new Page(
                page.lines().stream().map(Event::of).toList(),
                page.next().map(AuditPosition::toString).orElse(null));
    }
}
