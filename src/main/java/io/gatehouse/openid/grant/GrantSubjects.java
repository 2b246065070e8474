package io.gatehouse.openid.grant;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.Clients;
import io.gatehouse.openid.grant.ClientTokens.GrantSubject;
import io.gatehouse.openid.grant.Grants.Grant;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import io.gatehouse.session.Sessions;
import io.gatehouse.token.Acr;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;

/** Reads what a grant depends on: its session, and the account with a role that the client admits. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class GrantSubjects {
    private final Sessions sessions;
    private final Administrators administrators;
    private final Clients clients;

    GrantSubjects(Sessions sessions, Administrators administrators, Clients clients) {
        this.sessions = sessions;
        this.administrators = administrators;
        this.clients = clients;
    }

    /** A session and its account. */
    record SignedIn(Session session, Administrator administrator) {}

    /**
     * Returns the live session and the account of a new grant, or empty if there is none, or the client is no longer registered. All are
     * locked as revocations and deletions lock them, so that these find the grant.
     */
    Optional<SignedIn> lock(Realm realm, Client client, Authorization authorization) {
        return administrators
                .findForUpdate(realm.id(), authorization.administrator())
                .filter(administrator -> mayUse(client, authorization, administrator))
                .flatMap(administrator -> sessions.findForUpdate(authorization.session())
                        .filter(session -> session.administrator().equals(administrator.id()))
                        .filter(session -> clients.lock(client))
                        .map(session -> new SignedIn(session, administrator)));
    }

    /** Returns the subject of a grant and records a use of its session, or returns empty if it depends on something that has ended. */
    Optional<GrantSubject> use(Realm realm, Client client, Grant grant) {
        Authorization authorization = grant.authorization();
        return subject(
                realm, client, grant, sessions.findById(authorization.session()).or(() -> offline(authorization)));
    }

    /** Returns the subject of a grant, without recording a use, or empty if it depends on something that has ended. */
    Optional<GrantSubject> find(Realm realm, Client client, Grant grant) {
        Authorization authorization = grant.authorization();
        return subject(
                realm, client, grant, sessions.findLive(authorization.session()).or(() -> offline(authorization)));
    }

    private Optional<Session> offline(Authorization authorization) {
        return authorization.scopes().contains(OpenIdScope.OFFLINE_ACCESS)
                ? sessions.findUnrevoked(authorization.session())
                : Optional.empty();
    }

    private Optional<GrantSubject> subject(Realm realm, Client client, Grant grant, Optional<Session> session) {
        return session.flatMap(found -> administrators
                .find(realm.id(), grant.authorization().administrator())
                .filter(administrator -> mayUse(client, grant.authorization(), administrator))
                .map(administrator -> new GrantSubject(realm, client, grant, found, administrator)));
    }

    /** Returns whether the client admits the administrator, by what is registered of it now. */
    private static boolean mayUse(Client client, Authorization authorization, Administrator administrator) {
        Optional<Acr> acr = Acr.parse(authorization.acr());
        return administrator.canSignIn()
                && client.metadata().roles().contains(administrator.role())
                && client.metadata().minimumAcr().stream()
                        .allMatch(
                                minimum -> acr.filter(own -> own.meets(minimum)).isPresent());
    }
}
