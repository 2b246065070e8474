package io.gatehouse.authenticator;

import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.InMemoryTable;
import io.gatehouse.testing.TestKeys;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The services of this package with tables in memory. */
public final class AuthenticatorFakes {
    public final Totps totps;
    public final Passkeys passkeys;
    public final Authenticators authenticators;

    public AuthenticatorFakes(Fakes fakes) {
        var apps = new InMemoryTotps();
        var reports = new AuthenticatorReports(fakes.audit.log, fakes.mails.outbox, fakes.clock);
        totps = new Totps(apps, fakes.flows, TestKeys.any(), new Randomness(), reports, fakes.clock);
        var keys = new InMemoryPasskeys();
        passkeys = new Passkeys(
                keys,
                new WebAuthn(KernelFakes.urls()),
                fakes.flows,
                fakes.administrators,
                reports,
                KernelFakes.urls(),
                new Randomness(),
                fakes.clock);
        authenticators = new Authenticators(new InMemoryAuthenticators(keys, apps), keys, apps, fakes.clock);
    }

    private static final class InMemoryAuthenticators extends AuthenticatorEntity.Repository {
        private final InMemoryPasskeys passkeys;
        private final InMemoryTotps apps;

        InMemoryAuthenticators(InMemoryPasskeys passkeys, InMemoryTotps apps) {
            this.passkeys = passkeys;
            this.apps = apps;
        }

        @Override
        List<AuthenticatorEntity> listOf(Collection<UUID> administrators) {
            return Stream.concat(
                            passkeys.where(row -> administrators.contains(row.administratorId))
                                    .map(row -> row(row.toAuthenticator(), row.aaguid)),
                            apps.where(row -> administrators.contains(row.administratorId))
                                    .map(row -> row(row.toAuthenticator(), null)))
                    .toList();
        }

        private static AuthenticatorEntity row(Authenticator of, UUID aaguid) {
            var row = new AuthenticatorEntity();
            row.id = of.id();
            row.administratorId = of.administrator().value();
            row.kind = of.kind();
            row.name = of.name();
            row.aaguid = aaguid;
            row.synced = of.synced();
            row.createdAt = of.createdAt();
            row.lastUsedAt = of.lastUsedAt().orElse(null);
            row.suspendedAt = of.suspended() ? of.createdAt() : null;
            return row;
        }
    }

    private static final class InMemoryTotps extends TotpEntity.Repository implements InMemoryTable<TotpEntity, UUID> {
        private final Map<UUID, TotpEntity> rows = new LinkedHashMap<>();

        @Override
        public Map<UUID, TotpEntity> rows() {
            return rows;
        }

        @Override
        public UUID idOf(TotpEntity row) {
            return row.id;
        }

        @Override
        Optional<TotpEntity> find(AdministratorId administrator) {
            return of(administrator).findFirst();
        }

        @Override
        void replace(TotpEntity entity) {
            deleteAll(new AdministratorId(entity.administratorId));
            persist(entity);
        }

        @Override
        boolean use(UUID id, long step, Instant now) {
            List<TotpEntity> used = where(row -> row.id.equals(id) && row.lastStep < step && row.suspendedAt == null)
                    .toList();
            used.forEach(row -> {
                row.lastStep = step;
                row.lastUsedAt = now;
            });
            return !used.isEmpty();
        }

        @Override
        Stream<TotpEntity> streamRows() {
            return where(row -> true);
        }

        @Override
        int suspendCreatedAfter(AdministratorId administrator, Instant created, Instant now) {
            return suspend(
                    of(administrator).filter(row -> row.suspendedAt == null && row.createdAt.isAfter(created)), now);
        }

        @Override
        int lift(AdministratorId administrator) {
            return suspend(of(administrator).filter(row -> row.suspendedAt != null), null);
        }

        private static int suspend(Stream<TotpEntity> changed, Instant at) {
            List<TotpEntity> rows = changed.toList();
            rows.forEach(row -> row.suspendedAt = at);
            return rows.size();
        }

        @Override
        int deleteSuspended(AdministratorId administrator) {
            return (int)
                    removeWhere(row -> row.administratorId.equals(administrator.value()) && row.suspendedAt != null);
        }

        @Override
        int deleteAll(AdministratorId administrator) {
            return (int) removeWhere(row -> row.administratorId.equals(administrator.value()));
        }

        private Stream<TotpEntity> of(AdministratorId administrator) {
            return where(row -> row.administratorId.equals(administrator.value()));
        }
    }

    private static final class InMemoryPasskeys extends PasskeyEntity.Repository
            implements InMemoryTable<PasskeyEntity, UUID> {
        private final Map<UUID, PasskeyEntity> rows = new LinkedHashMap<>();

        @Override
        public Map<UUID, PasskeyEntity> rows() {
            return rows;
        }

        @Override
        public UUID idOf(PasskeyEntity row) {
            return row.id;
        }

        @Override
        Optional<PasskeyEntity> find(RealmId realm, byte[] credentialId) {
            return where(row -> row.realmId.equals(realm.value()) && Arrays.equals(row.credentialId, credentialId))
                    .findFirst();
        }

        @Override
        Optional<PasskeyEntity> find(AdministratorId administrator, UUID id) {
            return of(administrator).filter(row -> row.id.equals(id)).findFirst();
        }

        @Override
        List<PasskeyEntity> listOf(Collection<UUID> administrators) {
            return where(row -> administrators.contains(row.administratorId)).toList();
        }

        @Override
        void add(PasskeyEntity entity) {
            persist(entity);
        }

        @Override
        boolean use(UUID id, long count, boolean backedUp, Instant now) {
            Optional<PasskeyEntity> used = findByIdOptional(id)
                    .filter(row -> row.suspendedAt == null
                            && (row.signatureCount < count || row.signatureCount == 0 && count == 0));
            used.ifPresent(row -> {
                row.signatureCount = count;
                row.backedUp = backedUp;
                row.lastUsedAt = now;
            });
            return used.isPresent();
        }

        @Override
        boolean rename(AdministratorId administrator, UUID id, String name) {
            find(administrator, id).ifPresent(row -> row.name = name);
            return find(administrator, id).isPresent();
        }

        @Override
        int suspendCreatedAfter(AdministratorId administrator, Instant created, Instant now) {
            return suspend(
                    of(administrator).filter(row -> row.suspendedAt == null && row.createdAt.isAfter(created)), now);
        }

        @Override
        int lift(AdministratorId administrator) {
            return suspend(of(administrator).filter(row -> row.suspendedAt != null), null);
        }

        private static int suspend(Stream<PasskeyEntity> changed, Instant at) {
            List<PasskeyEntity> rows = changed.toList();
            rows.forEach(row -> row.suspendedAt = at);
            return rows.size();
        }

        @Override
        int deleteSuspended(AdministratorId administrator) {
            return (int)
                    removeWhere(row -> row.administratorId.equals(administrator.value()) && row.suspendedAt != null);
        }

        @Override
        boolean delete(AdministratorId administrator, UUID id) {
            return removeWhere(row -> row.administratorId.equals(administrator.value()) && row.id.equals(id)) > 0;
        }

        @Override
        int deleteAll(AdministratorId administrator) {
            return (int) removeWhere(row -> row.administratorId.equals(administrator.value()));
        }

        private Stream<PasskeyEntity> of(AdministratorId administrator) {
            return where(row -> row.administratorId.equals(administrator.value()));
        }
    }
}
