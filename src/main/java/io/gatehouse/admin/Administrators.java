package io.gatehouse.admin;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The accounts of all realms; every look-up names the realm. */
@ApplicationScoped
@Unremovable
public class Administrators {
    private final AdministratorEntity.Repository administrators;
    private final Clock clock;

    Administrators(AdministratorEntity.Repository administrators, Clock clock) {
        this.administrators = administrators;
        this.clock = clock;
    }

    /** The account of that address in that realm. */
    @Transactional
    public Optional<Administrator> find(RealmId realm, EmailAddress email) {
        return administrators
                .find("realmId = ?1 and email = ?2", realm.value(), email.value())
                .singleResultOptional()
                .map(AdministratorEntity::toAdministrator);
    }

    /** The account of that id, if it belongs to that realm. */
    @Transactional
    public Optional<Administrator> find(RealmId realm, AdministratorId id) {
        return entity(realm, id).map(AdministratorEntity::toAdministrator);
    }

    /** All accounts of the realm, by address. */
    @Transactional
    public List<Administrator> of(RealmId realm) {
        return administrators.list("realmId = ?1 order by email", realm.value()).stream()
                .map(AdministratorEntity::toAdministrator)
                .toList();
    }

    /** The account of that id, held unchanged until the caller's transaction ends. */
    @Transactional(TxType.MANDATORY)
    public Optional<Administrator> hold(RealmId realm, AdministratorId id) {
        return administrators
                .findByIdOptional(id.value(), LockModeType.PESSIMISTIC_WRITE)
                .filter(found -> found.realmId.equals(realm.value()))
                .map(AdministratorEntity::toAdministrator);
    }

    /** How many accounts the realm has. */
    @Transactional
    public long count(RealmId realm) {
        return administrators.count("realmId", realm.value());
    }

    /** How many of that role can sign in. */
    @Transactional
    public long countAble(RealmId realm, Role role) {
        return administrators.count(
                "realmId = ?1 and role = ?2 and not disabled and passwordHash is not null", realm.value(), role);
    }

    /** Changes what others decide about the account; another role, or being disabled or enabled, ends pending flows. */
    @Transactional
    public Administrator change(Administrator read, String displayName, Role role, boolean disabled) {
        AdministratorEntity entity = entity(read.realm(), read.id()).orElseThrow();
        if (entity.role != role || entity.disabled != disabled) {
            entity.accessVersion++;
        }
        entity.displayName = displayName;
        entity.role = role;
        entity.disabled = disabled;
        administrators.flush();
        return entity.toAdministrator();
    }

    /** Takes the mobile number away, as if none had ever been proven; pending flows end. */
    @Transactional
    public void removePhone(RealmId realm, AdministratorId id) {
        entity(realm, id).ifPresent(entity -> {
            entity.phone = null;
            entity.phoneProvenAt = null;
            entity.accessVersion++;
        });
    }

    /** Removes the account with all that belongs to it. */
    @Transactional
    public void delete(RealmId realm, AdministratorId id) {
        administrators.delete("id = ?1 and realmId = ?2", id.value(), realm.value());
    }

    /** Adds an account without password or number. The address must be free in the realm. */
    @Transactional
    public Administrator create(RealmId realm, EmailAddress email, String displayName, Role role) {
        var entity = new AdministratorEntity();
        entity.id = UUID.randomUUID();
        entity.realmId = realm.value();
        entity.email = email.value();
        entity.displayName = displayName;
        entity.role = role;
        entity.createdAt = clock.instant();
        administrators.persistAndFlush(entity);
        return entity.toAdministrator();
    }

    /** Makes this the number codes go to; called only once a code sent there has been verified. */
    @Transactional
    public Administrator provePhone(Administrator person, MobileNumber phone) {
        AdministratorEntity entity = entity(person.realm(), person.id()).orElseThrow();
        entity.phone = phone.value();
        entity.phoneProvenAt = clock.instant();
        return entity.toAdministrator();
    }

    /** Makes this the account's address, free in the realm and confirmed from there; pending flows end. */
    @Transactional
    public Administrator changeEmail(Administrator person, EmailAddress email) {
        AdministratorEntity entity = entity(person.realm(), person.id()).orElseThrow();
        entity.formerEmail = entity.email;
        entity.email = email.value();
        entity.emailChangedAt = clock.instant();
        entity.accessVersion++;
        administrators.flush();
        return entity.toAdministrator();
    }

    /** Gives the person a language of their own, a BCP 47 tag; empty: the realm's. */
    @Transactional
    public void changeLocale(RealmId realm, AdministratorId id, Optional<String> locale) {
        entity(realm, id).orElseThrow().locale = locale.orElse(null);
    }

    /** Goes back to the address before, if the change is younger than that and nobody else has the old one meanwhile. */
    @Transactional
    public Optional<Administrator> restoreEmail(RealmId realm, AdministratorId id, Duration youngerThan) {
        return entity(realm, id)
                .filter(entity -> entity.formerEmail != null
                        && entity.emailChangedAt.isAfter(clock.instant().minus(youngerThan)))
                .filter(entity ->
                        find(realm, new EmailAddress(entity.formerEmail)).isEmpty())
                .map(entity -> {
                    entity.email = entity.formerEmail;
                    entity.formerEmail = null;
                    administrators.flush();
                    return entity.toAdministrator();
                });
    }

    /** Stores the hash of the account's password. */
    @Transactional
    public void changePasswordHash(RealmId realm, AdministratorId id, String hash) {
        entity(realm, id).ifPresent(entity -> {
            entity.passwordHash = hash;
            entity.resetRequiredAt = null;
        });
    }

    /** The password opens nothing from now on, until another is chosen. */
    @Transactional
    public void requireReset(RealmId realm, AdministratorId id) {
        entity(realm, id).ifPresent(entity -> {
            entity.resetRequiredAt = clock.instant();
            entity.accessVersion++;
        });
    }

    /** Takes back the proof of the number, if it is younger than that; whether it was. */
    @Transactional
    public boolean unprovePhone(RealmId realm, AdministratorId id, Duration youngerThan) {
        Optional<AdministratorEntity> young = entity(realm, id)
                .filter(entity -> entity.phone != null
                        && entity.phoneProvenAt.isAfter(clock.instant().minus(youngerThan)));
        young.ifPresent(entity -> {
            entity.phone = null;
            entity.phoneProvenAt = null;
        });
        return young.isPresent();
    }

    /** Takes password and number from the account, and makes it an enabled System Administrator's. */
    @Transactional
    public Administrator startAnew(Administrator person) {
        AdministratorEntity entity = entity(person.realm(), person.id()).orElseThrow();
        entity.role = Role.SYSTEM_ADMINISTRATOR;
        entity.disabled = false;
        entity.passwordHash = null;
        entity.phone = null;
        entity.phoneProvenAt = null;
        return entity.toAdministrator();
    }

    /** Replaces the hash of an unchanged password, unless the password has changed meanwhile. */
    @Transactional
    public void rehash(Administrator read, String hash) {
        administrators.update(
                "passwordHash = ?1 where id = ?2 and passwordHash = ?3",
                hash,
                read.id().value(),
                read.passwordHash().orElse(null));
    }

    private Optional<AdministratorEntity> entity(RealmId realm, AdministratorId id) {
        return administrators.findByIdOptional(id.value()).filter(found -> found.realmId.equals(realm.value()));
    }
}
