package io.gatehouse.api.account;

import io.gatehouse.administration.auditlog.AuditQueryService;
import io.gatehouse.api.support.Format;
import io.gatehouse.api.support.PageQuery;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.TextFormat;
import io.gatehouse.audit.AuditEntry;
import io.gatehouse.audit.AuditPosition;
import io.gatehouse.session.Session;
import io.quarkus.security.Authenticated;
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
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The audit events of the caller's own account. */
@Path("/api/v1/realms/{realm}/account/activity")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AccountActivityResource {
    private final RequestCaller caller;
    private final AuditQueryService audit;

    AccountActivityResource(RequestCaller caller, AuditQueryService audit) {
        this.caller = caller;
        this.audit = audit;
    }

    /** An event. */
    public record ActivityEvent(
            String id,
            String type,
            Instant occurredAt,
            String clientAddress,
            String userAgent,
            Map<String, String> details) {}

    /** A page of events, newest first; pass {@code next} as {@code after} to get the following page. */
    public record ActivityPage(List<ActivityEvent> items, Optional<String> next) {}

    @GET
    @Operation(summary = "Returns the audit events of the caller's own account, newest first")
    public ActivityPage listActivity(
            @PathParam("realm") String slug,
            @QueryParam("after") @Format(TextFormat.NEXT_AUDIT_POSITION) String after,
            @BeanParam @Valid PageQuery page) {
        Session session = caller.session();
        AuditQueryService.Page found = audit.about(
                session.realm(), session.administrator(), TextFormat.parse(after, AuditPosition::parse), page.limit());
        return new ActivityPage(
                found.lines().stream().map(line -> event(line.entry())).toList(),
                found.next().map(AuditPosition::toString));
    }

    private static ActivityEvent event(AuditEntry entry) {
        return new ActivityEvent(
                Long.toString(entry.id()),
                entry.type(),
                entry.occurredAt(),
                entry.clientAddress(),
                entry.userAgent(),
                entry.details());
    }
}
