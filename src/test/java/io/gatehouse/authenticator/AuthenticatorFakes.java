package io.gatehouse.authenticator;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.InMemoryTable;
import io.gatehouse.testing.TestKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The services of this package with tables in memory. */
public final class AuthenticatorFakes {
    public final Totps totps;
    private final InMemoryPasskeys keys;
    public final Passkeys passkeys;
    public final Authenticators authenticators;

    private final InMemoryTotps apps = new InMemoryTotps();
    private final AuthenticatorReports reports;
    private final RedisFlowStore flows;
    private final Transactions transactions;
    private final Clock clock;

    public AuthenticatorFakes(Fakes fakes) {
        clock = fakes.clock;
        flows = fakes.flows;
        transactions = fakes.transactions;
        reports = new AuthenticatorReports(fakes.audit.log, fakes.mails.outbox, fakes.clock);
        totps = totps(TestKeys.any());
        keys = new InMemoryPasskeys();
        passkeys = new Passkeys(
                keys,
                new WebAuthn(KernelFakes.urls()),
                fakes.flows,
                fakes.administrators,
                reports,
                KernelFakes.urls(),
                new Randomness(),
                fakes.clock);
        authenticators =
                new Authenticators(new InMemoryAuthenticators(keys, apps), keys, apps, KernelFakes.urls(), fakes.clock);
    }

    /** Makes all passkeys those of another host than the pages have. */
    public void moveToOtherHost() {
        keys.where(row -> true).forEach(row -> row.rpId = "former.example");
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
                                    .map(row -> row(row.toAuthenticator(row.rpId), row.rpId, row.aaguid)),
                            apps.where(row -> administrators.contains(row.administratorId))
                                    .map(row -> row(row.toAuthenticator(), null, null)))
                    .toList();
        }

        private static AuthenticatorEntity row(Authenticator of, String rpId, UUID aaguid) {
            var row = new AuthenticatorEntity();
            row.id = of.id();
            row.administratorId = of.administrator().value();
            row.kind = of.kind();
            row.name = of.name();
            row.rpId = rpId;
            row.aaguid = aaguid;
            row.synced = of.synced();
            row.createdAt = of.createdAt();
            row.lastUsedAt = of.lastUsedAt().orElse(null);
            row.suspendedAt = of.suspended() ? of.createdAt() : null;
            return row;
        }
    }

    /** Returns the same apps as an instance with these keys sees them. */
    Totps totps(SecretKeys keys) {
        return new Totps(apps, flows, keys, new Randomness(), reports, clock);
    }

    /** Returns the task that replaces the master key of the same apps by that of these keys. */
    TotpResealing resealing(SecretKeys keys) {
        return new TotpResealing(apps, totps(keys), keys, transactions);
    }

    /** Adds an app to the account, whose code of this moment is used up. */
    public TestApp addApp(Realm realm, Administrator administrator) {
        var context = new FlowContext(realm, administrator, Fakes.REQUESTER);
        String flow = UUID.randomUUID().toString();
        var app = new TestApp(totps.enroll(context, flow).secret());
        totps.confirm(context, flow, app.code(clock.instant())).ifPresent(refusal -> {
            throw new AssertionError(refusal);
        });
        return app;
    }

    private static final class InMemoryTotps extends TotpEntity.Repository implements InMemoryTable<TotpEntity, UUID> {
        private final Rows<UUID, TotpEntity> rows = new Rows<>(row -> row.id);

        @Override
        public Rows<UUID, TotpEntity> rows() {
            return rows;
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
        List<UUID> listIdsAfter(UUID last, int limit) {
            return rows.keySet().stream()
                    .filter(id -> id.toString().compareTo(last.toString()) > 0)
                    .sorted(Comparator.comparing(UUID::toString))
                    .limit(limit)
                    .toList();
        }

        @Override
        public TotpEntity detached(TotpEntity read) {
            return read;
        }

        @Override
        boolean reseal(UUID id, byte[] resealed, byte[] before) {
            TotpEntity row = rows.get(id);
            boolean same = Arrays.equals(row.sealedSecret, before);
            row.sealedSecret = same ? resealed : row.sealedSecret;
            return same;
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
        private final Rows<UUID, PasskeyEntity> rows = new Rows<>(row -> row.id);

        @Override
        public Rows<UUID, PasskeyEntity> rows() {
            return rows;
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
