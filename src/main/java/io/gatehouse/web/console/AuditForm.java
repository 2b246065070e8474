package io.gatehouse.web.console;

import static io.gatehouse.web.layout.FormValues.text;

import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditFilter;
import io.gatehouse.audit.AuditPosition;
import io.gatehouse.kernel.AddressRange;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.web.activity.AuditMessages;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.FormValues;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** The filter parameters of the audit page, as entered; malformed ones are ignored. */
public class AuditForm {
    private static final int MAX_YEAR = 9999;

    @QueryParam("type")
    String type;

    @QueryParam("administrator")
    String administrator;

    @QueryParam("person")
    String person;

    @QueryParam("address")
    String address;

    @QueryParam("request")
    String request;

    @QueryParam("from")
    String from;

    @QueryParam("to")
    String to;

    @QueryParam("after")
    String after;

    public String getType() {
        return text(type);
    }

    public String getAdministrator() {
        return about().map(AdministratorId::toString).orElse("");
    }

    public String getPerson() {
        return text(person);
    }

    public String getAddress() {
        return text(address);
    }

    public String getRequest() {
        return text(request);
    }

    /** Returns whether a field is filled that the page shows on demand. */
    public boolean isDetailed() {
        return Stream.of(address, request, from, to)
                .anyMatch(typed -> !text(typed).isEmpty());
    }

    public String getFrom() {
        return text(from);
    }

    public String getTo() {
        return text(to);
    }

    Optional<AdministratorId> about() {
        return parse(administrator, UUID::fromString).map(AdministratorId::new);
    }

    Optional<AuditPosition> position() {
        return parse(after, AuditPosition::parse);
    }

    /** Returns the filter for these administrators, or for all if there are none. */
    AuditFilter filter(Set<AdministratorId> administrators) {
        return new AuditFilter(
                parse(type, AuditEventType::valueOf),
                administrators,
                AddressRange.parseAddress(text(address)),
                Optional.of(text(request)).filter(typed -> !typed.isEmpty()),
                day(from, 0),
                day(to, 1));
    }

    FormErrors errors(AuditMessages messages) {
        FormErrors errors = FormErrors.NONE;
        if (!text(address).isEmpty() && AddressRange.parseAddress(text(address)).isEmpty()) {
            errors = errors.and("address", messages.addressInvalid());
        }
        if (!text(from).isEmpty() && day(from, 0).isEmpty()) {
            errors = errors.and("from", messages.dateInvalid());
        }
        return !text(to).isEmpty() && day(to, 1).isEmpty() ? errors.and("to", messages.dateInvalid()) : errors;
    }

    /** Returns the filter as query parameters; empty if there is none. */
    String query() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("type", getType());
        values.put("administrator", getAdministrator());
        values.put("person", getPerson());
        values.put("address", getAddress());
        values.put("request", getRequest());
        values.put("from", getFrom());
        values.put("to", getTo());
        return FormValues.query(values);
    }

    /** Returns the beginning of the typed day, or of one that many days later. */
    private static Optional<Instant> day(String typed, int later) {
        return parse(typed, day -> start(LocalDate.parse(day).plusDays(later)));
    }

    /** Throws for a year of more than four digits, which no date field of a browser sends. */
    private static Instant start(LocalDate day) {
        if (day.getYear() < 0 || day.getYear() > MAX_YEAR) {
            throw new DateTimeException("Not a year of four digits");
        }
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static <T> Optional<T> parse(String typed, Function<String, T> parser) {
        try {
            return text(typed).isEmpty() ? Optional.empty() : Optional.of(parser.apply(text(typed)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
