package io.gatehouse.link;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Issues and consumes single-use links: 256 bits, stored as digests, and consumed by a submitted form, not by opening
 * them.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Links {
    private final LinkEntity.Repository links;
    private final Administrators administrators;
    private final Randomness randomness;
    private final LinkConfig config;
    private final Clock clock;

    Links(
            LinkEntity.Repository links,
            Administrators administrators,
            Randomness randomness,
            LinkConfig config,
            Clock clock) {
        this.administrators = administrators;
        this.links = links;
        this.randomness = randomness;
        this.config = config;
        this.clock = clock;
    }

    /** Creates a link, invalidates the account's older ones of that kind, and returns the token. */
    public String issue(LinkKind kind, RealmId realm, AdministratorId administrator) {
        Instant now = clock.instant();
        links.consumeAll(administrator, kind, now);
        String token = randomness.secret();
        links.add(Digests.sha256Base64Url(token), new Link(kind, realm, administrator), now, now.plus(lifetime(kind)));
        return token;
    }

    /**
     * Consumes the link and returns its administrator, locked, or empty if it is not a valid one of that kind and
     * realm. Of parallel uses only one succeeds.
     */
    public Optional<Administrator> consume(LinkKind kind, RealmId realm, String token) {
        Instant now = clock.instant();
        String hash = Digests.sha256Base64Url(token);
        return links.findOwner(hash, kind, realm, now)
                .flatMap(owner -> administrators.findForUpdate(realm, owner))
                .filter(owner -> links.consume(hash, now));
    }

    /** Makes a link valid again that this transaction has consumed. */
    public void release(String token) {
        links.release(Digests.sha256Base64Url(token));
    }

    /** Returns the number of links of that kind issued for the account within that time. */
    public long issuedWithin(LinkKind kind, AdministratorId administrator, Duration time) {
        return links.countIssued(administrator, kind, clock.instant().minus(time));
    }

    /** Consumes all links of the account. */
    public void consumeAll(AdministratorId administrator) {
        links.consumeAll(administrator, clock.instant());
    }

    private Duration lifetime(LinkKind kind) {
        return switch (kind) {
            case PASSWORD_RESET -> config.passwordReset();
            case INVITATION -> config.invitation();
            case PHONE_RESET -> config.phoneReset();
        };
    }
}
