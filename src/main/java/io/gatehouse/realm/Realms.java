package io.gatehouse.realm;

import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.id.RealmId;
import io.quarkus.arc.Unremovable;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds and changes realms. */
@ApplicationScoped
@Unremovable
public class Realms {
    private final RealmEntity.Repository realms;
    private final Clock clock;

    Realms(RealmEntity.Repository realms, Clock clock) {
        this.realms = realms;
        this.clock = clock;
    }

    /** Returns the realm with that slug, or empty if there is none. */
    @Transactional
    public Optional<Realm> find(String slug) {
        return Realm.isSlug(slug) ? realms.findBySlug(slug).map(RealmEntity::toRealm) : Optional.empty();
    }

    /** Returns the realm with that id, or empty if there is none. */
    @Transactional
    public Optional<Realm> find(RealmId id) {
        return realms.findByIdOptional(id.value()).map(RealmEntity::toRealm);
    }

    /**
     * Returns the realm with that slug.
     *
     * @throws NotFoundException if there is none
     */
    public Realm get(String slug) {
        return find(slug).orElseThrow(() -> new NotFoundException("There is no such realm."));
    }

    /**
     * Returns the realm, locked against changes until the transaction ends, or empty if there is none. Must be its
     * first lock.
     */
    @Transactional(TxType.MANDATORY)
    public Optional<Realm> findForShare(RealmId id) {
        return realms.findForShare(id.value()).map(RealmEntity::toRealm);
    }

    /**
     * Returns the realm, locked until the transaction ends against changes and against {@link #findForShare}, by which
     * the steps of a sign-in lock it. Must be the transaction's first lock.
     *
     * @throws NotFoundException if there is none
     */
    @Transactional(TxType.MANDATORY)
    public Realm getForUpdate(RealmId id) {
        return realms.findForUpdate(id.value())
                .map(RealmEntity::toRealm)
                .orElseThrow(() -> new NotFoundException("There is no such realm."));
    }

    /** Returns all realms, ordered by slug. */
    @Transactional
    public List<Realm> list() {
        return realms.listAll(Sort.by("slug")).stream()
                .map(RealmEntity::toRealm)
                .toList();
    }

    /** Returns the realms with a slug after the given one, ordered by slug. */
    @Transactional
    public List<Realm> listAfter(String slug, int limit) {
        return realms.listAfter(slug, limit).stream().map(RealmEntity::toRealm).toList();
    }

    /** Creates a realm; the first one is the root realm. The slug must be unused and valid. */
    @Transactional
    public Realm create(String slug, RealmSettings settings) {
        var entity = new RealmEntity();
        entity.id = UUID.randomUUID();
        entity.slug = slug;
        entity.root = realms.count() == 0;
        entity.settings = settings;
        entity.createdAt = clock.instant();
        realms.persistAndFlush(entity);
        return entity.toRealm();
    }

    /** Deletes the realm with everything that belongs to it, except its audit events. */
    @Transactional
    public void delete(RealmId id) {
        realms.deleteById(id.value());
    }

    /**
     * Replaces the settings of the realm.
     *
     * @throws IllegalStateException if they have been changed since the realm was read, which a lock prevents
     */
    @Transactional
    public Realm update(Realm realm, RealmSettings settings) {
        RealmEntity entity = realms.findByIdOptional(realm.id().value())
                .filter(found -> found.version == realm.version())
                .orElseThrow(() -> new IllegalStateException("Settings of " + realm.slug()));
        entity.settings = settings;
        realms.flush();
        return entity.toRealm();
    }
}
