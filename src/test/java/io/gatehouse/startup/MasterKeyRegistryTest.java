package io.gatehouse.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.kernel.Outage;
import io.gatehouse.kernel.crypto.IdentifierMacs;
import io.gatehouse.kernel.crypto.MasterKey;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SealedRows;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.startup.MasterKeyRegistry.KnownKey;
import io.gatehouse.startup.MasterKeyRegistry.MasterKeyEntity;
import io.gatehouse.testing.InMemoryTable;
import io.quarkus.runtime.StartupEvent;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class MasterKeyRegistryTest {
    private final MasterKey current = newKey();
    private final MasterKey other = newKey();

    @Test
    void accepts_any_key_for_an_empty_database() {
        assertThat(MasterKeyRegistry.accepts(List.of(), only(current))).isTrue();
    }

    @Test
    void accepts_the_key_of_the_database_and_no_other() {
        List<KnownKey> known = List.of(known(current, false));
        assertThat(MasterKeyRegistry.accepts(known, only(current))).isTrue();
        assertThat(MasterKeyRegistry.accepts(known, only(other))).isFalse();
    }

    @Test
    void accepts_a_new_key_beside_the_one_of_the_database() {
        assertThat(MasterKeyRegistry.accepts(
                        List.of(known(current, false)), SecretKeys.of(other, Optional.of(current))))
                .isTrue();
        assertThat(MasterKeyRegistry.accepts(
                        List.of(known(current, false)), SecretKeys.of(newKey(), Optional.of(other))))
                .isFalse();
    }

    @Test
    void refuses_a_replaced_key() {
        List<KnownKey> known = List.of(known(other, true), known(current, false));
        assertThat(MasterKeyRegistry.accepts(known, only(other))).isFalse();
    }

    @Test
    void refuses_a_second_new_key_during_a_replacement() {
        List<KnownKey> known = List.of(known(current, false), known(other, false));
        assertThat(MasterKeyRegistry.accepts(known, SecretKeys.of(other, Optional.of(current))))
                .isTrue();
        assertThat(MasterKeyRegistry.accepts(known, SecretKeys.of(newKey(), Optional.of(current))))
                .isFalse();
    }

    @Test
    void refuses_a_new_key_beside_a_replaced_one() {
        List<KnownKey> known = List.of(known(other, true), known(current, false));
        assertThat(MasterKeyRegistry.accepts(known, SecretKeys.of(newKey(), Optional.of(other))))
                .isFalse();
    }

    @Test
    void refuses_a_key_that_only_has_the_id_of_the_right_one() {
        KnownKey forged = new KnownKey(only(other).id(), known(current, false).identifierKey(), false);
        assertThat(MasterKeyRegistry.accepts(List.of(forged), only(other))).isFalse();
    }

    @Test
    void identifiers_are_counted_by_one_key_whatever_master_key_replaces_another() {
        var rows = new InMemoryKeys();
        String counted = macAfterStart(rows, only(current));

        assertThat(Stream.of(
                        only(current),
                        SecretKeys.of(current, Optional.of(other)),
                        SecretKeys.of(other, Optional.of(current)),
                        SecretKeys.of(current, Optional.of(other)),
                        SecretKeys.of(other, Optional.of(current)),
                        only(other),
                        SecretKeys.of(newKey(), Optional.of(other))))
                .allSatisfy(keys -> assertThat(macAfterStart(rows, keys)).isEqualTo(counted));
        assertThat(macAfterStart(new InMemoryKeys(), only(current))).isNotEqualTo(counted);
    }

    @Test
    void a_replaced_key_remains_so_after_a_start_with_the_environment_of_the_replacement() {
        var rows = new InMemoryKeys();
        registry(rows, only(other), new IdentifierMacs()).start(new StartupEvent());
        for (SecretKeys keys : List.of(
                SecretKeys.of(current, Optional.of(other)),
                only(current),
                SecretKeys.of(current, Optional.of(other)))) {
            registry(rows, keys, new IdentifierMacs()).start(new StartupEvent());
        }
        var old = registry(rows, only(other), new IdentifierMacs());
        assertThatThrownBy(() -> old.start(new StartupEvent())).hasMessageContaining(MasterKeyRegistry.PROBLEM);

        registry(rows, SecretKeys.of(other, Optional.of(current)), new IdentifierMacs())
                .start(new StartupEvent());
        old.start(new StartupEvent());
        assertThat(old.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void refuses_a_start_whose_second_key_is_not_the_one_that_still_encrypts_rows() {
        var rows = new InMemoryKeys();
        registry(rows, SecretKeys.of(current, Optional.of(other)), new IdentifierMacs())
                .start(new StartupEvent());

        for (MasterKey second : List.of(other, newKey())) {
            assertRefusesUnreadableRow(rows, SecretKeys.of(other, Optional.of(second)));
        }
    }

    @Test
    void refuses_a_start_without_the_replaced_key_that_encrypts_rows_again() {
        var rows = new InMemoryKeys();
        for (SecretKeys keys : List.of(only(other), SecretKeys.of(current, Optional.of(other)), only(current))) {
            registry(rows, keys, new IdentifierMacs()).start(new StartupEvent());
        }
        assertRefusesUnreadableRow(rows, only(current));
    }

    private static void assertRefusesUnreadableRow(InMemoryKeys rows, SecretKeys keys) {
        var registry = new MasterKeyRegistry(
                rows,
                keys,
                new IdentifierMacs(),
                new Randomness(),
                List.of(new OneUnreadableRow()),
                new Transactions());
        assertThatThrownBy(() -> registry.start(new StartupEvent())).hasMessageContaining("1 signing keys");
    }

    private static final class OneUnreadableRow implements SealedRows {
        @Override
        public String name() {
            return "signing keys";
        }

        @Override
        public long countUnreadable() {
            return 1;
        }
    }

    @Test
    void readiness_keeps_its_answer_while_the_database_does_not_answer() {
        var rows = new InMemoryKeys();
        MasterKeyRegistry registry = registry(rows, only(current), new IdentifierMacs());
        registry.start(new StartupEvent());
        assertThat(registry.call().getStatus()).isEqualTo(Status.UP);

        rows.outage = true;
        assertThat(registry.call().getStatus()).isEqualTo(Status.UP);

        rows.outage = false;
        rows.rows.clear();
        assertThat(registry.call().getStatus()).isEqualTo(Status.DOWN);

        rows.outage = true;
        assertThat(registry.call().getStatus()).isEqualTo(Status.DOWN);
    }

    private static MasterKeyRegistry registry(InMemoryKeys rows, SecretKeys keys, IdentifierMacs identifiers) {
        return new MasterKeyRegistry(rows, keys, identifiers, new Randomness(), List.of(), new Transactions());
    }

    private static String macAfterStart(InMemoryKeys rows, SecretKeys keys) {
        var identifiers = new IdentifierMacs();
        registry(rows, keys, identifiers).start(new StartupEvent());
        return identifiers.macBase64Url("ada@example.com");
    }

    private static KnownKey known(MasterKey key, boolean replaced) {
        KnownKey known = KnownKey.of(only(key), new byte[32]);
        return new KnownKey(known.id(), known.identifierKey(), replaced);
    }

    private static SecretKeys only(MasterKey key) {
        return SecretKeys.of(key, Optional.empty());
    }

    private static MasterKey newKey() {
        return MasterKey.parse(MasterKey.generate(new Randomness())).orElseThrow();
    }

    private static final class InMemoryKeys extends MasterKeyEntity.Repository
            implements InMemoryTable<MasterKeyEntity, String> {
        private final Rows<String, MasterKeyEntity> rows = new Rows<>(row -> row.id);
        private boolean outage;

        @Override
        public Optional<MasterKeyEntity> findByIdOptional(String id) {
            if (outage) {
                throw Outage.ofDatabase(new SQLException("gone", "08006"));
            }
            return Optional.ofNullable(rows.get(id));
        }

        @Override
        public Rows<String, MasterKeyEntity> rows() {
            return rows;
        }

        @Override
        public List<MasterKeyEntity> listAll() {
            return List.copyOf(rows.values());
        }

        @Override
        void lock() {}

        @Override
        void markReplaced(SecretKeys current) {
            where(row -> !row.id.equals(current.id())).forEach(row -> row.replaced = true);
        }
    }
}
