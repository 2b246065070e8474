package io.gatehouse.administrator;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Role;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Finds and changes accounts; a lookup by address or id always includes the realm. */
@ApplicationScoped
@Transactional
@Unremovable
public class Administrators {
    private static final Duration STEP_UP_PAUSE = Duration.ofHours(1);

    private final AdministratorEntity.Repository administrators;
    private final Clock clock;

    Administrators(AdministratorEntity.Repository administrators, Clock clock) {
        this.administrators = administrators;
        this.clock = clock;
    }

    /** Returns the realm's account with that address, or empty if there is none. */
    public Optional<Administrator> find(RealmId realm, EmailAddress email) {
        return administrators.find(realm, email).map(AdministratorEntity::toAdministrator);
    }

    /** Returns the realm's account with that id, or empty if there is none. */
    public Optional<Administrator> find(RealmId realm, AdministratorId id) {
        return administrators.find(realm, id).map(AdministratorEntity::toAdministrator);
    }

    /** Returns all accounts of the realm, ordered by address. */
    public List<Administrator> list(RealmId realm) {
        return administrators.listInRealm(realm).stream()
                .map(AdministratorEntity::toAdministrator)
                .toList();
    }

    /** Returns the account, locked against changes until the transaction ends, or empty if there is none. */
    @Transactional(TxType.MANDATORY)
    public Optional<Administrator> findForUpdate(RealmId realm, AdministratorId id) {
        return administrators.findForUpdate(realm, id).map(AdministratorEntity::toAdministrator);
    }

    /** Locks the account against changes until the transaction ends; does nothing if there is none. */
    @Transactional(TxType.MANDATORY)
    public void lock(AdministratorId id) {
        administrators.findForUpdate(id.value());
    }

    /** Returns the number of accounts of the realm. */
    public long count(RealmId realm) {
        return administrators.countInRealm(realm);
    }

    /** Returns the number of other accounts, over all realms, that have proven that number. */
    public long countOthersHaving(MobileNumber phone, AdministratorId id) {
        return administrators.countOthersHaving(phone, id);
    }

    /** Returns the number of accounts with that role that can sign in. */
    public long countAbleToSignIn(RealmId realm, Role role) {
        return administrators.countAbleToSignIn(realm, role);
    }

    /**
     * Changes name, role and status of an account, which must be locked. A change of role or status ends its pending
     * flows.
     */
    public Administrator change(Administrator administrator, String displayName, Role role, boolean disabled) {
        return change(administrator, entity -> {
            if (entity.role != role || entity.disabled != disabled) {
                entity.accessVersion++;
            }
            entity.displayName = displayName;
            entity.role = role;
            entity.disabled = disabled;
        });
    }

    /** Removes the mobile number, or if there is none, the former one, and ends pending flows. */
    public void removePhone(RealmId realm, AdministratorId id) {
        administrators.find(realm, id).ifPresent(entity -> {
            // A former number remains the owner's way back when the one is removed that replaced it.
            if (entity.phone == null) {
                entity.forgetFormerPhone();
            }
            entity.setPhone(null, null);
            entity.accessVersion++;
        });
    }

    /** Deletes the account with everything that belongs to it, except its audit events. */
    public void delete(RealmId realm, AdministratorId id) {
        administrators.find(realm, id).ifPresent(administrators::delete);
    }

    /**
     * Returns whether an account of the realm has the address, or another one than that had it before a change that a
     * report can still undo. True until the transaction ends if the realm is locked for update.
     *
     * @param owner the account that may return to its own former address; empty for a new one
     */
    public boolean isTaken(RealmId realm, EmailAddress email, Optional<AdministratorId> owner) {
        return administrators.listOwners(realm, email, suspectSince()).stream()
                .anyMatch(found ->
                        found.email.equals(email.value()) || !owner.equals(Optional.of(new AdministratorId(found.id))));
    }

    /** Creates an account without password or number. The address must not be taken. */
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

    /** Sets the mobile number, which must have been proven by a code; the former one is kept for a reset after a report. */
    public Administrator setProvenPhone(Administrator administrator, MobileNumber phone) {
        return change(administrator, entity -> entity.replacePhone(phone.value(), clock.instant()));
    }

    /** Makes the former number, which must have been proven again, the current one; it keeps the time of its first proof. */
    public Administrator restorePhone(Administrator administrator) {
        return change(administrator, AdministratorEntity::restorePhone);
    }

    /**
     * Sets the mobile number that a sign-in has proven by a code. If the account had signed in with a second factor before, it
     * cannot step up for an hour.
     */
    public Administrator enrollPhone(Administrator administrator, MobileNumber phone) {
        return changeLater(administrator, entity -> {
            entity.replacePhone(phone.value(), clock.instant());
            pauseStepUp(entity);
        });
    }

    /**
     * Records that a sign-in has enrolled an authenticator after a weaker factor. If the account had signed in with a second
     * factor before, it cannot step up for an hour.
     */
    public Administrator enrolledAuthenticator(Administrator administrator) {
        return changeLater(administrator, this::pauseStepUp);
    }

    /** Records that a sign-in was completed, with which the password no longer proves the mailbox. */
    public Administrator signedIn(Administrator administrator, boolean withSecondFactor) {
        return changeLater(administrator, entity -> {
            entity.lastSignedInAt = clock.instant();
            entity.passwordLinkedAt = null;
            entity.secondFactorUsed |= withSecondFactor;
        });
    }

    /**
     * Changes the e-mail address, which must be confirmed and not taken, and ends pending flows. Of several addresses, each
     * replaced within a week after the one before, the oldest is the one that a report restores.
     */
    public Administrator changeEmail(Administrator administrator, EmailAddress email) {
        return change(administrator, entity -> {
            if (!entity.emailChangedSince(suspectSince())) {
                entity.formerEmail = entity.email;
            }
            entity.emailChangedAt = clock.instant();
            entity.email = email.value();
            entity.passwordLinkedAt = null;
            entity.accessVersion++;
        });
    }

    /** Changes the administrator's language, a BCP 47 tag; empty for the realm's. */
    public void changeLocale(RealmId realm, AdministratorId id, Optional<String> locale) {
        administrators.find(realm, id).orElseThrow().locale = locale.orElse(null);
    }

    /**
     * Restores the former address and returns the account, or empty if the last change is too old for that or another
     * account has the address.
     */
    public Optional<Administrator> restoreEmail(RealmId realm, AdministratorId id) {
        return administrators
                .find(realm, id)
                .filter(entity -> entity.emailChangedSince(suspectSince()))
                .filter(entity -> administrators
                        .find(realm, new EmailAddress(entity.formerEmail))
                        .filter(other -> other != entity)
                        .isEmpty())
                .map(entity -> change(entity.toAdministrator(), changed -> {
                    changed.email = changed.formerEmail;
                    changed.formerEmail = null;
                    changed.passwordLinkedAt = null;
                }));
    }

    /** Stores the hash of the account's new password. */
    public void changePasswordHash(RealmId realm, AdministratorId id, String hash) {
        administrators.find(realm, id).ifPresent(entity -> {
            entity.passwordHash = hash;
            entity.passwordLinkedAt = null;
            entity.resetRequiredAt = null;
        });
    }

    /** Stores the hash of the password that was set through a mailed link, which proves the mailbox. */
    public void setLinkedPasswordHash(RealmId realm, AdministratorId id, String hash) {
        changePasswordHash(realm, id, hash);
        administrators.find(realm, id).ifPresent(entity -> entity.passwordLinkedAt = clock.instant());
    }

    /** Requires a password reset before the next sign-in and ends pending flows. */
    public void requirePasswordReset(RealmId realm, AdministratorId id) {
        administrators.find(realm, id).ifPresent(entity -> {
            // A later report must not make what was replaced before the first one too old for the reset.
            if (entity.resetRequiredAt == null) {
                entity.resetRequiredAt = clock.instant();
            }
            entity.accessVersion++;
        });
    }

    /** Ends the pending flows of the account, such as a reset whose link was opened. */
    public void endPendingFlows(Administrator administrator) {
        change(administrator, entity -> entity.accessVersion++);
    }

    /** Marks the mobile number as disputed if it was proven within that time, and returns whether it was. */
    public boolean disputePhoneProvenWithin(RealmId realm, AdministratorId id, Duration time) {
        Optional<AdministratorEntity> recent = administrators
                .find(realm, id)
                .filter(entity -> entity.phoneProvenSince(clock.instant().minus(time)));
        recent.ifPresent(entity -> entity.phoneDisputed = true);
        return recent.isPresent();
    }

    /** Marks a disputed mobile number as the account's, so that a former one is no longer a way back. */
    public void keepPhone(RealmId realm, AdministratorId id) {
        administrators.find(realm, id).filter(entity -> entity.phoneDisputed).ifPresent(entity -> {
            entity.phoneDisputed = false;
            entity.forgetFormerPhone();
        });
    }

    /** Makes the account a System Administrator's that is enabled and has neither password, number nor earlier sign-ins. */
    public Administrator resetCredentials(Administrator administrator) {
        return change(administrator, entity -> {
            entity.role = Role.SYSTEM_ADMINISTRATOR;
            entity.disabled = false;
            entity.passwordHash = null;
            entity.formerEmail = null;
            entity.emailChangedAt = null;
            entity.setPhone(null, null);
            entity.forgetFormerPhone();
            entity.secondFactorUsed = false;
            entity.stepUpFrom = null;
        });
    }

    /** Replaces the hash of the same password, unless the password has been changed since the account was read. */
    public void replacePasswordHash(Administrator administrator, String hash) {
        administrator
                .passwordHash()
                .ifPresent(
                        before -> administrators.replaceHash(administrator.id().value(), hash, before));
    }

    private void pauseStepUp(AdministratorEntity entity) {
        if (entity.secondFactorUsed) {
            entity.stepUpFrom = clock.instant().plus(STEP_UP_PAUSE);
        }
    }

    private Instant suspectSince() {
        return clock.instant().minus(Administrator.SUSPECT);
    }

    private Administrator change(Administrator administrator, Consumer<AdministratorEntity> change) {
        changeLater(administrator, change);
        administrators.flush();
        return find(administrator.realm(), administrator.id()).orElseThrow();
    }

    /** Changes the account by one statement at the end of the transaction, with its other changes, or by none if it remains as it was. */
    private Administrator changeLater(Administrator administrator, Consumer<AdministratorEntity> change) {
        AdministratorEntity entity =
                administrators.find(administrator.realm(), administrator.id()).orElseThrow();
        change.accept(entity);
        return entity.toAdministrator();
    }
}
