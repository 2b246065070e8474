package io.gatehouse.api.account;

import io.gatehouse.account.SessionRevocation;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.session.SessionList;
import io.gatehouse.session.SessionList.ListedSession;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Reads the caller's own account, and lists and revokes its sessions. */
@Path("/api/v1/realms/{realm}/account")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AccountResource {
    private final RequestCaller caller;
    private final Administrators administrators;
    private final SessionList sessions;
    private final SessionRevocation revocation;

    AccountResource(
            RequestCaller caller, Administrators administrators, SessionList sessions, SessionRevocation revocation) {
        this.caller = caller;
        this.administrators = administrators;
        this.sessions = sessions;
        this.revocation = revocation;
    }

    /** The caller's profile; the phone number is masked. */
    public record Profile(
            UUID id, String email, String displayName, Role role, Optional<String> phone, Optional<String> locale) {}

    /**
     * One of the caller's sessions.
     *
     * @param idle whether only clients with offline access still use it
     */
    public record SessionBody(
            UUID id,
            boolean current,
            boolean idle,
            SessionKind kind,
            String clientAddress,
            String userAgent,

            Optional<String> secondFactor,
            Instant createdAt,
            Instant lastUsedAt,
            Instant expiresAt) {}

    @GET
    @Operation(summary = "Returns the caller's profile")
    public Profile getAccount(@PathParam("realm") String slug) {
        Administrator administrator = administrators
                .find(caller.session().realm(), caller.session().administrator())
                .orElseThrow(() -> new NotFoundException("There is no such account."));
        return new Profile(
                administrator.id().value(),
                administrator.email().value(),
                administrator.displayName(),
                administrator.role(),
                administrator.phone().map(MobileNumber::hint),
                administrator.locale());
    }

    @GET
    @Path("/sessions")
    @Operation(
            summary =
                    "Returns the caller's sessions, most recently used first; idle ones only if clients have offline access")
    public List<SessionBody> listSessions(@PathParam("realm") String slug) {
        return sessions.of(caller.session().administrator()).stream()
                .map(this::body)
                .toList();
    }

    @DELETE
    @Path("/sessions")
    @Operation(summary = "Revokes all sessions of the caller, the current one included")
    public void revokeSessions(@PathParam("realm") String slug) {
        revocation.revokeAll(caller.caller());
    }

    @DELETE
    @Path("/sessions/{id}")
    @Operation(summary = "Revokes one session of the caller")
    public void revokeSession(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        if (!revocation.revoke(caller.caller(), new SessionId(id))) {
            throw new NotFoundException("You have no such session.");
        }
    }

    private SessionBody body(ListedSession listed) {
        Session session = listed.session();
        return new SessionBody(
                session.id().value(),
                session.id().equals(caller.session().id()),
                listed.idle(),
                session.kind(),
                session.clientAddress(),
                session.userAgent(),
                session.secondFactor().map(Enum::name),
                session.createdAt(),
                session.lastUsedAt(),
                session.expiresAt());
    }
}
