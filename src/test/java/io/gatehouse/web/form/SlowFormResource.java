package io.gatehouse.web.form;

import io.gatehouse.testing.Artifact;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A test form whose posts are answered once the test says so. */
@Path("/realms/{realm}/slow-form")
@Singleton
@PermitAll
public class SlowFormResource {
    private final Map<String, SlowForm> forms = new ConcurrentHashMap<>();

    /** The form of one realm. */
    record SlowForm(
            AtomicInteger posts,
            AtomicReference<HttpServerResponse> response,
            CountDownLatch received,
            CountDownLatch released) {}

    SlowForm in(String realm) {
        Artifact.needsTheApplicationHere("A page of the tests");
        return forms.computeIfAbsent(
                realm,
                slug -> new SlowForm(
                        new AtomicInteger(), new AtomicReference<>(), new CountDownLatch(1), new CountDownLatch(1)));
    }

    @POST
    public Response submit(@PathParam("realm") String slug, @Context HttpServerResponse response)
            throws InterruptedException {
        SlowForm form = in(slug);
        form.posts().incrementAndGet();
        form.response().set(response);
        form.received().countDown();
        return form.released().await(1, TimeUnit.MINUTES)
                ? Response.seeOther(URI.create("/done")).build()
                : Response.serverError().build();
    }
}
