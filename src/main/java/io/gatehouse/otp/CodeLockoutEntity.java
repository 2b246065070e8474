package io.gatehouse.otp;

import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.database.LockingRepository;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** A row of {@code code_guard}. */
@Entity
@Table(name = "code_guard")
@IdClass(CodeLockoutEntity.Key.class)
class CodeLockoutEntity {
    record Key(UUID administratorId, CodePurpose purpose) {}

    @Id
    UUID administratorId;

    @Id
    @Enumerated(EnumType.STRING)
    CodePurpose purpose;

    int wrongCodes;

    /** Until when no code may be entered or sent; null if it was never locked. */
    Instant lockedUntil;

    int unusedSends;

    /** Until when no code may be sent; null if the last code counted started no lock. */
    Instant sendsLockedUntil;

    @ApplicationScoped
    static class Repository implements LockingRepository<CodeLockoutEntity, Key> {

        @Override
        public Class<CodeLockoutEntity> type() {
            return CodeLockoutEntity.class;
        }

        /** Returns the row of that account and purpose, inserted if absent, locked until the transaction ends. */
        CodeLockoutEntity getForUpdate(AdministratorId administrator, CodePurpose purpose) {
            var key = new Key(administrator.value(), purpose);
            return findForUpdate(key).orElseGet(() -> {
                insertIfAbsent(key);
                return findForUpdate(key).orElseThrow();
            });
        }

        private void insertIfAbsent(Key key) {
            getEntityManager()
                    .createNativeQuery("""
                            insert into code_guard (administrator_id, purpose) values (:administrator, :purpose)
                            on conflict do nothing""")
                    .setParameter("administrator", key.administratorId())
                    .setParameter("purpose", key.purpose().name())
                    .executeUpdate();
        }

        List<CodeLockoutEntity> listOf(Collection<AdministratorId> administrators) {
            return list(
                    "administratorId in ?1",
                    administrators.stream().map(AdministratorId::value).toList());
        }

        /** Deletes the row at once, so that the transaction can insert a new one. */
        void delete(AdministratorId administrator, CodePurpose purpose) {
            deleteById(new Key(administrator.value(), purpose));
            flush();
        }

        void deleteAll(AdministratorId administrator) {
            delete("administratorId", administrator.value());
        }

        void deleteAll(RealmId realm) {
            delete("administratorId in (select a.id from AdministratorEntity a where a.realmId = ?1)", realm.value());
        }
    }
}
