package io.gatehouse.token;

import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SealedRows;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Realms;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Manages the key rings of each realm, one for each algorithm: the signing key, its successor, which is published before it signs, and its
 * predecessor, which is published until its last token expires. A change locks the realm, so that only one of several
 * nodes makes it.
 */
@ApplicationScoped
public class SigningKeys implements SealedRows {
    /** A key pair of a realm. */
    record SigningKey(
            String kid,
            SigningAlgorithm algorithm,
            Instant publishedAt,
            Instant activeFrom,
            PrivateKey privateKey,
            PublicKey publicKey) {

        /** Returns a text without the private key. */
        @Override
        public String toString() {
            return "SigningKey[" + kid + "]";
        }
    }

    /** The longest time for which a ring that was read is used without reading it again; no transaction takes longer. */
    private static final Duration REUSE = Duration.ofMinutes(1);

    private final SigningKeyEntity.Repository keys;
    private final Realms realms;
    private final KeyPairs pairs;
    private final SigningKeysConfig config;
    private final Clock clock;
    private final Map<RingId, ReadRing> read = new ConcurrentHashMap<>();

    private record RingId(RealmId realm, SigningAlgorithm algorithm) {}

    private record ReadRing(List<SigningKey> keys, Instant at) {}

    SigningKeys(
            SigningKeyEntity.Repository keys, Realms realms, KeyPairs pairs, SigningKeysConfig config, Clock clock) {
        this.keys = keys;
        this.realms = realms;
        this.pairs = pairs;
        this.config = config;
        this.clock = clock;
    }

    /** Returns the current signing key of that algorithm. */
    SigningKey findSigning(RealmId realm, SigningAlgorithm algorithm) {
        Instant now = clock.instant();
        var id = new RingId(realm, algorithm);
        List<SigningKey> ring = recent(id, now).orElseGet(() -> read(id));
        return ring.stream()
                .filter(key -> !key.activeFrom().isAfter(now))
                .findFirst()
                // Another request or node has created the first key just after "now".
                .orElseGet(() -> ring.get(ring.size() - 1));
    }

    /** Returns the keys with which valid tokens may be signed, and the next one. */
    @Transactional
    List<SigningKey> published(RealmId realm) {
        List<SigningKeyEntity> stored = keys.listInRealm(realm);
        return Stream.of(SigningAlgorithm.values())
                .flatMap(algorithm -> read(new RingId(realm, algorithm), stored).stream())
                .toList();
    }

    /** Returns the realm's published key with that {@code kid}, or empty if there is none. */
    Optional<SigningKey> published(RealmId realm, String kid) {
        Instant now = clock.instant();
        return Stream.of(SigningAlgorithm.values())
                .flatMap(algorithm -> recent(new RingId(realm, algorithm), now).stream())
                .flatMap(recent -> find(recent, kid).stream())
                .findFirst()
                .or(() -> find(published(realm), kid));
    }

    private static Optional<SigningKey> find(List<SigningKey> keys, String kid) {
        return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    /** Returns the ring as it is stored, with the first key if there was none. */
    @Transactional
    List<SigningKey> read(RingId id) {
        return read(id, keys.listInRealm(id.realm()));
    }

    private List<SigningKey> read(RingId id, List<SigningKeyEntity> stored) {
        Instant now = clock.instant();
        List<SigningKey> ring = ring(id, stored, now).stream().map(pairs::open).toList();
        // The transaction that has added a younger key may be rolled back.
        if (ring.get(0).publishedAt().plus(REUSE).isBefore(now)) {
            read.put(id, new ReadRing(ring, now));
        }
        return ring;
    }

    /**
     * Returns the ring as it was read, or empty if that was too long ago: a key added since must sign by its time, and one that is retired
     * must not be accepted much longer.
     */
    private Optional<List<SigningKey>> recent(RingId id, Instant now) {
        return Optional.ofNullable(read.get(id))
                .filter(ring ->
                        !now.isBefore(ring.at()) && now.isBefore(ring.at().plus(reuse())))
                .map(ReadRing::keys);
    }

    private Duration reuse() {
        return Stream.of(REUSE, config.publishBefore(), config.keepAfter())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Adds successors that are published at once and sign after the publication time. */
    @Transactional
    void rotate(RealmId realm) {
        realms.getForUpdate(realm);
        Instant now = clock.instant();
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            add(realm, algorithm, now, now.plus(config.publishBefore()));
        }
    }

    /** Adds a successor of each newest key that has reached its maximum age. */
    @Transactional
    void rotateIfAged(RealmId realm) {
        realms.getForUpdate(realm);
        Instant now = clock.instant();
        List<SigningKeyEntity> stored = keys.listInRealm(realm);
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            Instant newest = ring(new RingId(realm, algorithm), stored, now).get(0).activeFrom;
            if (newest.plus(config.rotateAfter()).isBefore(now)) {
                add(realm, algorithm, now, now.plus(config.publishBefore()));
            }
        }
    }

    /** Deletes the keys whose last token has expired. */
    @Transactional
    void deleteRetired(RealmId realm) {
        realms.getForUpdate(realm);
        Instant now = clock.instant();
        List<SigningKeyEntity> stored = keys.listInRealm(realm);
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            List<SigningKeyEntity> ring = of(algorithm, stored);
            for (int i = 1; i < ring.size(); i++) {
                Instant replacedAt = ring.get(i - 1).activeFrom;
                if (replacedAt.plus(config.keepAfter()).isBefore(now)) {
                    keys.delete(ring.get(i));
                }
            }
        }
    }

    /** Encrypts the keys under the current master key, and returns how many were under the previous one. */
    @Transactional
    int reseal(RealmId realm) {
        realms.getForUpdate(realm);
        int moved = 0;
        for (SigningKeyEntity key : keys.listInRealm(realm)) {
            Optional<byte[]> resealed = pairs.resealed(key);
            if (resealed.isPresent()) {
                key.sealedPrivateKey = resealed.get();
                moved++;
            }
        }
        return moved;
    }

    @Override
    public String name() {
        return "signing keys";
    }

    @Override
    public long countUnreadable() {
        return keys.streamAll().filter(key -> !pairs.isReadable(key)).count();
    }

    /** Returns the stored keys of the ring, newest first, and creates the first one. */
    private List<SigningKeyEntity> ring(RingId id, List<SigningKeyEntity> stored, Instant now) {
        List<SigningKeyEntity> ring = of(id.algorithm(), stored);
        if (!ring.isEmpty()) {
            return ring;
        }
        realms.getForUpdate(id.realm());
        // The first key signs at once, since no client can have cached a key set without it.
        List<SigningKeyEntity> created = of(id.algorithm(), keys.listInRealm(id.realm()));
        return created.isEmpty() ? List.of(add(id.realm(), id.algorithm(), now, now)) : created;
    }

    private static List<SigningKeyEntity> of(SigningAlgorithm algorithm, List<SigningKeyEntity> keys) {
        return keys.stream().filter(key -> key.algorithm == algorithm).toList();
    }

    private SigningKeyEntity add(RealmId realm, SigningAlgorithm algorithm, Instant publishedAt, Instant activeFrom) {
        SigningKeyEntity key = pairs.generate(algorithm, activeFrom);
        key.realmId = realm.value();
        key.publishedAt = publishedAt;
        keys.persist(key);
        return key;
    }

    /** A row of {@code signing_key}. */
    @Entity(name = "SigningKeyEntity")
    @Table(name = "signing_key")
    static class SigningKeyEntity {
        @Id
        String kid;

        UUID realmId;

        @Enumerated(EnumType.STRING)
        SigningAlgorithm algorithm;

        /** X.509 SubjectPublicKeyInfo. */
        byte[] publicKey;

        /** PKCS #8, encrypted under the master key for this {@code kid}. */
        byte[] sealedPrivateKey;

        Instant publishedAt;
        Instant activeFrom;

        @ApplicationScoped
        static class Repository implements PanacheRepositoryBase<SigningKeyEntity, String> {

            /** Returns the realm's keys, newest first. */
            List<SigningKeyEntity> listInRealm(RealmId realm) {
                return list("realmId = ?1 order by activeFrom desc, kid", realm.value());
            }
        }
    }

    /** Generates key pairs, encrypts them for the database, and decrypts and caches them. */
    @Singleton
    static class KeyPairs {
        private final SecretKeys secrets;
        private final Randomness randomness;
        private final Map<String, SigningKey> opened = new ConcurrentHashMap<>();

        KeyPairs(SecretKeys secrets, Randomness randomness) {
            this.secrets = secrets;
            this.randomness = randomness;
        }

        /** Returns a new key pair with an encrypted private key. */
        SigningKeyEntity generate(SigningAlgorithm algorithm, Instant activeFrom) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keyType());
                generator.initialize(algorithm.parameters());
                KeyPair pair = generator.generateKeyPair();
                String kid = randomness.shortSecret();
                var key = new SigningKeyEntity();
                key.kid = kid;
                key.algorithm = algorithm;
                key.publicKey = pair.getPublic().getEncoded();
                key.sealedPrivateKey =
                        secrets.seal(KeyPurpose.SIGNING_KEY, pair.getPrivate().getEncoded(), kid);
                key.activeFrom = activeFrom;
                return key;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Returns the private key encrypted under the current master key, or empty if it already is. */
        Optional<byte[]> resealed(SigningKeyEntity entity) {
            return secrets.reseal(KeyPurpose.SIGNING_KEY, entity.sealedPrivateKey, entity.kid);
        }

        boolean isReadable(SigningKeyEntity entity) {
            return secrets.canOpen(KeyPurpose.SIGNING_KEY, entity.sealedPrivateKey, entity.kid);
        }

        SigningKey open(SigningKeyEntity entity) {
            return opened.computeIfAbsent(entity.kid, kid -> {
                try {
                    KeyFactory factory = KeyFactory.getInstance(entity.algorithm.keyType());
                    byte[] pkcs8 = secrets.open(KeyPurpose.SIGNING_KEY, entity.sealedPrivateKey, kid);
                    return new SigningKey(
                            kid,
                            entity.algorithm,
                            entity.publishedAt,
                            entity.activeFrom,
                            factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
                            factory.generatePublic(new X509EncodedKeySpec(entity.publicKey)));
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("Signing key " + kid + " cannot be read", e);
                }
            });
        }
    }
}
