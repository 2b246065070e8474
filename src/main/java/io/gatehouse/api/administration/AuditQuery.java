package io.gatehouse.api.administration;

import io.gatehouse.api.support.Format;
import io.gatehouse.api.support.TextFormat;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditFilter;
import io.gatehouse.kernel.id.AdministratorId;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The filter parameters of audit events. */
public class AuditQuery {
    @QueryParam("type")
    @Format(TextFormat.AUDIT_EVENT_TYPE)
    @Schema(implementation = AuditEventType.class)
    String type;

    @QueryParam("administrator")
    @Format(TextFormat.ADMINISTRATOR_ID)
    @Schema(implementation = UUID.class)
    String administrator;

    @QueryParam("from")
    @Format(TextFormat.TIME)
    @Schema(implementation = Instant.class)
    String from;

    @QueryParam("to")
    @Format(TextFormat.TIME)
    @Schema(implementation = Instant.class)
    String to;

    AuditFilter filter() {
        return AuditFilter.of(
                TextFormat.parse(type, AuditEventType::valueOf),
                TextFormat.parse(administrator, UUID::fromString)
                        .map(AdministratorId::new)
                        .map(Set::of)
                        .orElse(Set.of()),
                TextFormat.parse(from, TextFormat::time),
                TextFormat.parse(to, TextFormat::time));
    }
}
