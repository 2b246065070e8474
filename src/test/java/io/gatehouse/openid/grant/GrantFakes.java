package io.gatehouse.openid.grant;

import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.openid.client.ClientFakes;
import io.gatehouse.openid.grant.GrantEntity.ClientRefreshTokenEntity;
import io.gatehouse.openid.provider.ProviderFakes;
import io.gatehouse.openid.provider.ProviderUrls;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.InMemoryTable;
import io.gatehouse.token.RealmJwts;
import io.gatehouse.token.TokenFakes;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The services of this package with tables in memory. */
public final class GrantFakes {
    public final RealmJwts jwts;
    public final AuthorizationCodes codes;
    public final DpopProofs proofs;
    public final TokenService tokens;
    public final TokenInspection inspection;

    public GrantFakes(Fakes fakes, ClientFakes clients) {
        ProviderUrls urls = ProviderFakes.urls();
        jwts = TokenFakes.jwts(fakes.realms, fakes.clock);
        codes = new AuthorizationCodes(fakes.flows, ProviderFakes.usedIds(fakes.flows));
        var refreshTokens = new InMemoryRefreshTokens();
        var grants = new Grants(new InMemoryGrants(refreshTokens), refreshTokens, new Randomness(), fakes.clock);
        var subjects = new GrantSubjects(fakes.sessions.sessions, fakes.administrators, clients.clients);
        proofs = new DpopProofs(ProviderFakes.usedIds(fakes.flows));
        tokens = new TokenService(
                codes,
                grants,
                subjects,
                new ClientTokens(jwts, urls, fakes.clock),
                proofs,
                urls,
                fakes.audit.log,
                fakes.transactions);
        inspection = new TokenInspection(jwts, grants, subjects, clients.clients, proofs, urls, fakes.clock);
    }

    private static final class InMemoryGrants extends GrantEntity.Repository
            implements InMemoryTable<GrantEntity, UUID> {
        private final Rows<UUID, GrantEntity> rows = new Rows<>(row -> row.id);
        private final InMemoryRefreshTokens tokens;

        InMemoryGrants(InMemoryRefreshTokens tokens) {
            this.tokens = tokens;
        }

        @Override
        public Rows<UUID, GrantEntity> rows() {
            return rows;
        }

        @Override
        public GrantEntity detached(GrantEntity read) {
            return read;
        }

        @Override
        Optional<GrantEntity> findLive(RealmId realm, UUID id) {
            return findByIdOptional(id).filter(row -> row.realmId.equals(realm.value()) && row.endedAt == null);
        }

        @Override
        Optional<GrantEntity> findByRefreshToken(RealmId realm, String hash) {
            return tokens.findByIdOptional(hash).flatMap(token -> findLive(realm, token.grantId));
        }

        @Override
        Optional<GrantEntity> findByCode(RealmId realm, String hash) {
            return where(row -> row.codeHash.equals(hash)).findFirst().flatMap(row -> findLive(realm, row.id));
        }

        @Override
        boolean end(UUID id, Instant now) {
            Optional<GrantEntity> live = findByIdOptional(id).filter(row -> row.endedAt == null);
            live.ifPresent(row -> row.endedAt = now);
            return live.isPresent();
        }
    }

    private static final class InMemoryRefreshTokens extends ClientRefreshTokenEntity.Repository
            implements InMemoryTable<ClientRefreshTokenEntity, String> {
        private final Rows<String, ClientRefreshTokenEntity> rows = new Rows<>(row -> row.tokenHash);

        @Override
        public Rows<String, ClientRefreshTokenEntity> rows() {
            return rows;
        }

        @Override
        boolean exchange(String hash, Instant now) {
            Optional<ClientRefreshTokenEntity> current = findByIdOptional(hash).filter(row -> row.rotatedAt == null);
            current.ifPresent(row -> row.rotatedAt = now);
            return current.isPresent();
        }

        @Override
        boolean isCurrent(String hash) {
            return findByIdOptional(hash).filter(row -> row.rotatedAt == null).isPresent();
        }

        @Override
        boolean wasExchangedBefore(String hash, Instant time) {
            return findByIdOptional(hash)
                    .filter(row -> row.rotatedAt != null && row.rotatedAt.isBefore(time))
                    .isPresent();
        }
    }
}
