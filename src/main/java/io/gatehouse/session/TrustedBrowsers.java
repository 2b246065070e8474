package io.gatehouse.session;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.MobileNumber;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.Digests;
import io.gatehouse.platform.Randomness;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Browsers that stand in for the code. Each trust rests on password, number, role and policy as they were when the code
 * was verified: change one, and it is void without anybody having to withdraw it.
 */
@ApplicationScoped
public class TrustedBrowsers {
    private final TrustedBrowserEntity.Repository browsers;
    private final Randomness randomness;
    private final Clock clock;

    TrustedBrowsers(TrustedBrowserEntity.Repository browsers, Randomness randomness, Clock clock) {
        this.browsers = browsers;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** The trust of that browser in that person, if it holds now. */
    @Transactional
    public Optional<TrustedBrowser> recognize(Realm realm, Administrator person, String secret) {
        Optional<TrustedBrowserEntity> found = browsers.find(
                        "secretHash = ?1 and administratorId = ?2",
                        Digests.sha256Base64Url(secret),
                        person.id().value())
                .singleResultOptional()
                .filter(entity -> holds(entity, realm, person));
        found.ifPresent(entity -> entity.lastUsedAt = clock.instant());
        return found.map(entity -> entity.toTrustedBrowser(interval(realm)));
    }

    /**
     * Trusts the browser in which the person has just verified a code. Its secret is fresh each time; others whom the
     * same browser is trusted for move on with it.
     *
     * @param presented the secret the browser had so far
     */
    @Transactional(TxType.MANDATORY)
    public TrustedBrowser.Granted trust(
            Realm realm, Administrator person, Optional<String> presented, Requester requester) {
        Instant now = clock.instant();
        String secret = randomness.secret();
        String hash = Digests.sha256Base64Url(secret);
        presented.map(Digests::sha256Base64Url).ifPresent(old -> {
            browsers.delete(
                    "secretHash = ?1 and administratorId = ?2", old, person.id().value());
            browsers.update(
                    "secretHash = ?1 where secretHash = ?2 and realmId = ?3",
                    hash,
                    old,
                    realm.id().value());
        });
        var entity = new TrustedBrowserEntity();
        entity.id = UUID.randomUUID();
        entity.realmId = realm.id().value();
        entity.administratorId = person.id().value();
        entity.secretHash = hash;
        entity.foundation = foundation(realm, person);
        entity.secondFactorAt = now;
        entity.clientAddress = requester.address();
        entity.userAgent = requester.userAgent();
        entity.createdAt = now;
        entity.lastUsedAt = now;
        browsers.persist(entity);
        return new TrustedBrowser.Granted(secret, now.plus(interval(realm)));
    }

    /** The browsers that stand in for the person's code now, the last used first. */
    @Transactional
    public List<TrustedBrowser> of(Realm realm, Administrator person) {
        return browsers
                .list(
                        "administratorId = ?1 order by lastUsedAt desc",
                        person.id().value())
                .stream()
                .filter(entity -> holds(entity, realm, person))
                .map(entity -> entity.toTrustedBrowser(interval(realm)))
                .toList();
    }

    /** Withdraws one trust of the person; whether there was one. */
    @Transactional
    public boolean revoke(AdministratorId person, UUID id) {
        return browsers.delete("id = ?1 and administratorId = ?2", id, person.value()) == 1;
    }

    /** Withdraws every trust of the person; how many there were. */
    @Transactional
    public long revokeAll(AdministratorId person) {
        return browsers.delete("administratorId", person.value());
    }

    /** Withdraws every trust in the realm. */
    @Transactional(TxType.MANDATORY)
    public void revokeAll(RealmId realm) {
        browsers.delete("realmId", realm.value());
    }

    private boolean holds(TrustedBrowserEntity entity, Realm realm, Administrator person) {
        return entity.realmId.equals(realm.id().value())
                && realm.settings().mfa().enabled()
                && clock.instant().isBefore(entity.secondFactorAt.plus(interval(realm)))
                && entity.foundation.equals(foundation(realm, person));
    }

    private static Duration interval(Realm realm) {
        return realm.settings().mfa().interval().duration();
    }

    private static String foundation(Realm realm, Administrator person) {
        return Digests.sha256Base64Url(String.join(
                "|",
                person.passwordHash().orElse(""),
                person.phone().map(MobileNumber::value).orElse(""),
                person.role().name(),
                realm.settings().mfa().method().name(),
                realm.settings().mfa().interval().name()));
    }
}
