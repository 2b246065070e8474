package io.gatehouse.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.administration.AuditQueryService;
import io.gatehouse.audit.AuditEntry;
import io.gatehouse.audit.AuditPosition;
import io.gatehouse.session.Session;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What was kept about the caller's own account. */
@Path("/api/v1/realms/{realm}/account/activity")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AccountActivityResource {
    private final Caller caller;
    private final AuditQueryService audit;

    AccountActivityResource(Caller caller, AuditQueryService audit) {
        this.caller = caller;
        this.audit = audit;
    }

    /** Something that happened. */
    public record Event(
            String id,
            String type,
            Instant occurredAt,
            String clientAddress,
            String userAgent,
            Map<String, String> details) {}

    /**
     * A part of what happened, the newest first.
     *
     * @param next what to ask for {@code after} for the part behind it; absent at the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Part(List<Event> items, String next) {}

    /** The caller's own audit events. */
    @GET
    public Part activity(@PathParam("realm") String slug, @BeanParam PageQuery part) {
        Session session = caller.session();
        AuditQueryService.Page page =
                audit.about(session.realm(), session.administrator(), part.after(AuditPosition::parse), part.limit());
        return new Part(
                page.lines().stream().map(line -> event(line.entry())).toList(),
                page.next().map(AuditPosition::toString).orElse(null));
    }

    private static Event event(AuditEntry entry) {
        return new Event(
                Long.toString(entry.id()),
                entry.type().name(),
                entry.occurredAt(),
                entry.clientAddress(),
                entry.userAgent(),
                entry.details());
    }
}
