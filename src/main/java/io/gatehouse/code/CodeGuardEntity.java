package io.gatehouse.code;

import io.gatehouse.delivery.CodePurpose;
import io.gatehouse.platform.AdministratorId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "code_guard")
@IdClass(CodeGuardEntity.Key.class)
class CodeGuardEntity {
    record Key(UUID administratorId, CodePurpose purpose) implements Serializable {}

    @Id
    @Column(name = "administrator_id")
    UUID administratorId;

    @Id
    @Enumerated(EnumType.STRING)
    CodePurpose purpose;

    @Column(name = "wrong_codes")
    int wrongCodes;

    @Column(name = "locked_until")
    Instant lockedUntil;

    @Column(name = "unused_sends")
    int unusedSends;

    @Column(name = "sends_locked_until")
    Instant sendsLockedUntil;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<CodeGuardEntity, CodeGuardEntity.Key> {

        /** The row of that account and purpose, made if need be, locked until the transaction ends. */
        CodeGuardEntity lock(AdministratorId administrator, CodePurpose purpose) {
            var key = new Key(administrator.value(), purpose);
            CodeGuardEntity found = findById(key, LockModeType.PESSIMISTIC_WRITE);
            if (found != null) {
                return found;
            }
            getEntityManager()
                    .createNativeQuery("insert into code_guard (administrator_id, purpose) values (?1, ?2)"
                            + " on conflict do nothing")
                    .setParameter(1, administrator.value())
                    .setParameter(2, purpose.name())
                    .executeUpdate();
            return findById(key, LockModeType.PESSIMISTIC_WRITE);
        }
    }
}
