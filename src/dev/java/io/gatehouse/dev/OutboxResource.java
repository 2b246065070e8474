package io.gatehouse.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Shows the stored messages, as a page that refreshes itself and as JSON. */
@Path("/dev/outbox")
@PermitAll
@IfBuildProfile("dev")
class OutboxResource {
    private final Outbox outbox;

    OutboxResource(Outbox outbox) {
        this.outbox = outbox;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON + ";qs=0.9")
    public List<Outbox.Entry> messages() {
        return outbox.newestFirst();
    }

    @GET
    @Produces("text/html;charset=UTF-8")
    public byte[] page() {
        return file("outbox.html");
    }

    @GET
    @Path("outbox.js")
    @Produces("text/javascript;charset=UTF-8")
    public byte[] script() {
        return file("outbox.js");
    }

    @GET
    @Path("outbox.css")
    @Produces("text/css;charset=UTF-8")
    public byte[] style() {
        return file("outbox.css");
    }

    private static byte[] file(String name) {
        try (InputStream stream = OutboxResource.class.getResourceAsStream("/dev/" + name)) {
            if (stream == null) {
                throw new NotFoundException();
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
