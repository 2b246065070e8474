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

/** The realms of this installation. */
@ApplicationScoped
@Unremovable
public class Realms {
    private final RealmEntity.Repository realms;
    private final Clock clock;

    Realms(RealmEntity.Repository realms, Clock clock) {
        this.realms = realms;
        this.clock = clock;
    }

    /** The realm as it stands now, or nothing if there is none of that name. */
    @Transactional
    public Optional<Realm> find(String slug) {
        return realms.findBySlug(slug).map(RealmEntity::toRealm);
    }

    /** The realm of that id as it stands now. */
    @Transactional
    public Optional<Realm> find(RealmId id) {
        return realms.findByIdOptional(id.value()).map(RealmEntity::toRealm);
    }

    /**
     * The realm as it stands now.
     *
     * @throws NotFoundException if there is none of that name
     */
    public Realm get(String slug) {
        return find(slug).orElseThrow(() -> new NotFoundException("There is no such realm."));
    }

    /** The realm as it stands now, its policy held unchanged until the caller's transaction ends: first of all it holds. */
    @Transactional(TxType.MANDATORY)
    public Optional<Realm> findForShare(RealmId id) {
        return realms.findForShare(id.value()).map(RealmEntity::toRealm);
    }

    /**
     * The realm as it stands now, for whoever changes its policy or its people: one at a time, and no step of a sign-in
     * meanwhile. First of all the caller's transaction holds.
     *
     * @throws NotFoundException if there is none any more
     */
    @Transactional(TxType.MANDATORY)
    public Realm getForUpdate(RealmId id) {
        return realms.findForUpdate(id.value())
                .map(RealmEntity::toRealm)
                .orElseThrow(() -> new NotFoundException("There is no such realm."));
    }

    /** Every realm, by name. */
    @Transactional
    public List<Realm> all() {
        return realms.listAll(Sort.by("slug")).stream()
                .map(RealmEntity::toRealm)
                .toList();
    }

    /** The realms by name, from behind that one on. */
    @Transactional
    public List<Realm> after(String slug, int limit) {
        return realms.listAfter(slug, limit).stream().map(RealmEntity::toRealm).toList();
    }

    /** Adds a realm; the first ever is the root realm. The slug must be free and well formed. */
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

    /** Removes the realm, and with it everything but what the audit log says. */
    @Transactional
    public void delete(RealmId id) {
        realms.deleteById(id.value());
    }

    /**
     * Replaces the settings of the realm as it was read.
     *
     * @throws IllegalStateException if somebody else has changed them since: hold the realm first
     */
    @Transactional
    public Realm update(Realm read, RealmSettings settings) {
        RealmEntity entity = realms.findByIdOptional(read.id().value())
                .filter(found -> found.version == read.version())
                .orElseThrow(() -> new IllegalStateException("Settings of " + read.slug()));
        entity.settings = settings;
        realms.flush();
        return entity.toRealm();
    }
}
