package io.gatehouse.caller;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.id.SessionId;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.session.Session;
import java.util.Optional;
import java.util.UUID;

/**
 * Who makes a request, as its session or service token said when the request began. A change confirms it again in its own
 * transaction, by {@link Actors#confirm}; until then it allows nothing.
 *
 * @param administrator who is signed in; empty for a service token
 * @param session the session of the administrator; empty for a service token
 * @param serviceToken the service token; empty for an administrator
 */
public record Caller(
        RealmId realm,
        Optional<AdministratorId> administrator,
        Optional<SessionId> session,
        Optional<UUID> serviceToken,
        Requester requester) {

    /** Returns the administrator of that session. */
    public static Caller of(Session session, Requester requester) {
        return new Caller(
                session.realm(),
                Optional.of(session.administrator()),
                Optional.of(session.id()),
                Optional.empty(),
                requester);
    }

    /** Returns the client of that service token. */
    public static Caller of(ServiceToken token, Requester requester) {
        return new Caller(token.realm(), Optional.empty(), Optional.empty(), Optional.of(token.id()), requester);
    }
}
