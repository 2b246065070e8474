package io.gatehouse.api.administration;

import io.gatehouse.api.signin.SignInResource;
import io.gatehouse.api.support.Format;
import io.gatehouse.api.support.PageQuery;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.api.support.TextFormat;
import io.gatehouse.delivery.dispatch.DeliveryLog;
import io.gatehouse.delivery.dispatch.DeliveryLog.DeliveryEntry;
import io.gatehouse.delivery.dispatch.DeliveryLog.DeliveryFilter;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Lists the codes a realm has sent, with their delivery states. */
@Path("/api/v1/realms/{realm}/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
public class DeliveriesResource {
    private final RequestedRealm realms;
    private final DeliveryLog log;

    DeliveriesResource(RequestedRealm realms, DeliveryLog log) {
        this.realms = realms;
        this.log = log;
    }

    /** A page of deliveries, newest first; pass {@code next} as {@code after} to get the following page. */
    public record DeliveryPage(List<DeliveryBody> items, Optional<UUID> next) {}

    /** The delivery of a code; the address is masked, and the code itself is not stored. */
    public record DeliveryBody(
            UUID id,
            UUID administrator,
            String purpose,
            SignInResource.ChannelName channel,
            String to,
            Optional<String> country,
            String tag,
            String state,
            Optional<String> failure,
            Optional<String> error,
            Instant createdAt,
            Instant changedAt,
            Optional<Instant> usedAt) {
        static DeliveryBody of(DeliveryEntry entry) {
            return new DeliveryBody(
                    entry.id().value(),
                    entry.administrator().value(),
                    wire(entry.purpose()),
                    SignInResource.ChannelName.of(entry.channel()),
                    entry.to(),
                    entry.country(),
                    entry.tag(),
                    wire(entry.state()),
                    entry.failure().map(DeliveryBody::wire),
                    entry.error(),
                    entry.createdAt(),
                    entry.changedAt(),
                    entry.usedAt());
        }

        private static String wire(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }

    /** The filter parameters of deliveries. */
    public static class Query {
        @QueryParam("channel")
        @Format(TextFormat.CHANNEL)
        @Schema(implementation = SignInResource.ChannelName.class)
        String channel;

        @QueryParam("state")
        @Format(TextFormat.DELIVERY_STATE)
        @Schema(
                implementation = String.class,
                enumeration = {"queued", "sent", "delivered", "failed"})
        String state;

        @QueryParam("from")
        @Format(TextFormat.TIME)
        @Schema(implementation = Instant.class)
        String from;

        @QueryParam("to")
        @Format(TextFormat.TIME)
        @Schema(implementation = Instant.class)
        String to;

        DeliveryFilter filter() {
            return new DeliveryFilter(
                    TextFormat.parse(channel, TextFormat::channel),
                    TextFormat.parse(state, TextFormat::deliveryState),
                    TextFormat.parse(from, TextFormat::time),
                    TextFormat.parse(to, TextFormat::time));
        }
    }

    @GET
    @Operation(summary = "Returns the deliveries of codes that match the filter, newest first")
    public DeliveryPage listDeliveries(
            @PathParam("realm") String slug,
            @BeanParam @Valid Query query,
            @QueryParam("after") @Format(TextFormat.NEXT_ID) String after,
            @BeanParam @Valid PageQuery page) {
        int limit = page.limit();
        List<DeliveryEntry> found = log.read(
                realms.get(slug).id(),
                query.filter(),
                TextFormat.parse(after, UUID::fromString).map(DeliveryId::new),
                limit + 1);
        List<DeliveryBody> items =
                found.stream().limit(limit).map(DeliveryBody::of).toList();
        return new DeliveryPage(
                items, found.size() > limit ? Optional.of(items.get(limit - 1).id()) : Optional.empty());
    }
}
