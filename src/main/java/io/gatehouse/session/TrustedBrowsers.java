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
        return browsers.find(person.id(), Digests.sha256Base64Url(secret))
                .filter(browser -> holds(browser, realm, person))
                .flatMap(browser -> browsers.use(browser.id(), clock.instant()))
                .map(browser -> browser.toTrustedBrowser(interval(realm)));
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
            browsers.delete(person.id(), old);
            browsers.replaceHash(realm.id(), old, hash);
        });
        browsers.add(
                new TrustedBrowserEntity(
                        UUID.randomUUID(),
                        realm.id(),
                        person.id(),
                        foundation(realm, person),
                        now,
                        requester.address(),
                        requester.userAgent(),
                        now,
                        now),
                hash);
        return new TrustedBrowser.Granted(secret, now.plus(interval(realm)));
    }

    /** The browsers that stand in for the person's code now, the last used first. */
    @Transactional
    public List<TrustedBrowser> of(Realm realm, Administrator person) {
        return browsers.of(person.id()).stream()
                .filter(browser -> holds(browser, realm, person))
                .map(browser -> browser.toTrustedBrowser(interval(realm)))
                .toList();
    }

    /** Withdraws one trust of the person; whether there was one. */
    @Transactional
    public boolean revoke(AdministratorId person, UUID id) {
        return browsers.delete(person, id);
    }

    /** Withdraws every trust of the person; how many there were. */
    @Transactional
    public long revokeAll(AdministratorId person) {
        return browsers.deleteAll(person);
    }

    /** Withdraws every trust in the realm. */
    @Transactional(TxType.MANDATORY)
    public void revokeAll(RealmId realm) {
        browsers.deleteAll(realm);
    }

    private boolean holds(TrustedBrowserEntity browser, Realm realm, Administrator person) {
        return browser.realm().equals(realm.id())
                && realm.settings().mfa().enabled()
                && clock.instant().isBefore(browser.secondFactorAt().plus(interval(realm)))
                && browser.foundation().equals(foundation(realm, person));
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
