package io.gatehouse.startup;

import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.kernel.database.Transactions;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Records by which master keys the database is encrypted, and refuses the start with another one. A new key is accepted
 * beside a recorded one, as during a replacement; a replaced key is no longer accepted.
 */
@Readiness
@ApplicationScoped
public class MasterKeyRegistry implements HealthCheck {
    /** What is wrong with a key that the database does not know, and the remedy. */
    static final String PROBLEM = "is not the master key that this database is encrypted with";

    static final String REMEDY =
            "Set it to the key of the other instances; to replace that key, see docs/production.md.";

    private static final String NAME = "Master key";
    private static final int BEFORE_SCHEDULER = 1;

    private final MasterKeyEntity.Repository known;
    private final SecretKeys keys;
    private final Transactions transactions;

    MasterKeyRegistry(MasterKeyEntity.Repository known, SecretKeys keys, Transactions transactions) {
        this.known = known;
        this.keys = keys;
        this.transactions = transactions;
    }

    /**
     * A master key that the database is or was encrypted with.
     *
     * @param id public id of the key
     * @param proof HMAC of a constant by a key derived from it
     */
    record KnownKey(String id, byte[] proof, boolean replaced) {
        boolean isOf(SecretKeys keys) {
            return id.equals(keys.id()) && MessageDigest.isEqual(proof, proofOf(keys));
        }
    }

    /**
     * Returns whether a database that knows these keys may be used with the configured ones: with a key that it knows, or with
     * a new one beside all that are not replaced.
     */
    static boolean accepts(List<KnownKey> known, SecretKeys keys) {
        List<KnownKey> current = known.stream().filter(key -> !key.replaced()).toList();
        return known.isEmpty()
                || current.stream().anyMatch(key -> key.isOf(keys))
                || keys.previous()
                        .filter(previous ->
                                !current.isEmpty() && current.stream().allMatch(key -> key.isOf(previous)))
                        .isPresent();
    }

    void start(@Observes @Priority(BEFORE_SCHEDULER) StartupEvent starting) {
        if (!transactions.call(this::register)) {
            throw new ConfigurationException("""

                    Gatehouse does not start:

                      gatehouse.secret-key %s.
                          %s""".formatted(PROBLEM, REMEDY));
        }
    }

    /** Records the configured keys; returns false without a change if the database does not accept them. */
    private boolean register() {
        known.lock();
        List<KnownKey> recorded =
                known.listAll().stream().map(MasterKeyEntity::toKnownKey).toList();
        if (!accepts(recorded, keys)) {
            return false;
        }
        known.record(keys);
        keys.previous().ifPresentOrElse(known::record, () -> known.markReplaced(keys));
        return true;
    }

    /** Reports whether the database knows the key, such as after it was restored from another installation's backup. */
    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named(NAME)
                .status(transactions.call(() -> known.findByIdOptional(keys.id())
                        .filter(found -> found.toKnownKey().isOf(keys) && !found.replaced)
                        .isPresent()))
                .build();
    }

    private static byte[] proofOf(SecretKeys keys) {
        return keys.mac(KeyPurpose.IDENTIFIER, "master key");
    }

    /** A row of {@code master_key}. */
    @Entity(name = "MasterKeyEntity")
    @Table(name = "master_key")
    static class MasterKeyEntity {
        @Id
        String id;

        byte[] proof;
        boolean replaced;

        KnownKey toKnownKey() {
            return new KnownKey(id, proof, replaced);
        }

        @ApplicationScoped
        static class Repository implements PanacheRepositoryBase<MasterKeyEntity, String> {

            /** Locks out other starts until the transaction ends. */
            void lock() {
                getEntityManager()
                        .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtext('master_key'))")
                        .getSingleResult();
            }

            void record(SecretKeys keys) {
                MasterKeyEntity entity = findByIdOptional(keys.id()).orElseGet(MasterKeyEntity::new);
                entity.id = keys.id();
                entity.proof = proofOf(keys);
                entity.replaced = false;
                persist(entity);
            }

            void markReplaced(SecretKeys current) {
                update("replaced = true where id <> ?1", current.id());
            }
        }
    }
}
