package io.gatehouse.session;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.link.Links;
import io.gatehouse.realm.Role;
import io.gatehouse.session.RefreshTokens.RefreshTokenEntity;
import io.gatehouse.session.SeenBrowsers.SeenBrowserEntity;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.testing.InMemoryTable;
import io.gatehouse.testing.RecordedEvents;
import io.gatehouse.testing.TestKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The services of this package with tables in memory. */
public final class SessionFakes {
    private final InMemoryRefreshTokens tokens = new InMemoryRefreshTokens();
    private final InMemorySessions rows = new InMemorySessions(tokens);

    public final RefreshTokens refreshTokens;
    public final Sessions sessions;
    public final SessionList list;
    public final Set<SessionId> withOfflineAccess = new HashSet<>();
    public final TrustedBrowsers trustedBrowsers;
    public final AccessRevocation revocation;
    public final StepUp stepUp;
    public final SeenBrowsers seenBrowsers;

    public SessionFakes(Administrators administrators, Links links, AuditLog audit, Clock clock) {
        var randomness = new Randomness();
        refreshTokens = new RefreshTokens(tokens, rows, administrators, audit, randomness, clock);
        sessions = new Sessions(rows, refreshTokens, administrators, randomness, new RecordedEvents<>(), clock);
        list = new SessionList(
                rows,
                asked -> asked.stream().filter(withOfflineAccess::contains).collect(Collectors.toSet()),
                clock);
        trustedBrowsers = new TrustedBrowsers(new InMemoryTrustedBrowsers(), randomness, clock);
        revocation = new AccessRevocation(sessions, trustedBrowsers, links);
        stepUp = new StepUp(clock);
        seenBrowsers = new SeenBrowsers(new InMemorySeenBrowsers(), TestKeys.identifiers(), clock);
    }

    private static final class InMemoryRefreshTokens extends RefreshTokenEntity.Repository
            implements InMemoryTable<RefreshTokenEntity, String> {
        private final Rows<String, RefreshTokenEntity> rows = new Rows<>(row -> row.tokenHash);

        @Override
        public Rows<String, RefreshTokenEntity> rows() {
            return rows;
        }

        @Override
        boolean exchange(String hash, Instant now) {
            return retireWhere(row -> row.tokenHash.equals(hash), now);
        }

        @Override
        boolean wasExchangedBefore(String hash, Instant time) {
            return findByIdOptional(hash)
                    .filter(row -> row.rotatedAt != null && row.rotatedAt.isBefore(time))
                    .isPresent();
        }

        @Override
        void retire(SessionId session, Instant now) {
            retireWhere(row -> row.sessionId.equals(session.value()), now);
        }

        private boolean retireWhere(Predicate<RefreshTokenEntity> condition, Instant now) {
            return where(condition.and(row -> row.rotatedAt == null))
                            .peek(row -> row.rotatedAt = now)
                            .count()
                    > 0;
        }
    }

    private static final class InMemorySessions extends SessionEntity.Repository
            implements InMemoryTable<SessionEntity, UUID> {
        private final Rows<UUID, SessionEntity> rows = new Rows<>(row -> row.id);
        private final InMemoryRefreshTokens tokens;

        InMemorySessions(InMemoryRefreshTokens tokens) {
            this.tokens = tokens;
        }

        @Override
        public Rows<UUID, SessionEntity> rows() {
            return rows;
        }

        @Override
        public SessionEntity detached(SessionEntity read) {
            return read;
        }

        @Override
        Optional<SessionEntity> findForUpdate(SessionId id) {
            return findByIdOptional(id.value());
        }

        @Override
        Optional<SessionEntity> findByRefreshToken(String hash) {
            return tokens.findByIdOptional(hash).flatMap(token -> findByIdOptional(token.sessionId));
        }

        @Override
        List<SessionEntity> listUnexpired(AdministratorId administrator, Instant now) {
            return where(row -> row.administratorId.equals(administrator.value())
                            && row.revokedAt == null
                            && row.expiresAt.isAfter(now))
                    .sorted(Comparator.comparing((SessionEntity row) -> row.lastUsedAt)
                            .reversed())
                    .toList();
        }

        @Override
        boolean use(SessionEntity read, Instant now) {
            read.lastUsedAt = now;
            return isUnrevoked(read);
        }

        @Override
        boolean recordVerified(SessionEntity read, Instant now) {
            read.authenticatedAt = now;
            return use(read, now);
        }

        @Override
        boolean recordVerified(SessionEntity read, SecondFactor factor, Instant now) {
            read.secondFactor = factor;
            read.secondFactorAt = now;
            return use(read, now);
        }

        @Override
        void setSecretHash(UUID id, byte[] hash) {
            rows.get(id).secretHash = hash;
        }

        @Override
        void revoke(UUID id, Instant now) {
            rows.get(id).revokedAt = now;
        }

        @Override
        int revokeAll(AdministratorId administrator, SessionId kept, Instant now) {
            return revokeWhere(row -> row.administratorId.equals(administrator.value()), kept, now);
        }

        @Override
        int revokeUnproven(RealmId realm, Role role, Set<SecondFactor> factors, SessionId kept, Instant now) {
            return revokeWhere(
                    row -> row.realmId.equals(realm.value())
                            && row.role == role
                            && (row.secondFactor == null || !factors.contains(row.secondFactor)),
                    kept,
                    now);
        }

        private int revokeWhere(Predicate<SessionEntity> condition, SessionId kept, Instant now) {
            return (int) where(condition.and(row -> row.revokedAt == null && !row.id.equals(kept.value())))
                    .peek(row -> row.revokedAt = now)
                    .count();
        }

        private boolean isUnrevoked(SessionEntity read) {
            return findByIdOptional(read.id)
                    .filter(row -> row.revokedAt == null)
                    .isPresent();
        }
    }

    private static final class InMemoryTrustedBrowsers extends TrustedBrowserEntity.Repository
            implements InMemoryTable<TrustedBrowserEntity, UUID> {
        private final Rows<UUID, TrustedBrowserEntity> rows = new Rows<>(row -> row.id);

        @Override
        public Rows<UUID, TrustedBrowserEntity> rows() {
            return rows;
        }

        @Override
        List<TrustedBrowserEntity> listBySecret(String hash) {
            return where(row -> row.secretHash.equals(hash)).toList();
        }

        @Override
        List<TrustedBrowserEntity> listByAdministrator(AdministratorId administrator) {
            return where(row -> row.administratorId.equals(administrator.value()))
                    .sorted(Comparator.comparing((TrustedBrowserEntity row) -> row.lastUsedAt)
                            .reversed())
                    .toList();
        }

        @Override
        boolean use(TrustedBrowserEntity read, Instant now) {
            read.lastUsedAt = now;
            return rows.containsKey(read.id);
        }

        @Override
        void replaceHash(RealmId realm, String before, String after) {
            where(row -> row.realmId.equals(realm.value()) && row.secretHash.equals(before))
                    .forEach(row -> row.secretHash = after);
        }

        @Override
        void delete(AdministratorId administrator, String hash) {
            removeWhere(row -> row.administratorId.equals(administrator.value()) && row.secretHash.equals(hash));
        }

        @Override
        boolean delete(AdministratorId administrator, UUID id) {
            return removeWhere(row -> row.administratorId.equals(administrator.value()) && row.id.equals(id)) == 1;
        }

        @Override
        long deleteAll(AdministratorId administrator) {
            return removeWhere(row -> row.administratorId.equals(administrator.value()));
        }

        @Override
        void deleteAll(RealmId realm) {
            removeWhere(row -> row.realmId.equals(realm.value()));
        }
    }

    private static final class InMemorySeenBrowsers extends SeenBrowserEntity.Repository {
        private final Map<AdministratorId, Set<String>> seen = new HashMap<>();

        @Override
        boolean addToOthers(AdministratorId administrator, String mac, Instant now) {
            Set<String> ofAccount = seen.computeIfAbsent(administrator, id -> new HashSet<>());
            return ofAccount.add(mac) && ofAccount.size() > 1;
        }
    }
}
