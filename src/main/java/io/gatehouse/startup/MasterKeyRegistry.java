package io.gatehouse.startup;

import io.gatehouse.kernel.Outage;
import io.gatehouse.kernel.crypto.IdentifierMacs;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SealedRows;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.kernel.database.Transactions;
import io.quarkus.arc.All;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Records by which master keys the database is encrypted, and refuses the start with another one. A new key is accepted
 * beside a recorded one, as during a replacement. The start without the old key ends the replacement, and is refused as
 * long as rows are encrypted with it; a replaced key is no longer accepted, except beside the current one to replace that in turn.
 */
@Readiness
@ApplicationScoped
public class MasterKeyRegistry implements HealthCheck {
    /** What is wrong with a key that the database does not know, and the remedy. */
    static final String PROBLEM = "is not the master key that this database is encrypted with";

    static final String REMEDY =
            "Set it to the key of the other instances; to replace that key, see docs/production.md.";

    private static final String STILL_NEEDED = """
            gatehouse.previous-secret-key is missing or another one than still encrypts: %s.
                      Set it to the replaced key. Signing keys and secrets of authenticator apps move within a minute of a start, a mail ends when
                      it is sent or given up.""";

    private static final String NAME = "Master key";
    private static final int BEFORE_SCHEDULER = 1;
    private static final int IDENTIFIER_KEY_BYTES = 32;

    private final MasterKeyEntity.Repository known;
    private final SecretKeys keys;
    private final IdentifierMacs identifiers;
    private final Randomness randomness;
    private final List<SealedRows> tables;
    private final Transactions transactions;
    private volatile boolean accepted = true;

    MasterKeyRegistry(
            MasterKeyEntity.Repository known,
            SecretKeys keys,
            IdentifierMacs identifiers,
            Randomness randomness,
            @All List<SealedRows> tables,
            Transactions transactions) {
        this.known = known;
        this.keys = keys;
        this.identifiers = identifiers;
        this.randomness = randomness;
        this.tables = tables;
        this.transactions = transactions;
    }

    /**
     * A master key that the database is or was encrypted with.
     *
     * @param id public id of the key
     * @param identifierKey the key of {@link IdentifierMacs}, the same for all master keys, encrypted with this one
     */
    record KnownKey(String id, byte[] identifierKey, boolean replaced) {
        static KnownKey of(SecretKeys keys, byte[] identifierKey) {
            return new KnownKey(
                    keys.id(), keys.seal(KeyPurpose.IDENTIFIER_KEY, identifierKey, context(keys.id())), false);
        }

        boolean isOf(SecretKeys keys) {
            return decrypt(keys).isPresent();
        }

        /** Returns the key of identifiers, or empty if those are the keys of another master key. */
        Optional<byte[]> decrypt(SecretKeys keys) {
            try {
                return id.equals(keys.id())
                        ? Optional.of(keys.open(KeyPurpose.IDENTIFIER_KEY, identifierKey, context(id)))
                        : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private static String context(String id) {
            return "master key " + id;
        }
    }

    private record Unreadable(String name, long count) {}

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
        transactions.call(this::register).ifPresent(problem -> {
            throw new ConfigurationException("""

                    Gatehouse does not start:

                      %s""".formatted(problem));
        });
    }

    /**
     * Records the configured keys and starts to use the key of identifiers, which the first start creates; or returns why the
     * database does not accept them, without a change.
     */
    private Optional<String> register() {
        known.lock();
        List<KnownKey> recorded =
                known.listAll().stream().map(MasterKeyEntity::toKnownKey).toList();
        if (!accepts(recorded, keys)) {
            return Optional.of("gatehouse.secret-key %s.%n          %s".formatted(PROBLEM, REMEDY));
        }
        if (lacksKey(recorded, keys)) {
            String unreadable = unreadable();
            if (!unreadable.isEmpty()) {
                return Optional.of(STILL_NEEDED.formatted(unreadable));
            }
        }
        byte[] identifierKey = identifierKey(recorded);
        List<KnownKey> current =
                recorded.stream().filter(key -> !key.replaced()).toList();
        if (current.stream().noneMatch(key -> key.isOf(keys))) {
            known.record(KnownKey.of(keys, identifierKey));
        }
        if (keys.previous().isPresent()) {
            recordPrevious(recorded, keys.previous().get(), identifierKey);
        } else if (!current.stream().allMatch(key -> key.isOf(keys))) {
            known.markReplaced(keys);
        }
        identifiers.use(identifierKey);
        return Optional.empty();
    }

    /** Records the key beside the current one. One that is replaced remains so until it is the current one again. */
    private void recordPrevious(List<KnownKey> recorded, SecretKeys previous, byte[] identifierKey) {
        if (recorded.stream().noneMatch(key -> key.replaced() && key.isOf(previous))) {
            known.record(KnownKey.of(previous, identifierKey));
        }
    }

    private byte[] identifierKey(List<KnownKey> recorded) {
        return recorded.stream()
                .flatMap(key -> key.decrypt(keys).or(() -> keys.previous().flatMap(key::decrypt)).stream())
                .findFirst()
                .orElseGet(() -> randomness.bytes(IDENTIFIER_KEY_BYTES));
    }

    /**
     * Returns whether a key is missing that may encrypt rows. Without a second key, each recorded one may: an instance that still ran
     * with a replaced key may have written rows after the replacement.
     */
    private static boolean lacksKey(List<KnownKey> known, SecretKeys keys) {
        return known.stream()
                .filter(key -> !key.isOf(keys))
                .anyMatch(key -> keys.previous()
                        .map(previous -> !key.replaced() && !key.isOf(previous))
                        .orElse(true));
    }

    private String unreadable() {
        return tables.stream()
                .map(table -> new Unreadable(table.name(), table.countUnreadable()))
                .filter(rows -> rows.count() > 0)
                .map(rows -> rows.count() + " " + rows.name())
                .collect(Collectors.joining(", "));
    }

    /**
     * Reports whether the database knows the key, such as after it was restored from another installation's backup. As
     * long as it does not answer, which the check of the stores reports, the previous answer holds.
     */
    @Override
    public HealthCheckResponse call() {
        try {
            accepted = transactions.call(this::isKnown);
        } catch (RuntimeException e) {
            if (Outage.find(e).isEmpty()) {
                throw e;
            }
        }
        return HealthCheckResponse.named(NAME).status(accepted).build();
    }

    private boolean isKnown() {
        return known.findByIdOptional(keys.id())
                .filter(found -> found.toKnownKey().isOf(keys) && !found.replaced)
                .isPresent();
    }

    /** A row of {@code master_key}. */
    @Entity(name = "MasterKeyEntity")
    @Table(name = "master_key")
    static class MasterKeyEntity {
        @Id
        String id;

        byte[] identifierKey;
        boolean replaced;

        KnownKey toKnownKey() {
            return new KnownKey(id, identifierKey, replaced);
        }

        @ApplicationScoped
        static class Repository implements PanacheRepositoryBase<MasterKeyEntity, String> {

            /** Locks out other starts until the transaction ends. */
            void lock() {
                getEntityManager()
                        .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtext('master_key'))")
                        .getSingleResult();
            }

            void record(KnownKey key) {
                MasterKeyEntity entity = findByIdOptional(key.id()).orElseGet(MasterKeyEntity::new);
                entity.id = key.id();
                entity.identifierKey = key.identifierKey();
                entity.replaced = key.replaced();
                persist(entity);
            }

            void markReplaced(SecretKeys current) {
                update("replaced = true where id <> ?1", current.id());
            }
        }
    }
}
