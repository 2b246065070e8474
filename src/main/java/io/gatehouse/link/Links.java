package io.gatehouse.link;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.Digests;
import io.gatehouse.platform.Randomness;
import io.gatehouse.platform.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Single-use links, 256 bits, known by their digest alone; consumed by a deliberate step, never by being looked at. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Links {
    private final LinkEntity.Repository links;
    private final Randomness randomness;
    private final LinkConfig config;
    private final Clock clock;

    Links(LinkEntity.Repository links, Randomness randomness, LinkConfig config, Clock clock) {
        this.links = links;
        this.randomness = randomness;
        this.config = config;
        this.clock = clock;
    }

    /** A fresh link's token; older links of that kind and account are dead. */
    public String issue(LinkKind kind, RealmId realm, AdministratorId administrator) {
        Instant now = clock.instant();
        links.update(
                "consumedAt = ?1 where administratorId = ?2 and kind = ?3 and consumedAt is null",
                now,
                administrator.value(),
                kind);
        String token = randomness.secret();
        var entity = new LinkEntity();
        entity.tokenHash = Digests.sha256Base64Url(token);
        entity.kind = kind;
        entity.realmId = realm.value();
        entity.administratorId = administrator.value();
        entity.issuedAt = now;
        entity.expiresAt = now.plus(lifetime(kind));
        links.persist(entity);
        return token;
    }

    /** Consumes the link, if it is of that kind and realm and still good; of parallel uses one wins. */
    public Optional<Link> consume(LinkKind kind, RealmId realm, String token) {
        Instant now = clock.instant();
        String hash = Digests.sha256Base64Url(token);
        boolean won = links.update(
                        "consumedAt = ?1 where tokenHash = ?2 and kind = ?3 and realmId = ?4"
                                + " and consumedAt is null and expiresAt > ?1",
                        now,
                        hash,
                        kind,
                        realm.value())
                == 1;
        return won ? links.findByIdOptional(hash).map(LinkEntity::toLink) : Optional.empty();
    }

    /** Makes a link good again that was consumed in this transaction, and led nowhere. */
    public void release(String token) {
        links.update("consumedAt = null where tokenHash = ?1", Digests.sha256Base64Url(token));
    }

    /** How many links of that kind the account was sent within that time. */
    public long issuedWithin(LinkKind kind, AdministratorId administrator, Duration time) {
        return links.count(
                "administratorId = ?1 and kind = ?2 and issuedAt > ?3",
                administrator.value(),
                kind,
                clock.instant().minus(time));
    }

    /** Kills every link of the account. */
    public void killAll(AdministratorId administrator) {
        links.update(
                "consumedAt = ?1 where administratorId = ?2 and consumedAt is null",
                clock.instant(),
                administrator.value());
    }

    private Duration lifetime(LinkKind kind) {
        return switch (kind) {
            case PASSWORD_RESET -> config.passwordReset();
            case INVITATION -> config.invitation();
            case PHONE_RESET -> config.phoneReset();
        };
    }
}
