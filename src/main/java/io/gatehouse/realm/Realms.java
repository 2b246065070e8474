package io.gatehouse.realm;

import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.kernel.id.RealmId;
import io.quarkus.arc.Unremovable;
import io.quarkus.panache.common.Sort;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Finds and changes realms. A realm whose stored method uses a channel that the installation does not send by is returned with
 * the method e-mail.
 */
@ApplicationScoped
@Unremovable
public class Realms {
    private static final Logger LOG = Logger.getLogger(Realms.class);

    private final RealmEntity.Repository realms;
    private final Set<Channel> channels;
    private final Clock clock;

    Realms(RealmEntity.Repository realms, AvailableChannels available, Clock clock) {
        this.realms = realms;
        this.channels = available.channels();
        this.clock = clock;
    }

    private Realm realm(RealmEntity entity) {
        return entity.toRealm(channels);
    }

    /** Returns the realm with that slug, or empty if there is none. */
    @Transactional
    public Optional<Realm> find(String slug) {
        return Realm.isSlug(slug) ? realms.findBySlug(slug).map(this::realm) : Optional.empty();
    }

    /** Returns the realm with that id, or empty if there is none. */
    @Transactional
    public Optional<Realm> find(RealmId id) {
        return realms.findByIdOptional(id.value()).map(this::realm);
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
        return realms.findForShare(id.value()).map(this::realm);
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
                .map(this::realm)
                .orElseThrow(() -> new NotFoundException("There is no such realm."));
    }

    /** Returns the settings of the realm as stored, whatever the installation sends by. */
    @Transactional
    public RealmSettings stored(Realm realm) {
        return realms.findByIdOptional(realm.id().value()).orElseThrow().settings();
    }

    /**
     * Returns the realms with a second factor whose stored method the installation does not send codes by, ordered by slug. Their
     * codes go to the mailbox until a System Administrator saves the settings.
     */
    @Transactional
    public List<Realm> listNarrowed() {
        return channels.containsAll(EnumSet.allOf(Channel.class))
                ? List.of()
                : list().stream().filter(this::isNarrowed).toList();
    }

    private boolean isNarrowed(Realm realm) {
        RealmSettings.Mfa stored = stored(realm).mfa();
        return stored.enabled() && !stored.equals(realm.settings().mfa());
    }

    @Transactional
    void warn(@Observes StartupEvent starting) {
        for (Realm realm : listNarrowed()) {
            LOG.warnf(
                    "realm.narrowed: %s sends codes by e-mail instead of %s, as gatehouse.sms.provider is none. Save its settings"
                            + " with the method e-mail, or set a provider.",
                    realm.slug(), stored(realm).mfa().method());
        }
    }

    /** Returns all realms whose settings this version can apply, ordered by slug. */
    @Transactional
    public List<Realm> list() {
        return readable(realms.listAll(Sort.by("slug")));
    }

    /** Returns the realms with a slug after the given one whose settings this version can apply, ordered by slug. */
    @Transactional
    public List<Realm> listAfter(String slug, int limit) {
        return readable(realms.listAfter(slug, limit));
    }

    private List<Realm> readable(List<RealmEntity> found) {
        return found.stream()
                .flatMap(entity -> {
                    try {
                        return Stream.of(realm(entity));
                    } catch (UnavailableException e) {
                        LOG.warnf("realm.skipped: %s (%s)", e.part(), e.reason());
                        return Stream.empty();
                    }
                })
                .toList();
    }

    /** Creates a realm; the first one is the root realm. The slug must be unused and valid. */
    @Transactional
    public Realm create(String slug, RealmSettings settings) {
        var entity = new RealmEntity();
        entity.id = UUID.randomUUID();
        entity.slug = slug;
        entity.root = realms.count() == 0;
        entity.create(settings);
        entity.createdAt = clock.instant();
        realms.persistAndFlush(entity);
        return realm(entity);
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
        entity.change(settings);
        realms.flush();
        return realm(entity);
    }
}
