package io.gatehouse.admin;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@Entity
@Table(name = "administrator")
class AdministratorEntity {
    @Id
    UUID id;

    @Column(name = "realm_id")
    UUID realmId;

    String email;

    @Column(name = "display_name")
    String displayName;

    @Enumerated(EnumType.STRING)
    Role role;

    boolean disabled;

    @Column(name = "password_hash")
    String passwordHash;

    String phone;

    @Column(name = "phone_proven_at")
    Instant phoneProvenAt;

    @Column(name = "former_email")
    String formerEmail;

    @Column(name = "email_changed_at")
    Instant emailChangedAt;

    @Column(name = "reset_required_at")
    Instant resetRequiredAt;

    String locale;

    /** What a search looks through; the database makes it. */
    @Column(insertable = false, updatable = false)
    String search;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "access_version")
    long accessVersion;

    @Version
    long version;

    Administrator toAdministrator() {
        return new Administrator(
                new AdministratorId(id),
                new RealmId(realmId),
                new EmailAddress(email),
                displayName,
                role,
                disabled,
                Optional.ofNullable(passwordHash),
                Optional.ofNullable(phone).map(MobileNumber::new),
                Optional.ofNullable(resetRequiredAt),
                Optional.ofNullable(locale),
                accessVersion,
                version);
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<AdministratorEntity, UUID> {}
}
