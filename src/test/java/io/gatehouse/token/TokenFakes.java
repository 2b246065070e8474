package io.gatehouse.token;

import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Realms;
import io.gatehouse.testing.Defaults;
import io.gatehouse.testing.InMemoryTable;
import io.gatehouse.testing.TestKeys;
import io.gatehouse.token.SigningKeys.KeyPairs;
import io.gatehouse.token.SigningKeys.SigningKeyEntity;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;

/** Signing keys with their table in memory. */
public final class TokenFakes {
    private TokenFakes() {}

    public static RealmJwts jwts(Realms realms, Clock clock) {
        var pairs = new KeyPairs(TestKeys.any(), new Randomness());
        return new RealmJwts(
                new SigningKeys(new InMemoryKeys(), realms, pairs, Defaults.of(SigningKeysConfig.class), clock));
    }

    private static final class InMemoryKeys extends SigningKeyEntity.Repository
            implements InMemoryTable<SigningKeyEntity, String> {
        private final Rows<String, SigningKeyEntity> rows = new Rows<>(row -> row.kid);

        @Override
        public Rows<String, SigningKeyEntity> rows() {
            return rows;
        }

        @Override
        List<SigningKeyEntity> listInRealm(RealmId realm) {
            return where(row -> row.realmId.equals(realm.value()))
                    .sorted(Comparator.comparing((SigningKeyEntity row) -> row.activeFrom)
                            .reversed())
                    .toList();
        }
    }
}
