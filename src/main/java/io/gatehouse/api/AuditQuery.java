package io.gatehouse.api;

import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditFilter;
import io.gatehouse.platform.AdministratorId;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which events of the audit log are asked for. */
public class AuditQuery {
    private static final String TIME_ADVICE = "Use RFC 3339, such as 2026-01-31T12:00:00Z.";

    @QueryParam("type")
    @Schema(implementation = AuditEventType.class)
    String type;

    @QueryParam("administrator")
    @Schema(implementation = UUID.class)
    String administrator;

    @QueryParam("from")
    @Schema(implementation = Instant.class)
    String from;

    @QueryParam("to")
    @Schema(implementation = Instant.class)
    String to;

    AuditFilter filter() {
        return new AuditFilter(
                PageQuery.parse("type", type, "Use a type of event, such as SIGNED_IN.", AuditEventType::valueOf),
                PageQuery.parse("administrator", administrator, "Use an administrator's id.", UUID::fromString)
                        .map(AdministratorId::new),
                PageQuery.parse("from", from, TIME_ADVICE, AuditQuery::time),
                PageQuery.parse("to", to, TIME_ADVICE, AuditQuery::time));
    }

    private static Instant time(String typed) {
        return OffsetDateTime.parse(typed).toInstant();
    }
}
