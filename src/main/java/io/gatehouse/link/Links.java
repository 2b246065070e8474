package io.gatehouse.link;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.database.ExpiringRows;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

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

    /**
     * Creates a link, invalidates the account's older ones of that kind, and returns the token. The account must be
     * locked.
     */
    public String issue(LinkKind kind, RealmId realm, AdministratorId administrator) {
        Instant now = clock.instant();
        links.consumeAll(administrator, kind, now);
        String token = randomness.secret();
        var link = new LinkEntity();
        link.tokenHash = Digests.sha256Base64Url(token);
        link.kind = kind;
        link.realmId = realm.value();
        link.administratorId = administrator.value();
        link.issuedAt = now;
        link.expiresAt = now.plus(lifetime(kind));
        links.persist(link);
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

    /** Returns whose link it is without consuming it, or empty if it is not a valid one of that kind and realm. */
    public Optional<AdministratorId> find(LinkKind kind, RealmId realm, String token) {
        return links.findOwner(Digests.sha256Base64Url(token), kind, realm, clock.instant());
    }

    /** Makes a link valid again that this transaction has consumed. */
    public void release(String token) {
        links.release(Digests.sha256Base64Url(token));
    }

    /** Returns whether the account has a valid link of that kind that was issued within that time. */
    public boolean hasValid(LinkKind kind, AdministratorId administrator, Duration time) {
        Instant now = clock.instant();
        return links.countValid(administrator, kind, now, now.minus(time)) > 0;
    }

    /**
     * A link that can still be consumed, or could until it expired.
     *
     * @param expired whether it has expired
     */
    public record Unconsumed(Instant issuedAt, Instant expiresAt, boolean expired) {}

    /** Returns the unconsumed link of that kind of each of the accounts; those without any are missing. */
    @Transactional
    public Map<AdministratorId, Unconsumed> findUnconsumed(LinkKind kind, Collection<AdministratorId> administrators) {
        Instant now = clock.instant();
        return links.listUnconsumed(kind, administrators).stream()
                .collect(Collectors.toMap(
                        link -> new AdministratorId(link.administratorId),
                        link -> new Unconsumed(link.issuedAt, link.expiresAt, !link.expiresAt.isAfter(now))));
    }

    /** Consumes all links of the account. */
    public void consumeAll(AdministratorId administrator) {
        links.consumeAll(administrator, clock.instant());
    }

    private Duration lifetime(LinkKind kind) {
        return switch (kind) {
            case PASSWORD_RESET -> config.passwordReset();
            case INVITATION -> config.invitation();
            case ADMISSION -> config.admission();
            case PHONE_RESET, AUTHENTICATORS_RESET -> config.factorReset();
        };
    }

    /** A row of {@code link}. */
    @Entity(name = "LinkEntity")
    @Table(name = "link")
    static class LinkEntity {
        private static final Duration KEPT = Duration.ofDays(1);

        @Id
        String tokenHash;

        @Enumerated(EnumType.STRING)
        LinkKind kind;

        UUID realmId;
        UUID administratorId;
        Instant issuedAt;
        Instant expiresAt;
        Instant consumedAt;

        @ApplicationScoped
        static class Repository implements PanacheRepositoryBase<LinkEntity, String>, ExpiringRows {
            /** Deletes links that expired at least a day ago. */
            @Override
            public long deleteExpired(Instant now, int limit) {
                return delete(
                        "tokenHash in (select e.tokenHash from LinkEntity e where e.expiresAt < ?1 order by e.expiresAt limit ?2)",
                        now.minus(KEPT),
                        limit);
            }

            /** Returns the administrator of the valid link of that kind and realm, or empty if there is none. */
            Optional<AdministratorId> findOwner(String hash, LinkKind kind, RealmId realm, Instant now) {
                return getSession()
                        .createQuery(
                                "select administratorId from LinkEntity where tokenHash = :hash and kind = :kind"
                                        + " and realmId = :realm and consumedAt is null and expiresAt > :now",
                                UUID.class)
                        .setParameter("hash", hash)
                        .setParameter("kind", kind)
                        .setParameter("realm", realm.value())
                        .setParameter("now", now)
                        .uniqueResultOptional()
                        .map(AdministratorId::new);
            }

            /** Returns the link of each of the accounts that is not consumed: one at most, by a unique index. */
            List<LinkEntity> listUnconsumed(LinkKind kind, Collection<AdministratorId> administrators) {
                return list(
                        "kind = ?1 and consumedAt is null and administratorId in ?2",
                        kind,
                        administrators.stream().map(AdministratorId::value).toList());
            }

            /** Consumes the link and returns true, or returns false if it has been consumed since it was read. */
            boolean consume(String hash, Instant now) {
                return update("consumedAt = ?1 where tokenHash = ?2 and consumedAt is null", now, hash) == 1;
            }

            void release(String hash) {
                update("consumedAt = null where tokenHash = ?1", hash);
            }

            long countValid(AdministratorId administrator, LinkKind kind, Instant now, Instant since) {
                return count(
                        "administratorId = ?1 and kind = ?2 and consumedAt is null and expiresAt > ?3 and issuedAt > ?4",
                        administrator.value(),
                        kind,
                        now,
                        since);
            }

            void consumeAll(AdministratorId administrator, LinkKind kind, Instant now) {
                update(
                        "consumedAt = ?1 where administratorId = ?2 and kind = ?3 and consumedAt is null",
                        now,
                        administrator.value(),
                        kind);
            }

            void consumeAll(AdministratorId administrator, Instant now) {
                update("consumedAt = ?1 where administratorId = ?2 and consumedAt is null", now, administrator.value());
            }
        }
    }
}
