package io.gatehouse.caller;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.kernel.NotPermittedException;
import io.gatehouse.kernel.NotPermittedException.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.servicetoken.ServiceTokens;
import io.gatehouse.session.Session;
import io.gatehouse.session.Sessions;
import io.gatehouse.session.StepUp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;

/**
 * Confirms callers as actors of changes. Realm, account, session and step-up are read again in the transaction of the
 * change, under locks that revoking a session, changing a role, disabling and deleting an account acquire as well.
 * After such a revocation has committed, pending requests of the caller cannot make changes.
 *
 * <p>All transactions acquire locks in this order: realm, administrators (the actor before others), rows that belong to
 * them.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Actors {
    private final Realms realms;
    private final Administrators administrators;
    private final Sessions sessions;
    private final ServiceTokens serviceTokens;
    private final StepUp stepUp;

    Actors(
            Realms realms,
            Administrators administrators,
            Sessions sessions,
            ServiceTokens serviceTokens,
            StepUp stepUp) {
        this.realms = realms;
        this.administrators = administrators;
        this.sessions = sessions;
        this.serviceTokens = serviceTokens;
        this.stepUp = stepUp;
    }

    /**
     * Returns the caller as the actor of a change, with realm and account locked until the transaction ends. These must
     * be the transaction's first locks.
     *
     * @throws NotPermittedException if the caller's session or token has ended or does not permit the change
     */
    public Actor confirm(Caller caller, Permission permission) {
        Realm realm = lock(caller, permission);
        if (permission.needsRootRealm() && !realm.root()) {
            throw new NotPermittedException(Reason.FORBIDDEN);
        }
        return caller.serviceToken().isPresent()
                ? confirmServiceToken(caller, realm, permission)
                : confirmAdministrator(caller, realm, permission);
    }

    /** Returns the actor of a command, which has all permissions; the realm is locked until the transaction ends. */
    public Actor command(RealmId realm) {
        return new Actor(
                realms.getForUpdate(realm),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Requester.COMMAND);
    }

    private Realm lock(Caller caller, Permission permission) {
        return permission.concernsOwnAccount()
                ? realms.findForShare(caller.realm()).orElseThrow(Actors::unauthenticated)
                : realms.getForUpdate(caller.realm());
    }

    private Actor confirmServiceToken(Caller caller, Realm realm, Permission permission) {
        ServiceToken token = caller.serviceToken()
                .flatMap(serviceTokens::findForShare)
                .filter(found -> found.realm().equals(realm.id()))
                .orElseThrow(Actors::unauthenticated);
        if (!permission.allowsServiceTokens() || !permission.allows(token.role())) {
            throw new NotPermittedException(Reason.FORBIDDEN);
        }
        return new Actor(realm, Optional.empty(), Optional.empty(), Optional.of(token), false, caller.requester());
    }

    private Actor confirmAdministrator(Caller caller, Realm realm, Permission permission) {
        Administrator administrator = caller.administrator()
                .flatMap(id -> administrators.findForUpdate(realm.id(), id))
                .filter(Administrator::canSignIn)
                .orElseThrow(Actors::unauthenticated);
        Session session = caller.session()
                .flatMap(sessions::findLive)
                .filter(found -> found.administrator().equals(administrator.id()))
                .orElseThrow(Actors::unauthenticated);
        if (!permission.allows(administrator.role())) {
            throw new NotPermittedException(Reason.FORBIDDEN);
        }
        if (permission.needsStepUp()) {
            stepUp.require(realm, administrator, session);
        }
        return new Actor(
                realm,
                Optional.of(administrator),
                Optional.of(session),
                Optional.empty(),
                stepUp.isGiven(realm, administrator, session),
                caller.requester());
    }

    private static NotPermittedException unauthenticated() {
        return new NotPermittedException(Reason.UNAUTHENTICATED);
    }
}
