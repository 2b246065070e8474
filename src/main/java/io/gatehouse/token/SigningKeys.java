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
        return ring(realm, now).stream()
                .filter(key -> !key.activeFrom.isAfter(now))
                .findFirst()
                .map(pairs::open)
                .orElseThrow();
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

    /** A realm's first key signs at once: nobody has cached the empty ring. */
    private List<SigningKeyEntity> ring(RealmId realm, Instant now) {
        List<SigningKeyEntity> ring = keys.of(realm);
        if (!ring.isEmpty()) {
            return ring;
        }
        keys.hold(realm);
        List<SigningKeyEntity> held = keys.of(realm);
        if (!held.isEmpty()) {
            return held;
        }
        SigningKeyEntity first = pairs.generate();
        first.realmId = realm.value();
        first.publishedAt = now;
        first.activeFrom = now;
        keys.persist(first);
        return List.of(first);
    }
}
