package io.gatehouse.authenticator;

import io.gatehouse.kernel.database.DetachedRepository;
import io.gatehouse.kernel.id.AdministratorId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.Subselect;
import org.hibernate.annotations.Synchronize;

/** A row of {@code passkey} or {@code totp}, so that one statement reads those of an account. */
@Entity
@Immutable
@Subselect("""
        select id, administrator_id, 'PASSKEY' as kind, name, aaguid, backup_eligible as synced, created_at, last_used_at,
            suspended_at from passkey
        union all
        select id, administrator_id, 'TOTP', null, null, false, created_at, last_used_at, suspended_at from totp""")
@Synchronize({"passkey", "totp"})
class AuthenticatorEntity {
    @Id
    UUID id;

    UUID administratorId;

    @Enumerated(EnumType.STRING)
    AuthenticatorKind kind;

    /** Null for an app. */
    String name;

    /** Null for an app. */
    UUID aaguid;

    boolean synced;
    Instant createdAt;
    Instant lastUsedAt;
    Instant suspendedAt;

    Authenticator toAuthenticator() {
        return new Authenticator(
                id,
                new AdministratorId(administratorId),
                kind,
                kind == AuthenticatorKind.TOTP ? Authenticator.APP : name,
                Optional.ofNullable(aaguid).flatMap(PasskeyModel::nameOf),
                synced,
                createdAt,
                Optional.ofNullable(lastUsedAt),
                suspendedAt != null);
    }

    @ApplicationScoped
    static class Repository implements DetachedRepository<AuthenticatorEntity, UUID> {

        List<AuthenticatorEntity> listOf(Collection<UUID> administrators) {
            return list("administratorId in ?1", administrators).stream()
                    .map(this::detached)
                    .toList();
        }
    }
}
