package io.gatehouse.administration;

import io.gatehouse.audit.AuditEntry;
import io.gatehouse.audit.AuditFilter;
import io.gatehouse.audit.AuditPosition;
import io.gatehouse.platform.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The audit log as CSV (RFC 4180), written as it is read; nothing in it is a formula to a spreadsheet. */
@ApplicationScoped
public class AuditExport {
    private static final int AT_ONCE = 500;
    private static final String HEAD =
            "occurredAt,type,actor,actorId,subject,subjectId,clientAddress,userAgent,requestId,details";
    /** What a spreadsheet takes for the beginning of a formula, also behind spaces and in full width (OWASP CSV injection). */
    private static final Pattern FORMULA = Pattern.compile("^[\\s\\p{Z}]*[=+\\-@|%\\t\\r＝＋－＠].*", Pattern.DOTALL);

    private final AuditQueryService audit;

    AuditExport(AuditQueryService audit) {
        this.audit = audit;
    }

    /** Writes the realm's events that pass the filter, the newest first. */
    public void write(RealmId realm, AuditFilter filter, Writer csv) throws IOException {
        csv.write(HEAD + "\r\n");
        Optional<AuditPosition> next = Optional.empty();
        do {
            AuditQueryService.Page page = audit.read(realm, filter, next, AT_ONCE);
            for (AuditQueryService.Line line : page.lines()) {
                csv.write(row(line));
            }
            csv.flush();
            next = page.next();
        } while (next.isPresent());
    }

    private static String row(AuditQueryService.Line line) {
        AuditEntry entry = line.entry();
        return Stream.of(
                        entry.occurredAt().toString(),
                        entry.type().name(),
                        line.actor().map(AuditQueryService.Person::email).orElse(""),
                        entry.actor().map(Object::toString).orElse(""),
                        line.subject().map(AuditQueryService.Person::email).orElse(""),
                        entry.subject().map(Object::toString).orElse(""),
                        entry.clientAddress(),
                        entry.userAgent(),
                        entry.requestId(),
                        details(entry.details()))
                .map(AuditExport::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String details(Map<String, String> details) {
        return new TreeMap<>(details)
                .entrySet().stream()
                        .map(detail -> detail.getKey() + ": " + detail.getValue())
                        .collect(Collectors.joining("; "));
    }

    static String cell(String text) {
        String harmless = FORMULA.matcher(text).matches() ? "'" + text : text;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
