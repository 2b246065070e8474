package io.gatehouse.api.support;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditPosition;
import io.gatehouse.delivery.dispatch.Deliveries.DeliveryState;
import io.gatehouse.kernel.AddressRange;
import io.gatehouse.kernel.DisplayNames;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** Text formats that no standard constraint covers, each checked by the parser that reads it. */
public enum TextFormat {
    EMAIL_ADDRESS(
            text -> EmailAddress.parse(text).isPresent(), "Use an address in plain ASCII, such as admin@example.com."),
    DISPLAY_NAME(text -> DisplayNames.parse(text).isPresent(), "Use 1 to 80 visible characters in one line."),
    REALM_SLUG(Realm::isSlug, "Use 1 to 63 lower-case letters, digits and inner hyphens."),
    ADDRESS_RANGE(text -> AddressRange.parse(text).isPresent(), "Use CIDR notation, such as 203.0.113.0/24."),
    ADMINISTRATOR_ID(isEmptyOr(UUID::fromString), "Use an administrator's id."),
    DELIVERY_ID(isEmptyOr(UUID::fromString), "Use the id of a delivery."),
    AUDIT_EVENT_TYPE(isEmptyOr(AuditEventType::valueOf), "Use a type of event, such as SIGNED_IN."),
    CHANNEL(isEmptyOr(TextFormat::channel), "Use sms or email."),
    DELIVERY_STATE(isEmptyOr(TextFormat::deliveryState), "Use queued, sent, delivered or failed."),
    TIME(isEmptyOr(TextFormat::time), "Use RFC 3339, such as 2026-01-31T12:00:00Z."),
    NEXT_ID(isEmptyOr(UUID::fromString), "Use next of the previous response."),
    NEXT_AUDIT_POSITION(isEmptyOr(AuditPosition::parse), "Use next of the previous response.");

    private static final int MAX_YEAR = 9999;

    private final Predicate<String> accepts;
    private final String advice;

    TextFormat(Predicate<String> accepts, String advice) {
        this.accepts = accepts;
        this.advice = advice;
    }

    /** Returns whether the text has this format; an empty query parameter counts as absent. */
    boolean accepts(String text) {
        return accepts.test(text);
    }

    /** Returns the error message: what to send instead. */
    String advice() {
        return advice;
    }

    /** Returns the value of a query parameter, or empty if it is absent or empty. */
    public static <T> Optional<T> parse(String text, Function<String, T> parser) {
        return Optional.ofNullable(text).filter(value -> !value.isEmpty()).map(parser);
    }

    public static Channel channel(String text) {
        return Channel.valueOf(text.toUpperCase(Locale.ROOT));
    }

    public static DeliveryState deliveryState(String text) {
        return DeliveryState.valueOf(text.toUpperCase(Locale.ROOT));
    }

    /**
     * Returns the time.
     *
     * @throws DateTimeException if it is not one of RFC 3339, whose years have four digits
     */
    public static Instant time(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        if (time.getYear() < 0 || time.getYear() > MAX_YEAR) {
            throw new DateTimeException("Not a year of four digits");
        }
        return time.toInstant();
    }

    private static Predicate<String> isEmptyOr(Function<String, ?> parser) {
        return text -> {
            try {
                parse(text, parser);
                return true;
            } catch (IllegalArgumentException | DateTimeException e) {
                return false;
            }
        };
    }
}
