package io.gatehouse.caller;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SessionId;
import java.util.Optional;
import java.util.UUID;

/**
 * The administrator or service token that makes a request, unconfirmed. A change must confirm it in its own transaction
 * by {@link Actors#confirm}.
 *
 * @param administrator the signed-in administrator; empty for a service token
 * @param session the session of the administrator; empty for a service token
 * @param serviceToken the service token; empty for an administrator
 */
public record Caller(
        RealmId realm,
        Optional<AdministratorId> administrator,
        Optional<SessionId> session,
        Optional<UUID> serviceToken,
        Requester requester) {

    /** Creates the caller for the administrator of a session. */
    public static Caller of(Session session, Requester requester) {
        return new Caller(
                session.realm(),
                Optional.of(session.administrator()),
                Optional.of(session.id()),
                Optional.empty(),
                requester);
    }

    /** Creates the caller for a service token. */
    public static Caller of(ServiceToken token, Requester requester) {
        return new Caller(token.realm(), Optional.empty(), Optional.empty(), Optional.of(token.id()), requester);
    }
}
