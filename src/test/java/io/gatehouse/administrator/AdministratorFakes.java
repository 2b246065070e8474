package io.gatehouse.administrator;

import io.gatehouse.administrator.AdministratorQuery.Position;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.InMemoryTable;
import io.gatehouse.testing.TestKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The services of this package with tables in memory. */
public final class AdministratorFakes {
    private final InMemoryAdministrators rows = new InMemoryAdministrators();

    public final Administrators administrators;
    public final AdministratorLists lists;
    public final RecoveryCodes recoveryCodes;
    public final Influences influences;

    public AdministratorFakes(Clock clock) {
        administrators = new Administrators(rows, clock);
        lists = new AdministratorLists(rows, new Listings(), clock);
        influences = new Influences(new InMemoryInfluences(), clock);
        recoveryCodes =
                new RecoveryCodes(new InMemoryRecoveryCodes(), administrators, TestKeys.any(), new Randomness(), clock);
    }

    private static final class InMemoryAdministrators extends AdministratorEntity.Repository
            implements InMemoryTable<AdministratorEntity, UUID> {
        private final Rows<UUID, AdministratorEntity> rows = new Rows<>(row -> row.id);
        private final Map<UUID, Administrator> flushed = new HashMap<>();

        @Override
        public Rows<UUID, AdministratorEntity> rows() {
            return rows;
        }

        /** Counts the version of each changed row, as Hibernate does. */
        @Override
        public void flush() {
            rows.forEach((id, row) -> {
                if (flushed.containsKey(id) && !flushed.get(id).equals(row.toAdministrator())) {
                    row.version++;
                }
                flushed.put(id, row.toAdministrator());
            });
        }

        @Override
        public Optional<AdministratorEntity> findForUpdate(UUID id) {
            return findByIdOptional(id);
        }

        @Override
        public Optional<AdministratorEntity> find(RealmId realm, EmailAddress email) {
            return inRealm(realm).stream()
                    .filter(row -> row.email.equals(email.value()))
                    .findFirst();
        }

        @Override
        List<AdministratorEntity> listOwners(RealmId realm, EmailAddress email, Instant since) {
            return inRealm(realm).stream()
                    .filter(row -> row.email.equals(email.value())
                            || email.value().equals(row.formerEmail) && row.emailChangedAt.isAfter(since))
                    .toList();
        }

        @Override
        List<AdministratorEntity> listInRealm(RealmId realm) {
            return inRealm(realm);
        }

        @Override
        List<AdministratorEntity> listInRole(RealmId realm, Role role) {
            return inRealm(realm).stream().filter(row -> row.role == role).toList();
        }

        @Override
        List<AdministratorEntity> listByIds(RealmId realm, Collection<UUID> ids) {
            return inRealm(realm).stream().filter(row -> ids.contains(row.id)).toList();
        }

        @Override
        List<AdministratorEntity> listAfter(RealmId realm, String email, int limit) {
            return inRealm(realm).stream()
                    .filter(row -> row.email.compareTo(email) > 0)
                    .limit(limit)
                    .toList();
        }

        @Override
        long countInRealm(RealmId realm) {
            return inRealm(realm).size();
        }

        @Override
        long countOthersHaving(MobileNumber phone, AdministratorId id) {
            return where(row -> phone.value().equals(row.phone) && !row.id.equals(id.value()))
                    .count();
        }

        @Override
        long countAbleToSignIn(RealmId realm, Role role) {
            return listInRole(realm, role).stream()
                    .filter(row -> !row.disabled && row.passwordHash != null)
                    .count();
        }

        @Override
        boolean replaceHash(UUID id, String hash, String before) {
            Optional<AdministratorEntity> found = findByIdOptional(id).filter(row -> before.equals(row.passwordHash));
            found.ifPresent(row -> row.passwordHash = hash);
            return found.isPresent();
        }

        private List<AdministratorEntity> inRealm(RealmId realm) {
            return where(row -> row.realmId.equals(realm.value()))
                    .sorted(Comparator.comparing(row -> row.email))
                    .toList();
        }
    }

    /** Lists accounts by address alone, forwards, and without regard to their state. */
    private final class Listings extends ListedAdministratorEntity.Repository {
        @Override
        List<UUID> listIds(RealmId realm, AdministratorQuery query, Optional<Position> from, Instant now, int limit) {
            String last = from.map(
                            position -> rows.findByIdOptional(position.account().value())
                                    .filter(row -> row.realmId.equals(realm.value()))
                                    .orElseThrow(() -> new NotFoundException("Not in this realm"))
                                    .email)
                    .orElse("");
            return rows.inRealm(realm).stream()
                    .filter(row -> row.email.compareTo(last) > 0)
                    .filter(row -> row.email.contains(query.words())
                            || row.displayName.toLowerCase(Locale.ROOT).contains(query.words()))
                    .filter(row -> query.role().stream().allMatch(row.role::equals))
                    .limit(limit)
                    .map(row -> row.id)
                    .toList();
        }
    }

    private static final class InMemoryRecoveryCodes extends RecoveryCodeEntity.Repository
            implements InMemoryTable<RecoveryCodeEntity, String> {
        private final Rows<String, RecoveryCodeEntity> rows = new Rows<>(row -> row.mac);

        @Override
        public Rows<String, RecoveryCodeEntity> rows() {
            return rows;
        }

        @Override
        void addSet(AdministratorId administrator, List<String> macs, Instant now) {
            int number = of(administrator).mapToInt(row -> row.setNumber).max().orElse(0) + 1;
            macs.forEach(mac -> {
                var row = new RecoveryCodeEntity();
                row.mac = mac;
                row.administratorId = administrator.value();
                row.setNumber = number;
                row.createdAt = now;
                persist(row);
            });
        }

        @Override
        boolean use(AdministratorId administrator, String mac, Instant now) {
            Optional<RecoveryCodeEntity> usable =
                    usable(administrator).filter(row -> row.mac.equals(mac)).findFirst();
            usable.ifPresent(row -> row.usedAt = now);
            return usable.isPresent();
        }

        @Override
        long countUsable(AdministratorId administrator) {
            return usable(administrator).count();
        }

        @Override
        Map<UUID, Long> countUsable(Collection<UUID> administrators) {
            return administrators.stream()
                    .filter(id -> countUsable(new AdministratorId(id)) > 0)
                    .collect(Collectors.toMap(id -> id, id -> countUsable(new AdministratorId(id))));
        }

        @Override
        long countSuspended(AdministratorId administrator) {
            return suspended(administrator).count();
        }

        @Override
        int suspendCreatedAfter(AdministratorId administrator, Instant created, Instant now) {
            return update(live(administrator).filter(row -> row.createdAt.isAfter(created)), now);
        }

        @Override
        int lift(AdministratorId administrator) {
            return update(suspended(administrator), null);
        }

        private static int update(Stream<RecoveryCodeEntity> changed, Instant suspendedAt) {
            List<RecoveryCodeEntity> rows = changed.toList();
            rows.forEach(row -> row.suspendedAt = suspendedAt);
            return rows.size();
        }

        @Override
        int deleteSuspended(AdministratorId administrator) {
            return (int)
                    removeWhere(row -> row.administratorId.equals(administrator.value()) && row.suspendedAt != null);
        }

        @Override
        void deleteReplacedBefore(AdministratorId administrator, Instant time) {
            int number = live(administrator)
                    .filter(row -> !row.createdAt.isAfter(time))
                    .mapToInt(row -> row.setNumber)
                    .max()
                    .orElse(0);
            removeWhere(row -> row.administratorId.equals(administrator.value()) && row.setNumber < number);
        }

        @Override
        long countUsableBefore(AdministratorId administrator, Instant time) {
            return usable(administrator)
                    .filter(row -> row.createdAt.isBefore(time))
                    .count();
        }

        @Override
        void deleteAll(AdministratorId administrator) {
            removeWhere(row -> row.administratorId.equals(administrator.value()));
        }

        private Stream<RecoveryCodeEntity> of(AdministratorId administrator) {
            return where(row -> row.administratorId.equals(administrator.value()));
        }

        private Stream<RecoveryCodeEntity> suspended(AdministratorId administrator) {
            return of(administrator).filter(row -> row.suspendedAt != null);
        }

        private Stream<RecoveryCodeEntity> live(AdministratorId administrator) {
            return of(administrator).filter(row -> row.suspendedAt == null);
        }

        private Stream<RecoveryCodeEntity> usable(AdministratorId administrator) {
            int number =
                    live(administrator).mapToInt(row -> row.setNumber).max().orElse(0);
            return live(administrator).filter(row -> row.setNumber == number && row.usedAt == null);
        }
    }

    private static final class InMemoryInfluences extends Influences.InfluenceEntity.Repository
            implements InMemoryTable<Influences.InfluenceEntity, UUID> {
        private final Rows<UUID, Influences.InfluenceEntity> rows = new Rows<>(row -> row.id);

        @Override
        public Rows<UUID, Influences.InfluenceEntity> rows() {
            return rows;
        }

        @Override
        List<UUID> listSubjects(Collection<UUID> administrators, Instant since) {
            return where(row -> administrators.contains(row.administratorId) && row.recordedAt.isAfter(since))
                    .map(row -> row.subjectId)
                    .distinct()
                    .toList();
        }

        @Override
        void markReported(Collection<UUID> administrators, Instant since, UUID reported) {
            where(row -> administrators.contains(row.administratorId)
                            && row.recordedAt.isAfter(since)
                            && !row.subjectId.equals(reported)
                            && row.reportedAccount == null)
                    .forEach(row -> row.reportedAccount = reported);
        }

        @Override
        List<UUID> listReported(UUID subject) {
            return where(row -> row.subjectId.equals(subject) && row.reportedAccount != null)
                    .map(row -> row.reportedAccount)
                    .distinct()
                    .toList();
        }
    }
}
