package io.gatehouse.recovery;

import io.gatehouse.platform.AdministratorId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "recovery_code")
class RecoveryCodeEntity {
    @Id
    String mac;

    @Column(name = "administrator_id")
    UUID administratorId;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "used_at")
    Instant usedAt;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<RecoveryCodeEntity, String> {

        /** Holds the account's row until the transaction ends: two sets made at once must not both be valid. */
        void lock(AdministratorId administrator) {
            getEntityManager()
                    .createNativeQuery("select id from administrator where id = ?1 for no key update")
                    .setParameter(1, administrator.value())
                    .getResultList();
        }
    }
}
