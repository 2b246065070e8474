package io.gatehouse.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.delivery.DeliveryEntry;
import io.gatehouse.delivery.DeliveryFilter;
import io.gatehouse.delivery.DeliveryId;
import io.gatehouse.delivery.DeliveryLog;
import io.gatehouse.delivery.DeliveryState;
import io.gatehouse.realm.Channel;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The codes a realm has sent, and what has become of them. */
@Path("/api/v1/realms/{realm}/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
public class DeliveriesResource {
    private static final String TIME_ADVICE = "Use RFC 3339, such as 2026-01-31T12:00:00Z.";

    private final RequestedRealm realms;
    private final DeliveryLog log;

    DeliveriesResource(RequestedRealm realms, DeliveryLog log) {
        this.realms = realms;
        this.log = log;
    }

    /** Some deliveries, the newest first; {@code next} is the {@code after} of the following ones. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<Item> items, UUID next) {}

    /** A code's way: addresses are masked, and the code itself is kept nowhere. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            UUID id,
            UUID administrator,
            String purpose,
            String channel,
            String to,
            String country,
            String tag,
            String state,
            String failure,
            String error,
            Instant createdAt,
            Instant changedAt,
            Instant usedAt) {
        static Item of(DeliveryEntry entry) {
            return new Item(
                    entry.id().value(),
                    entry.administrator().value(),
                    wire(entry.purpose()),
                    wire(entry.channel()),
                    entry.to(),
                    entry.country().orElse(null),
                    entry.tag(),
                    wire(entry.state()),
                    entry.failure().map(Item::wire).orElse(null),
                    entry.error().orElse(null),
                    entry.createdAt(),
                    entry.changedAt(),
                    entry.usedAt().orElse(null));
        }

        private static String wire(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which deliveries are asked for. */
    public static class Query {
        @QueryParam("channel")
        @Schema(
                implementation = String.class,
                enumeration = {"sms", "email"})
        String channel;

        @QueryParam("state")
        @Schema(
                implementation = String.class,
                enumeration = {"queued", "sent", "delivered", "failed"})
        String state;

        @QueryParam("from")
        @Schema(implementation = Instant.class)
        String from;

        @QueryParam("to")
        @Schema(implementation = Instant.class)
        String to;

        DeliveryFilter filter() {
            return new DeliveryFilter(
                    PageQuery.parse("channel", channel, "Use sms or email.", name -> Channel.valueOf(upper(name))),
                    PageQuery.parse(
                            "state",
                            state,
                            "Use queued, sent, delivered or failed.",
                            name -> DeliveryState.valueOf(upper(name))),
                    PageQuery.parse("from", from, TIME_ADVICE, Query::time),
                    PageQuery.parse("to", to, TIME_ADVICE, Query::time));
        }

        private static String upper(String name) {
            return name.toUpperCase(Locale.ROOT);
        }

        private static Instant time(String typed) {
            return OffsetDateTime.parse(typed).toInstant();
        }
    }

    /** The deliveries that pass the filter. */
    @GET
    public Page list(@PathParam("realm") String slug, @BeanParam Query query, @BeanParam PageQuery part) {
        int limit = part.limit();
        List<DeliveryEntry> found = log.read(
                realms.get(slug).id(),
                query.filter(),
                part.after(UUID::fromString).map(DeliveryId::new),
                limit + 1);
        List<Item> items = found.stream().limit(limit).map(Item::of).toList();
        return new Page(items, found.size() > limit ? items.get(limit - 1).id() : null);
    }
}
