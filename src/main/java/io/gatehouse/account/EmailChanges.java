package io.gatehouse.account;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.admin.EmailAddress;
import io.gatehouse.code.FlowContext;
import io.gatehouse.link.LinkConfig;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.Digests;
import io.gatehouse.platform.Randomness;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Changes the e-mail address of a person who is signed in: the new one counts once a link mailed there is followed. */
@ApplicationScoped
@Transactional
public class EmailChanges {
    private final EmailChangeEntity.Repository changes;
    private final Administrators administrators;
    private final EmailEffects effects;
    private final Randomness randomness;
    private final LinkConfig lifetimes;
    private final Clock clock;

    EmailChanges(
            EmailChangeEntity.Repository changes,
            Administrators administrators,
            EmailEffects effects,
            Randomness randomness,
            LinkConfig lifetimes,
            Clock clock) {
        this.changes = changes;
        this.administrators = administrators;
        this.effects = effects;
        this.randomness = randomness;
        this.lifetimes = lifetimes;
        this.clock = clock;
    }

    /**
     * Mails a link to the address wished for; an older link is dead. The session must have a fresh proof.
     *
     * @return whether the address is free in the realm
     */
    public boolean request(Realm realm, Session session, EmailAddress wished, Requester requester) {
        Administrator person = administrators
                .findForUpdate(realm.id(), session.administrator())
                .orElseThrow();
        if (administrators.find(realm.id(), wished).isPresent()) {
            return false;
        }
        String token = randomness.secret();
        changes.put(new EmailChangeEntity(
                person.id().value(),
                realm.id().value(),
                Digests.sha256Base64Url(token),
                wished.value(),
                person.credential(),
                clock.instant().plus(lifetimes.emailChange())));
        effects.requested(new FlowContext(realm, person, requester), wished, token);
        return true;
    }

    /** Makes the address the person's; whether the link was good and the address still free. */
    public boolean confirm(Realm realm, String token, Requester requester) {
        Optional<EmailChangeEntity> found = changes.find(realm.id(), Digests.sha256Base64Url(token), clock.instant());
        Optional<Administrator> person = found.flatMap(
                change -> administrators.findForUpdate(realm.id(), new AdministratorId(change.administratorId())));
        boolean good = person.isPresent()
                && person.get().canSignIn()
                && found.get().credential().equals(person.get().credential())
                && changes.delete(found.get().tokenHash())
                && administrators
                        .find(realm.id(), new EmailAddress(found.get().email()))
                        .isEmpty();
        if (good) {
            effects.confirmed(
                    new FlowContext(realm, person.get(), requester),
                    new EmailAddress(found.get().email()));
        }
        return good;
    }
}
