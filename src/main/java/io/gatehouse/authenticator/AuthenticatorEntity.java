package io.gatehouse.authenticator;

import io.gatehouse.authenticator.AuthenticatorStatistics.Holders;
import io.gatehouse.kernel.database.DetachedRepository;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Tuple;
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
        select id, administrator_id, 'PASSKEY' as kind, name, rp_id, aaguid, backup_eligible as synced, created_at,
            last_used_at, suspended_at from passkey
        union all
        select id, administrator_id, 'TOTP', null, null, null, false, created_at, last_used_at, suspended_at from totp""")
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
    String rpId;

    /** Null for an app. */
    UUID aaguid;

    boolean synced;
    Instant createdAt;
    Instant lastUsedAt;
    Instant suspendedAt;

    /**
     * Returns the authenticator.
     *
     * @param host that the pages have now
     */
    Authenticator toAuthenticator(String host) {
        return new Authenticator(
                id,
                new AdministratorId(administratorId),
                kind,
                kind == AuthenticatorKind.TOTP ? Authenticator.APP : name,
                Optional.ofNullable(aaguid).flatMap(PasskeyModel::nameOf),
                synced,
                createdAt,
                Optional.ofNullable(lastUsedAt),
                rpId != null && !rpId.equals(host),
                suspendedAt != null);
    }

    @ApplicationScoped
    static class Repository implements DetachedRepository<AuthenticatorEntity, UUID> {

        private static final String ABLE_TO_SIGN_IN =
                " from AdministratorEntity a where a.realmId = :realm and not a.disabled and a.passwordHash is not null";

        private static final String HOLDS =
                "exists (select 1 from AuthenticatorEntity h where h.administratorId = a.id and h.suspendedAt is null";

        List<Holders> countHolders(RealmId realm) {
            return getEntityManager()
                    .createQuery(
                            "select a.role as role, count(*) as accounts,"
                                    + " sum(case when " + HOLDS
                                    + " and h.kind = PASSKEY) then 1 else 0 end) as withPasskey,"
                                    + " sum(case when " + HOLDS + ") then 1 else 0 end) as withAny"
                                    + ABLE_TO_SIGN_IN + " group by a.role order by a.role",
                            Tuple.class)
                    .setParameter("realm", realm.value())
                    .getResultStream()
                    .map(row -> new Holders(
                            row.get("role", Role.class),
                            row.get("accounts", Long.class),
                            row.get("withPasskey", Long.class),
                            row.get("withAny", Long.class)))
                    .toList();
        }

        List<String> listNamesWithout(RealmId realm, Role role, List<AuthenticatorKind> kinds, int limit) {
            return getEntityManager()
                    .createQuery(
                            "select a.displayName" + ABLE_TO_SIGN_IN + " and a.role = :role and not " + HOLDS
                                    + " and h.kind in :kinds) order by a.displayName, a.id",
                            String.class)
                    .setParameter("realm", realm.value())
                    .setParameter("role", role)
                    .setParameter("kinds", kinds)
                    .setMaxResults(limit)
                    .getResultList();
        }

        List<AuthenticatorEntity> listOf(Collection<UUID> administrators) {
            return list("administratorId in ?1", administrators).stream()
                    .map(this::detached)
                    .toList();
        }
    }
}
