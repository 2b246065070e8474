package io.gatehouse.administration.auditlog;

import io.gatehouse.audit.AuditEntry;
import io.gatehouse.audit.AuditFilter;
import io.gatehouse.audit.AuditPosition;
import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/**
 * Exports the audit log as CSV (RFC 4180), page by page; cells that a spreadsheet would run as formulas are escaped.
 */
@ApplicationScoped
public class AuditExport {
    private static final int PAGE = 500;

    /** Without it, Excel reads UTF-8 in the system's own code page. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final CSVFormat HEADER = CSVFormat.RFC4180;
    private static final CSVFormat ROWS =
            HEADER.builder().setQuoteMode(QuoteMode.ALL).get();

    /**
     * Text that a spreadsheet reads as a formula, also after spaces and in full-width characters (OWASP CSV injection).
     */
    private static final Pattern FORMULA = Pattern.compile("^[\\s\\p{Z}]*[=+\\-@|%\\t\\r＝＋－＠].*", Pattern.DOTALL);

    private final AuditQueryService audit;

    AuditExport(AuditQueryService audit) {
        this.audit = audit;
    }

    /** Writes the realm's events that match the filter, newest first. */
    public void write(RealmId realm, AuditFilter filter, Writer csv) throws IOException {
        csv.write(BYTE_ORDER_MARK);
        HEADER.print(csv)
                .printRecord(
                        "occurredAt",
                        "type",
                        "actor",
                        "actorId",
                        "subject",
                        "subjectId",
                        "clientAddress",
                        "userAgent",
                        "requestId",
                        "details");
        CSVPrinter rows = ROWS.print(csv);
        Optional<AuditPosition> next = Optional.empty();
        do {
            AuditQueryService.Page page = audit.read(realm, filter, next, PAGE);
            for (AuditQueryService.Line line : page.lines()) {
                rows.printRecord(cells(line).map(AuditExport::withoutFormula));
            }
            csv.flush();
            next = page.next();
        } while (next.isPresent());
    }

    private static Stream<String> cells(AuditQueryService.Line line) {
        AuditEntry entry = line.entry();
        return Stream.of(
                entry.occurredAt().toString(),
                entry.type(),
                line.actor().map(AuditQueryService.Person::email).orElse(""),
                entry.actor().map(Object::toString).orElse(""),
                line.subject().map(AuditQueryService.Person::email).orElse(""),
                entry.subject().map(Object::toString).orElse(""),
                entry.clientAddress(),
                entry.userAgent(),
                entry.requestId(),
                details(entry.details()));
    }

    private static String details(Map<String, String> details) {
        return new TreeMap<>(details)
                .entrySet().stream()
                        .map(detail -> detail.getKey() + ": " + detail.getValue())
                        .collect(Collectors.joining("; "));
    }

    static String withoutFormula(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }
}
