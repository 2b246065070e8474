package io.gatehouse.token;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.TestKeys;
import io.gatehouse.token.AccessTokenIssuer.AccessToken;
import io.gatehouse.token.SigningKeys.KeyPairs;
import io.gatehouse.token.SigningKeys.SigningKeyEntity;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures an access token, with its key already read. */
@State(Scope.Benchmark)
public class AccessTokenBenchmark {
    private final Fakes fakes = new Fakes();
    private final Realm realm = fakes.realm("acme");
    private final Administrator administrator =
            fakes.administrator(realm, "ada@example.com", Role.SYSTEM_ADMINISTRATOR);
    private final Session session = fakes.session(administrator);
    private final AccessTokenIssuer issuer = new AccessTokenIssuer(keys(), KernelFakes.urls(), fakes.clock);

    private SigningKeys keys() {
        var pairs = new KeyPairs(TestKeys.any(), new Randomness());
        List<SigningKeyEntity> ring = List.of(pairs.generate(fakes.clock.instant()));
        var repository = new SigningKeyEntity.Repository() {
            @Override
            List<SigningKeyEntity> listInRealm(RealmId id) {
                return ring;
            }
        };
        return new SigningKeys(repository, fakes.realms, pairs, null, fakes.clock);
    }

    @Benchmark
    public AccessToken issue() {
        return issuer.issue(realm, administrator, session);
    }
}
