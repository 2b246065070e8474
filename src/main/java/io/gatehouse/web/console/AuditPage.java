package io.gatehouse.web.console;

import io.gatehouse.administration.auditlog.AuditExport;
import io.gatehouse.administration.auditlog.AuditQueryService;
import io.gatehouse.audit.AuditEntry;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditFilter;
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
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.qute.TemplateData;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows and exports the realm's audit log. */
@Path("/realms/{realm}/console/audit")
@RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
public class AuditPage {
    private static final int LIMIT = 25;
    private static final AuditQueryService.Page NOTHING = new AuditQueryService.Page(List.of(), Optional.empty());
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final SecurityIdentity identity;
    private final AuditQueryService audit;
    private final AuditExport export;
    private final AuditSearch search;
    private final Pages pages;

    AuditPage(SecurityIdentity identity, AuditQueryService audit, AuditExport export, AuditSearch search, Pages pages) {
        this.identity = identity;
        this.audit = audit;
        this.export = export;
        this.search = search;
        this.pages = pages;
    }

    /** An event type to choose. */
    record TypeChoice(String value, String name, boolean chosen) {}

    /** Event types of one group, by name. */
    record TypeGroup(String name, List<TypeChoice> types) {}

    /** An administrator that an event names; the id is empty if the account is unknown. */
    record Person(String id, String name) {}

    /**
     * An event.
     *
     * @param iso its time in ISO 8601
     * @param time its time of day in UTC
     * @param until when its effect ends; null if it has no end
     * @param subject null if it is the actor, or if there is none
     */
    @TemplateData
    record Row(
            String iso,
            String time,
            String what,
            String details,
            DisplayTime until,
            Person actor,
            Person subject,
            String device,
            String address,
            String request) {

        /** Returns the beginning of the request's id, by which its events can be told from others. */
        public String requestHint() {
            return request.substring(0, Math.min(8, request.length()));
        }
    }

    /** The events of one day in UTC. */
    record Day(String date, List<Row> rows) {}

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
            List<Day> days,
            String same,
            String next,
            boolean newest,
            FormErrors errors) {}

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response page(@PathParam("realm") String slug, @BeanParam AuditForm form) {
        SignedIn caller = SignedIn.in(identity, slug);
        AuditFormatter formatter = AuditFormatter.of(pages, caller);
        AuditSearch.Query query = search.of(caller, form, formatter.audit());
        RealmId realm = caller.realm().id();
        AuditQueryService.Page page = query.filter()
                .map(filter -> audit.read(realm, filter, form.position(), LIMIT))
                .orElse(NOTHING);
        var view = new View(
                Arrays.stream(AuditGroup.values())
                        .map(group ->
                                new TypeGroup(formatter.audit().group(group), types(group, formatter.audit(), form)))
                        .toList(),
                form,
                form.about()
                        .map(id -> formatter.name(Optional.of(audit.person(realm, id))))
                        .map(formatter.audit()::onlyAbout)
                        .orElse(""),
                days(formatter, page.lines()),
                form.query(),
                page.next().map(AuditPosition::toString).orElse(""),
                form.position().isEmpty(),
                query.errors());
        return pages.show(query.errors().any() ? 400 : 200, new Page(pages.layout(caller), view));
    }

    /** Exports the filtered events as CSV; redirects to the page if the filter has an error or finds no administrator. */
    @GET
    @Path("/file")
    @Produces("text/csv")
    public Response download(@PathParam("realm") String slug, @BeanParam AuditForm form) {
        SignedIn caller = SignedIn.in(identity, slug);
        Optional<AuditFilter> filter = search.of(
                        caller, form, AuditFormatter.of(pages, caller).audit())
                .filter();
        if (filter.isEmpty()) {
            return Pages.redirectTo(new RealmPaths(slug).audit() + "?" + form.query());
        }
        StreamingOutput body = out -> {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            export.write(caller.realm().id(), filter.get(), writer);
            writer.flush();
        };
        return Response.ok(body)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-" + slug + ".csv\"")
                .build();
    }

    private static List<Day> days(AuditFormatter formatter, List<AuditQueryService.Line> lines) {
        var format = DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(formatter.language());
        Map<LocalDate, List<Row>> days = lines.stream()
                .collect(Collectors.groupingBy(
                        line -> LocalDate.ofInstant(line.entry().occurredAt(), ZoneOffset.UTC),
                        LinkedHashMap::new,
                        Collectors.mapping(line -> row(formatter, line), Collectors.toList())));
        return days.entrySet().stream()
                .map(day -> new Day(format.format(day.getKey()), day.getValue()))
                .toList();
    }

    private static Row row(AuditFormatter formatter, AuditQueryService.Line line) {
        AuditEntry entry = line.entry();
        boolean own = line.subject().equals(line.actor());
        return new Row(
                entry.occurredAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                TIME.format(entry.occurredAt()),
                formatter.happened(line),
                formatter.details(line),
                formatter.until(line),
                person(formatter, line.actor()),
                own || line.subject().isEmpty() ? null : person(formatter, line.subject()),
                formatter.deviceName(line),
                entry.clientAddress(),
                entry.requestId());
    }

    private static Person person(AuditFormatter formatter, Optional<AuditQueryService.Person> person) {
        return new Person(person.map(known -> known.id().toString()).orElse(""), formatter.name(person));
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
