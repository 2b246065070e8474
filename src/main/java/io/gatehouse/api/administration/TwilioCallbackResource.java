package io.gatehouse.api.administration;

import io.gatehouse.api.support.Format;
import io.gatehouse.api.support.TextFormat;
import io.gatehouse.delivery.dispatch.Deliveries;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.delivery.sms.twilio.TwilioStatus;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.RequestContext;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Receives the delivery states of text messages from Twilio. */
@Path("/callbacks/twilio/status")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@PermitAll
public class TwilioCallbackResource {
    private final TwilioStatus twilio;
    private final Deliveries deliveries;
    private final RequestContext context;
    private final RoutingContext routing;

    TwilioCallbackResource(TwilioStatus twilio, Deliveries deliveries, RequestContext context, RoutingContext routing) {
        this.twilio = twilio;
        this.deliveries = deliveries;
        this.context = context;
        this.routing = routing;
    }

    @POST
    @Operation(
            summary = "Stores the delivery state of a text message; Twilio signs it, and unknown messages are ignored")
    public void reportSmsStatus(
            @QueryParam("delivery") @Format(TextFormat.DELIVERY_ID) String delivery,
            @HeaderParam("X-Twilio-Signature") String signature,
            MultivaluedMap<String, String> form) {
        Map<String, String> parameters = form.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get(0)));
        String query = Optional.ofNullable(routing.request().query()).orElse("");
        if (signature == null || !twilio.isGenuine(query, parameters, signature)) {
            throw new ProblemException(ProblemCode.FORBIDDEN, "The signature is not Twilio's.");
        }
        Optional<DeliveryId> id = TextFormat.parse(delivery, UUID::fromString).map(DeliveryId::new);
        twilio.report(parameters).ifPresent(report -> deliveries.reported(id, report, context.requester()));
    }
}
