package io.gatehouse.session;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
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
 * Manages the browsers in which no code is required. A change of password, number, role or second-factor policy ends
 * the trust.
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

    /**
     * Returns the browser with that secret and records its use, or returns empty if it is not trusted for the account. Reads
     * as much without an account, so that the time does not reveal whether there is one.
     */
    @Transactional
    public Optional<TrustedBrowser> recognize(Realm realm, Optional<Administrator> administrator, String secret) {
        return browsers.listBySecret(Digests.sha256Base64Url(secret)).stream()
                .filter(browser -> administrator
                        .filter(owner -> isValid(browser, realm, owner))
                        .isPresent())
                .filter(browser -> browsers.use(browser, clock.instant()))
                .map(browser -> browser.toTrustedBrowser(interval(realm)))
                .findFirst();
    }

    /**
     * Trusts a browser for the account, whose code must have been verified in it, and returns its new secret, which
     * also replaces the one for other accounts.
     *
     * @param presented the browser's previous secret
     */
    @Transactional(TxType.MANDATORY)
    public TrustedBrowser.Granted trust(
            Realm realm, Administrator administrator, Optional<String> presented, Requester requester) {
        Instant now = clock.instant();
        String secret = randomness.secret();
        String hash = Digests.sha256Base64Url(secret);
        presented.map(Digests::sha256Base64Url).ifPresent(old -> {
            browsers.delete(administrator.id(), old);
            browsers.replaceHash(realm.id(), old, hash);
        });
        var entity = new TrustedBrowserEntity();
        entity.id = UUID.randomUUID();
        entity.realmId = realm.id().value();
        entity.administratorId = administrator.id().value();
        entity.secretHash = hash;
        entity.foundation = foundation(realm, administrator);
        entity.secondFactorAt = now;
        entity.clientAddress = requester.address();
        entity.userAgent = requester.userAgent();
        entity.createdAt = now;
        entity.lastUsedAt = now;
        browsers.persistAndFlush(entity);
        return new TrustedBrowser.Granted(secret, now.plus(interval(realm)));
    }

    /** Returns the browsers that are trusted for the account, last used first. */
    @Transactional
    public List<TrustedBrowser> list(Realm realm, Administrator administrator) {
        return browsers.listByAdministrator(administrator.id()).stream()
                .filter(browser -> isValid(browser, realm, administrator))
                .map(browser -> browser.toTrustedBrowser(interval(realm)))
                .toList();
    }

    /**
     * Ends the trust in one browser of the account and returns true, or returns false if there is none with that id.
     */
    @Transactional
    public boolean revoke(AdministratorId administrator, UUID id) {
        return browsers.delete(administrator, id);
    }

    /** Ends the trust in all browsers of the account and returns their number. */
    @Transactional
    public long revokeAll(AdministratorId administrator) {
        return browsers.deleteAll(administrator);
    }

    /** Returns the number of accounts for which a browser is trusted. */
    @Transactional
    public long countOwners(Realm realm) {
        return browsers.countOwners(realm.id(), clock.instant().minus(interval(realm)));
    }

    /** Ends the trust in all browsers of the realm. */
    @Transactional(TxType.MANDATORY)
    public void revokeAll(RealmId realm) {
        browsers.deleteAll(realm);
    }

    private boolean isValid(TrustedBrowserEntity browser, Realm realm, Administrator administrator) {
        return browser.realmId.equals(realm.id().value())
                && browser.administratorId.equals(administrator.id().value())
                && realm.settings().mfa().enabled()
                && clock.instant().isBefore(browser.secondFactorAt.plus(interval(realm)))
                && browser.foundation.equals(foundation(realm, administrator));
    }

    private static Duration interval(Realm realm) {
        return realm.settings().mfa().interval().duration();
    }

    private static String foundation(Realm realm, Administrator administrator) {
        return Digests.sha256Base64Url(String.join(
                "|",
                administrator.passwordHash().orElse(""),
                administrator.phone().map(MobileNumber::value).orElse(""),
                administrator.role().name(),
                realm.settings().mfa().method().name(),
                realm.settings().mfa().minimumOf(administrator.role()).name(),
                realm.settings().mfa().interval().name()));
    }
}
