package io.gatehouse.admin;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
                .list("realm_id = :realm and email = :email", Map.of("realm", realm.value(), "email", email.value()))
                .stream()
                .findFirst();
    }

    /** The account of that id, if it belongs to that realm. */
    @Transactional
    public Optional<Administrator> find(RealmId realm, AdministratorId id) {
        return administrators.find(realm, id).map(AdministratorEntity::administrator);
    }

    /** All accounts of the realm, by address. */
    @Transactional
    public List<Administrator> of(RealmId realm) {
        return administrators.list("realm_id = :realm order by email", Map.of("realm", realm.value()));
    }

    /** The account of that id, held unchanged until the caller's transaction ends. */
    @Transactional(TxType.MANDATORY)
    public Optional<Administrator> hold(RealmId realm, AdministratorId id) {
        return administrators.lock(realm, id).map(AdministratorEntity::administrator);
    }

    /** How many accounts the realm has. */
    @Transactional
    public long count(RealmId realm) {
        return administrators.count("realm_id = :realm", Map.of("realm", realm.value()));
    }

    /** How many of that role can sign in. */
    @Transactional
    public long countAble(RealmId realm, Role role) {
        return administrators.count(
                "realm_id = :realm and role = :role and not disabled and password_hash is not null",
                Map.of("realm", realm.value(), "role", role));
    }

    /**
     * Changes what others decide about the account, which the caller has read and holds; another role, or being disabled or
     * enabled, ends pending flows.
     */
    @Transactional
    public Administrator change(Administrator read, String displayName, Role role, boolean disabled) {
        boolean sameAccess = role == read.role() && disabled == read.disabled();
        if (sameAccess && displayName.equals(read.displayName())) {
            return read;
        }
        return set(
                read,
                "display_name = :name, role = :role, disabled = :disabled, access_version = access_version + :step",
                Map.of("name", displayName, "role", role, "disabled", disabled, "step", sameAccess ? 0 : 1));
    }

    /** Takes the mobile number away, as if none had ever been proven; pending flows end. */
    @Transactional
    public void removePhone(RealmId realm, AdministratorId id) {
        administrators.set(
                realm, id, "phone = null, phone_proven_at = null, access_version = access_version + 1", Map.of());
    }

    /** Removes the account with all that belongs to it. */
    @Transactional
    public void delete(RealmId realm, AdministratorId id) {
        administrators.delete(realm, id);
    }

    /** Adds an account without password or number. The address must be free in the realm. */
    @Transactional
    public Administrator create(RealmId realm, EmailAddress email, String displayName, Role role) {
        return administrators.add(realm, email, displayName, role, clock.instant());
    }

    /** Makes this the number codes go to; called only once a code sent there has been verified. */
    @Transactional
    public Administrator provePhone(Administrator person, MobileNumber phone) {
        return set(
                person,
                "phone = :phone, phone_proven_at = :now",
                Map.of("phone", phone.value(), "now", clock.instant()));
    }

    /** Makes this the account's address, free in the realm and confirmed from there; pending flows end. */
    @Transactional
    public Administrator changeEmail(Administrator person, EmailAddress email) {
        return set(
                person,
                "former_email = email, email = :email, email_changed_at = :now, access_version = access_version + 1",
                Map.of("email", email.value(), "now", clock.instant()));
    }

    /** Gives the person a language of their own, a BCP 47 tag; empty: the realm's. */
    @Transactional
    public void changeLocale(RealmId realm, AdministratorId id, Optional<String> locale) {
        administrators
                .set(realm, id, "locale = :locale", Collections.singletonMap("locale", locale.orElse(null)))
                .orElseThrow();
    }

    /** Goes back to the address before, if the change is younger than that and nobody else has the old one meanwhile. */
    @Transactional
    public Optional<Administrator> restoreEmail(RealmId realm, AdministratorId id, Duration youngerThan) {
        return administrators
                .find(realm, id)
                .filter(found -> found.formerEmail() != null
                        && found.emailChangedAt().isAfter(clock.instant().minus(youngerThan)))
                .filter(found ->
                        find(realm, new EmailAddress(found.formerEmail())).isEmpty())
                .map(found -> set(found.administrator(), "email = former_email, former_email = null", Map.of()));
    }

    /** Stores the hash of the account's password. */
    @Transactional
    public void changePasswordHash(RealmId realm, AdministratorId id, String hash) {
        administrators.set(realm, id, "password_hash = :hash, reset_required_at = null", Map.of("hash", hash));
    }

    /** The password opens nothing from now on, until another is chosen. */
    @Transactional
    public void requireReset(RealmId realm, AdministratorId id) {
        administrators.set(
                realm,
                id,
                "reset_required_at = :now, access_version = access_version + 1",
                Map.of("now", clock.instant()));
    }

    /** Takes back the proof of the number, if it is younger than that; whether it was. */
    @Transactional
    public boolean unprovePhone(RealmId realm, AdministratorId id, Duration youngerThan) {
        return administrators
                .find(realm, id)
                .filter(found -> found.administrator().phone().isPresent()
                        && found.phoneProvenAt().isAfter(clock.instant().minus(youngerThan)))
                .map(found -> set(found.administrator(), "phone = null, phone_proven_at = null", Map.of()))
                .isPresent();
    }

    /** Takes password and number from the account, and makes it an enabled System Administrator's. */
    @Transactional
    public Administrator startAnew(Administrator person) {
        return set(
                person,
                "role = :role, disabled = false, password_hash = null, phone = null, phone_proven_at = null",
                Map.of("role", Role.SYSTEM_ADMINISTRATOR));
    }

    /** Replaces the hash of an unchanged password, unless the password has changed meanwhile. */
    @Transactional
    public void rehash(Administrator read, String hash) {
        read.passwordHash().ifPresent(before -> administrators.rehash(read.realm(), read.id(), hash, before));
    }

    private Administrator set(Administrator person, String columns, Map<String, ?> values) {
        return administrators.set(person.realm(), person.id(), columns, values).orElseThrow();
    }
}
