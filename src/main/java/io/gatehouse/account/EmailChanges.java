package io.gatehouse.account;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.link.LinkConfig;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Changes the caller's own e-mail address: the new one takes effect when the link mailed to it is followed. */
@ApplicationScoped
@Transactional
public class EmailChanges {
    private final EmailChangeEntity.Repository changes;
    private final Actors actors;
    private final Administrators administrators;
    private final EmailChangeHandler handler;
    private final Randomness randomness;
    private final LinkConfig lifetimes;
    private final Clock clock;

    EmailChanges(
            EmailChangeEntity.Repository changes,
            Actors actors,
            Administrators administrators,
            EmailChangeHandler handler,
            Randomness randomness,
            LinkConfig lifetimes,
            Clock clock) {
        this.changes = changes;
        this.actors = actors;
        this.administrators = administrators;
        this.handler = handler;
        this.randomness = randomness;
        this.lifetimes = lifetimes;
        this.clock = clock;
    }

    /**
     * Mails a link to the requested address; an older link no longer works. The session must have a fresh proof.
     *
     * @return whether the address is free in the realm
     */
    public boolean request(Caller caller, EmailAddress requested) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT_FRESH);
        Realm realm = actor.realm();
        Administrator administrator = actor.administrator();
        if (administrators.find(realm.id(), requested).isPresent()) {
            return false;
        }
        String token = randomness.secret();
        changes.put(
                administrator,
                Digests.sha256Base64Url(token),
                requested,
                clock.instant().plus(lifetimes.emailChange()));
        handler.requested(new FlowContext(realm, administrator, actor.requester()), requested, token);
        return true;
    }

    /** Makes the address the account's, or returns false if the link is not valid or the address is no longer free. */
    public boolean confirm(Realm realm, String token, Requester requester) {
        Optional<EmailChangeEntity> found =
                changes.findUnexpired(realm.id(), Digests.sha256Base64Url(token), clock.instant());
        Optional<Administrator> administrator = found.flatMap(
                change -> administrators.findForUpdate(realm.id(), new AdministratorId(change.administratorId)));
        boolean valid = administrator.isPresent()
                && administrator.get().canSignIn()
                && found.get().credential.equals(administrator.get().credential())
                && changes.deleteByTokenHash(found.get().tokenHash)
                && administrators
                        .find(realm.id(), new EmailAddress(found.get().email))
                        .isEmpty();
        if (valid) {
            handler.confirmed(
                    new FlowContext(realm, administrator.get(), requester), new EmailAddress(found.get().email));
        }
        return valid;
    }
}
