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
import java.util.Locale;
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

    /** The realm's accounts of that role. */
    @Transactional
    public List<Administrator> inRole(RealmId realm, Role role) {
        return administrators.list("realmId = ?1 and role = ?2", realm.value(), role).stream()
                .map(AdministratorEntity::toAdministrator)
                .toList();
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

    /**
     * The realm's accounts by address, from behind that one on.
     *
     * @param words what address or name must contain, in whatever case; everybody if empty
     */
    @Transactional
    public List<Administrator> after(RealmId realm, String email, String words, int limit) {
        return administrators
                .find(
                        "realmId = ?1 and email > ?2 and locate(?3, search) > 0 order by email",
                        realm.value(),
                        email,
                        words.toLowerCase(Locale.ROOT))
                .page(0, limit)
                .list()
                .stream()
                .map(AdministratorEntity::toAdministrator)
                .toList();
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
