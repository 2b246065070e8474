package io.gatehouse.api;

import io.gatehouse.administration.AuditExport;
import io.gatehouse.audit.AuditFilter;
import io.gatehouse.platform.RealmId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/** What has happened in the realm, as a file. */
@Path("/api/v1/realms/{realm}/audit.csv")
@RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
public class AuditCsvResource {
    private final RequestedRealm realms;
    private final AuditExport export;

    AuditCsvResource(RequestedRealm realms, AuditExport export) {
        this.realms = realms;
        this.export = export;
    }

    /** The realm's events that pass the filter, the newest first, written as they are read. */
    @GET
    @Produces("text/csv")
    public Response download(@PathParam("realm") String slug, @BeanParam AuditQuery query) {
        RealmId realm = realms.get(slug).id();
        AuditFilter filter = query.filter();
        StreamingOutput body = out -> {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            export.write(realm, filter, writer);
            writer.flush();
        };
        return Response.ok(body)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-" + slug + ".csv\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
