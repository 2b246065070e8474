package io.gatehouse.api.administration;

import io.gatehouse.administration.auditlog.AuditExport;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.audit.AuditFilter;
import io.gatehouse.kernel.id.RealmId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;

/** Exports the realm's audit log as a file. */
@Path("/api/v1/realms/{realm}/audit.csv")
@RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
public class AuditCsvResource {
    private final RequestedRealm realms;
    private final AuditExport export;

    AuditCsvResource(RequestedRealm realms, AuditExport export) {
        this.realms = realms;
        this.export = export;
    }

    @GET
    @Produces("text/csv")
    @Operation(summary = "Streams the realm's audit events that match the filter as CSV, newest first")
    @APIResponseSchema(String.class)
    public RestResponse<StreamingOutput> exportAuditEvents(
            @PathParam("realm") String slug, @BeanParam @Valid AuditQuery query) {
        RealmId realm = realms.get(slug).id();
        AuditFilter filter = query.filter();
        StreamingOutput body = out -> {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            export.write(realm, filter, writer);
            writer.flush();
        };
        return RestResponse.ResponseBuilder.ok(body)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-" + slug + ".csv\"")
                .build();
    }
}
