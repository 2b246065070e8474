package io.gatehouse.token;

import io.gatehouse.platform.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The key ring of each realm: one key signs, its successor is published ahead, its predecessor until its last token ends. */
@ApplicationScoped
public class SigningKeys {
    private final SigningKeyEntity.Repository keys;
    private final KeyPairs pairs;
    private final SigningKeysConfig config;
    private final Clock clock;

    SigningKeys(SigningKeyEntity.Repository keys, KeyPairs pairs, SigningKeysConfig config, Clock clock) {
        this.keys = keys;
        this.pairs = pairs;
        this.config = config;
        this.clock = clock;
    }

    /** The key that signs now. */
    @Transactional
    SigningKey signing(RealmId realm) {
        Instant now = clock.instant();
        List<SigningKeyEntity> ring = ring(realm, now);
        SigningKeyEntity signing = ring.stream()
                .filter(key -> !key.activeFrom().isAfter(now))
                .findFirst()
                // Another request, or a node whose clock is ahead, made the first key a moment after this one's now.
                .orElseGet(() -> ring.get(ring.size() - 1));
        return pairs.open(signing);
    }

    /** All keys that a valid token may bear now, and the one that comes next. */
    @Transactional
    List<SigningKey> published(RealmId realm) {
        return ring(realm, clock.instant()).stream().map(pairs::open).toList();
    }

    /** The realm's published key of that {@code kid}. */
    @Transactional
    Optional<SigningKey> published(RealmId realm, String kid) {
        return published(realm).stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    /** Adds a successor, published at once, which signs once everybody can have seen it. */
    @Transactional
    void rotate(RealmId realm) {
        keys.hold(realm);
        Instant now = clock.instant();
        add(realm, now, now.plus(config.publishBefore()));
    }

    /** Adds a successor if the newest key has come of age; of several nodes one finds that it has. */
    @Transactional
    void rotateIfAged(RealmId realm) {
        keys.hold(realm);
        Instant now = clock.instant();
        Instant newest = ring(realm, now).get(0).activeFrom();
        if (newest.plus(config.rotateAfter()).isBefore(now)) {
            add(realm, now, now.plus(config.publishBefore()));
        }
    }

    /** Takes keys out of the ring whose last token has ended. */
    @Transactional
    void dropRetired(RealmId realm) {
        keys.hold(realm);
        Instant now = clock.instant();
        List<SigningKeyEntity> ring = keys.of(realm);
        for (int i = 1; i < ring.size(); i++) {
            Instant replacedAt = ring.get(i - 1).activeFrom();
            if (replacedAt.plus(config.keepAfter()).isBefore(now)) {
                keys.delete(ring.get(i).kid());
            }
        }
    }

    /** Brings the ring under the current master key. */
    @Transactional
    void reseal(RealmId realm) {
        keys.hold(realm);
        for (SigningKeyEntity key : keys.of(realm)) {
            pairs.resealed(key).ifPresent(moved -> keys.setSealedPrivateKey(key.kid(), moved));
        }
    }

    /** A realm's first key signs at once: nobody has cached the empty ring. */
    private List<SigningKeyEntity> ring(RealmId realm, Instant now) {
        List<SigningKeyEntity> ring = keys.of(realm);
        if (!ring.isEmpty()) {
            return ring;
        }
        keys.hold(realm);
        List<SigningKeyEntity> held = keys.of(realm);
        return held.isEmpty() ? List.of(add(realm, now, now)) : held;
    }

    private SigningKeyEntity add(RealmId realm, Instant publishedAt, Instant activeFrom) {
        SigningKeyEntity key = pairs.generate(activeFrom);
        keys.add(realm, key, publishedAt);
        return key;
    }
}
