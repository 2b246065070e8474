package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administration.auditlog.AuditExport;
import io.gatehouse.administration.auditlog.AuditQueryService;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditPosition;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.web.activity.AuditFormatter;
import io.gatehouse.web.activity.AuditGroup;
import io.gatehouse.web.activity.AuditMessages;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Shows and exports the realm's audit log. */
@Path("/realms/{realm}/console/audit")
@RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
public class AuditPage {
    private static final int LIMIT = 50;

    private final SecurityIdentity identity;
    private final AuditQueryService audit;
    private final AuditExport export;
    private final Accounts accounts;
    private final Pages pages;

    AuditPage(SecurityIdentity identity, AuditQueryService audit, AuditExport export, Accounts accounts, Pages pages) {
        this.identity = identity;
        this.audit = audit;
        this.export = export;
        this.accounts = accounts;
        this.pages = pages;
    }

    /** An event type to choose. */
    record TypeChoice(String value, String name, boolean chosen) {}

    /** Event types of one group, by name. */
    record TypeGroup(String name, List<TypeChoice> types) {}

    /** An event; {@code until} is null if its effect has no end, {@code subject} is empty if it is the actor. */
    record Row(
            DisplayTime at,
            String what,
            String details,
            DisplayTime until,
            String actor,
            String subject,
            String device) {}

    /**
     * The content of the page.
     *
     * @param about the only administrator shown; empty if all are
     * @param same the current filter, for links; empty if there is none
     * @param next position after which the older events begin; empty if there are none
     */
    record View(
            List<TypeGroup> groups,
            AuditForm form,
            String about,
            List<Row> rows,
            String same,
            String next,
            boolean newest,
            FormErrors errors) {}

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response page(@PathParam("realm") String slug, @BeanParam AuditForm form) {
        SignedIn caller = SignedIn.in(identity, slug);
        AuditFormatter formatter = AuditFormatter.of(pages, caller);
        FormErrors errors = form.errors(formatter.audit());
        AuditQueryService.Page page = audit.read(caller.realm().id(), form.filter(), form.position(), LIMIT);
        String about = form.about()
                .map(id -> accounts.get(caller.realm().id(), id).administrator().displayName())
                .map(formatter.audit()::onlyAbout)
                .orElse("");
        var view = new View(
                Arrays.stream(AuditGroup.values())
                        .map(group ->
                                new TypeGroup(formatter.audit().group(group), types(group, formatter.audit(), form)))
                        .toList(),
                form,
                about,
                page.lines().stream().map(line -> row(formatter, line)).toList(),
                form.query(),
                page.next().map(AuditPosition::toString).orElse(""),
                form.position().isEmpty(),
                errors);
        return pages.show(errors.any() ? 400 : 200, new Page(pages.layout(caller), view));
    }

    /** Exports the filtered events as CSV. */
    @GET
    @Path("/file")
    @Produces("text/csv")
    public Response download(@PathParam("realm") String slug, @BeanParam AuditForm form) {
        RealmId realm = SignedIn.in(identity, slug).realm().id();
        StreamingOutput body = out -> {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            export.write(realm, form.filter(), writer);
            writer.flush();
        };
        return Response.ok(body)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-" + slug + ".csv\"")
                .build();
    }

    private static Row row(AuditFormatter formatter, AuditQueryService.Line line) {
        return new Row(
                DisplayTime.of(line.entry().occurredAt(), formatter.language()),
                formatter.happened(line),
                formatter.details(line),
                formatter.until(line),
                formatter.name(line.actor()),
                line.subject().isPresent() && !line.subject().equals(line.actor())
                        ? formatter.name(line.subject())
                        : "",
                formatter.device(line));
    }

    private static List<TypeChoice> types(AuditGroup group, AuditMessages messages, AuditForm form) {
        return Arrays.stream(AuditEventType.values())
                .filter(group::contains)
                .map(type -> new TypeChoice(
                        type.name(), messages.happened(type), type.name().equals(form.getType())))
                .sorted(Comparator.comparing(TypeChoice::name))
                .toList();
    }

    record Page(PageLayout layout, View log) implements PageTemplate {}
}
