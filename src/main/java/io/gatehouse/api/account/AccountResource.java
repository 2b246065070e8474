package io.gatehouse.api.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.account.SessionRevocation;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.http.RequestContext;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Sessions;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reads the caller's own account, and lists and revokes its sessions. */
@Path("/api/v1/realms/{realm}/account")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AccountResource {
    private final RequestCaller caller;
    private final Administrators administrators;
    private final Sessions sessions;
    private final SessionRevocation revocation;
    private final RequestContext request;

    AccountResource(
            RequestCaller caller,
            Administrators administrators,
            Sessions sessions,
            SessionRevocation revocation,
            RequestContext request) {
        this.caller = caller;
        this.administrators = administrators;
        this.sessions = sessions;
        this.revocation = revocation;
        this.request = request;
    }

    /** The caller's profile; the phone number is masked. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Profile(String id, String email, String displayName, String role, String phone, String locale) {}

    /** One of the caller's sessions. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SessionBody(
            UUID id,
            boolean current,
            String kind,
            String clientAddress,
            String userAgent,
            String secondFactor,
            Instant createdAt,
            Instant lastUsedAt,
            Instant expiresAt) {}

    /** Returns the caller's profile. */
    @GET
    public Profile profile(@PathParam("realm") String slug) {
        Administrator administrator = administrators
                .find(caller.session().realm(), caller.session().administrator())
                .orElseThrow(() -> new NotFoundException("There is no such account."));
        return new Profile(
                administrator.id().toString(),
                administrator.email().value(),
                administrator.displayName(),
                administrator.role().name(),
                administrator.phone().map(MobileNumber::hint).orElse(null),
                administrator.locale().orElse(null));
    }

    /** Returns the caller's active sessions, most recently used first. */
    @GET
    @Path("/sessions")
    public List<SessionBody> sessions(@PathParam("realm") String slug) {
        return sessions.list(caller.session().administrator()).stream()
                .map(this::body)
                .toList();
    }

    /** Revokes all sessions of the caller, the current one included. */
    @DELETE
    @Path("/sessions")
    public void revokeAll(@PathParam("realm") String slug) {
        revocation.revokeAll(caller.caller());
    }

    /** Revokes one session of the caller. */
    @DELETE
    @Path("/sessions/{id}")
    public void revoke(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        if (!revocation.revoke(caller.caller(), new SessionId(id))) {
            throw new NotFoundException("You have no such session.");
        }
    }

    private SessionBody body(Session session) {
        return new SessionBody(
                session.id().value(),
                session.id().equals(caller.session().id()),
                session.kind().name(),
                session.clientAddress(),
                session.userAgent(),
                session.secondFactor().map(Enum::name).orElse(null),
                session.createdAt(),
                session.lastUsedAt(),
                session.expiresAt());
    }
}
