package io.gatehouse.administrator;

import io.gatehouse.administrator.Administrator.SignInHistory;
import io.gatehouse.kernel.database.LockingRepository;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Tuple;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.OptimisticLock;

/** A row of {@code administrator}. */
@Entity
@Table(name = "administrator")
@DynamicUpdate
class AdministratorEntity {
    @Id
    UUID id;

    UUID realmId;
    String email;
    String displayName;

    @Enumerated(EnumType.STRING)
    Role role;

    boolean disabled;
    String passwordHash;
    String phone;
    Instant phoneProvenAt;
    boolean phoneDisputed;

    /** The number before the current one. */
    String formerPhone;

    Instant formerPhoneProvenAt;

    /** When the former number was replaced. */
    Instant phoneChangedAt;

    /** The address before the current one; of several, each replaced within a week after the one before, the oldest. */
    String formerEmail;

    Instant emailChangedAt;
    Instant resetRequiredAt;
    String locale;

    /** When a mailed link set the password; null after the first completed sign-in since. */
    Instant passwordLinkedAt;

    boolean secondFactorUsed;

    /** Changes with each sign-in, and so not the version by which a form knows what it shows. */
    @OptimisticLock(excluded = true)
    Instant lastSignedInAt;

    /** From when the account may step up; null if no sign-in has enrolled a number after others with a second factor. */
    Instant stepUpFrom;

    Instant createdAt;
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
                Optional.ofNullable(phoneProvenAt),
                phoneDisputed,
                formerPhoneForReset(),
                Optional.ofNullable(resetRequiredAt),
                Optional.ofNullable(locale),
                new SignInHistory(
                        Optional.ofNullable(lastSignedInAt),
                        Optional.ofNullable(passwordLinkedAt),
                        secondFactorUsed,
                        Optional.ofNullable(stepUpFrom)),
                accessVersion,
                version);
    }

    boolean phoneProvenSince(Instant since) {
        return phone != null && phoneProvenAt.isAfter(since);
    }

    boolean emailChangedSince(Instant since) {
        return formerEmail != null && emailChangedAt.isAfter(since);
    }

    void setPhone(String number, Instant provenAt) {
        phone = number;
        phoneProvenAt = provenAt;
        phoneDisputed = false;
    }

    /** Changes the number, and keeps the former one; of several replaced within a week the oldest. */
    void replacePhone(String number, Instant provenAt) {
        boolean kept = formerPhone != null && phoneChangedAt.isAfter(provenAt.minus(Administrator.SUSPECT));
        if (phone != null && !phone.equals(number) && !kept) {
            formerPhone = phone;
            formerPhoneProvenAt = phoneProvenAt;
            phoneChangedAt = provenAt;
        }
        setPhone(number, provenAt);
    }

    /** Makes the former number the current one again. */
    void restorePhone() {
        setPhone(formerPhone, formerPhoneProvenAt);
        forgetFormerPhone();
    }

    void forgetFormerPhone() {
        formerPhone = null;
        formerPhoneProvenAt = null;
        phoneChangedAt = null;
    }

    private Optional<MobileNumber> formerPhoneForReset() {
        return Optional.ofNullable(formerPhone)
                .filter(any ->
                        resetRequiredAt != null && phoneChangedAt.isAfter(resetRequiredAt.minus(Administrator.SUSPECT)))
                .map(MobileNumber::new);
    }

    @ApplicationScoped
    static class Repository implements LockingRepository<AdministratorEntity, UUID> {

        @Override
        public Class<AdministratorEntity> type() {
            return AdministratorEntity.class;
        }

        public Optional<AdministratorEntity> find(RealmId realm, AdministratorId id) {
            return findByIdOptional(id.value()).filter(found -> found.realmId.equals(realm.value()));
        }

        Optional<AdministratorEntity> findForUpdate(RealmId realm, AdministratorId id) {
            return findForUpdate(id.value()).filter(found -> found.realmId.equals(realm.value()));
        }

        public Optional<AdministratorEntity> find(RealmId realm, EmailAddress email) {
            return find("realmId = ?1 and email = ?2", realm.value(), email.value())
                    .singleResultOptional();
        }

        /** Returns the accounts that have the address, or had it before a change since then. */
        List<AdministratorEntity> listOwners(RealmId realm, EmailAddress email, Instant since) {
            return list(
                    "realmId = ?1 and (email = ?2 or formerEmail = ?2 and emailChangedAt > ?3)",
                    realm.value(),
                    email.value(),
                    since);
        }

        List<AdministratorEntity> listInRealm(RealmId realm) {
            return list("realmId = ?1 order by email", realm.value());
        }

        List<AdministratorEntity> listInRole(RealmId realm, Role role) {
            return list("realmId = ?1 and role = ?2", realm.value(), role);
        }

        List<AdministratorEntity> listByIds(RealmId realm, Collection<UUID> ids) {
            return list("realmId = ?1 and id in ?2 order by email", realm.value(), ids);
        }

        List<AdministratorEntity> listAfter(RealmId realm, String email, int limit) {
            return find("realmId = ?1 and email > ?2 order by email", realm.value(), email)
                    .page(0, limit)
                    .list();
        }

        long countInRealm(RealmId realm) {
            return count("realmId", realm.value());
        }

        long countOthersHaving(MobileNumber phone, AdministratorId id) {
            return count("phone = ?1 and id <> ?2", phone.value(), id.value());
        }

        long countAbleToSignIn(RealmId realm, Role role) {
            return count(
                    "realmId = ?1 and role = ?2 and not disabled and passwordHash is not null", realm.value(), role);
        }

        AdministratorStatistics.AbleToSignIn countAbleToSignIn(RealmId realm) {
            Tuple counts = getEntityManager()
                    .createQuery(
                            "select count(*) as accounts, count(phone) as withPhone from AdministratorEntity"
                                    + " where realmId = :realm and not disabled and passwordHash is not null",
                            Tuple.class)
                    .setParameter("realm", realm.value())
                    .getSingleResult();
            return new AdministratorStatistics.AbleToSignIn(
                    counts.get("accounts", Long.class), counts.get("withPhone", Long.class));
        }

        /** Returns the numbers of the accounts that can sign in. */
        List<String> listNumbers(RealmId realm) {
            return getEntityManager()
                    .createQuery(
                            "select phone from AdministratorEntity where realmId = ?1 and phone is not null"
                                    + " and not disabled and passwordHash is not null",
                            String.class)
                    .setParameter(1, realm.value())
                    .getResultList();
        }

        long countResettableByMailOnly(RealmId realm, boolean numbersUsed, boolean passkeysUsed, boolean appsUsed) {
            return getSession()
                    .createNativeQuery("""
                            select count(*) from administrator a
                            where a.realm_id = :realm and not a.disabled and a.password_hash is not null
                                and (a.phone is null or not :numbersUsed)
                                and not exists (select 1 from passkey p
                                    where p.administrator_id = a.id and p.suspended_at is null and :passkeysUsed)
                                and not exists (select 1 from totp t
                                    where t.administrator_id = a.id and t.suspended_at is null and :appsUsed)
                                and not exists (select 1 from recovery_code c
                                    where c.administrator_id = a.id and c.used_at is null and c.set_number =
                                        (select max(live.set_number) from recovery_code live
                                            where live.administrator_id = a.id and live.suspended_at is null))""", Long.class)
                    .setParameter("realm", realm.value())
                    .setParameter("numbersUsed", numbersUsed)
                    .setParameter("passkeysUsed", passkeysUsed)
                    .setParameter("appsUsed", appsUsed)
                    .getSingleResult();
        }

        boolean replaceHash(UUID id, String hash, String before) {
            return update("passwordHash = ?1 where id = ?2 and passwordHash = ?3", hash, id, before) == 1;
        }
    }
}
