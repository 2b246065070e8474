package io.gatehouse.realm;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.kernel.database.JsonColumns;
import io.gatehouse.kernel.database.LockingRepository;
import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;

/** A row of {@code realm}. */
@Entity
@Table(name = "realm")
class RealmEntity {
    private static final Duration RETRY = Duration.ofMinutes(1);

    @Id
    UUID id;

    String slug;
    boolean root;

    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    JsonNode settings;

    Instant createdAt;

    @Version
    long version;

    /**
     * Returns the realm.
     *
     * @throws UnavailableException if a newer version has chosen a setting that this one cannot apply
     */
    Realm toRealm(Set<Channel> channels) {
        return new Realm(new RealmId(id), slug, root, settings().narrowedTo(channels), channels, version);
    }

    /**
     * Returns the settings as stored.
     *
     * @throws UnavailableException as {@link #toRealm}
     */
    RealmSettings settings() {
        try {
            return JsonColumns.read(settings, RealmSettings.class);
        } catch (IllegalArgumentException e) {
            throw new UnavailableException("settings of " + slug, RETRY, e);
        }
    }

    void create(RealmSettings chosen) {
        settings = JsonColumns.write(chosen);
    }

    /** Stores the changes; what only a newer version knows remains. */
    void change(RealmSettings changed) {
        settings = JsonColumns.merge(settings, settings(), changed);
    }

    @ApplicationScoped
    static class Repository implements LockingRepository<RealmEntity, UUID> {

        @Override
        public Class<RealmEntity> type() {
            return RealmEntity.class;
        }

        Optional<RealmEntity> findBySlug(String slug) {
            return find("slug", slug).singleResultOptional();
        }

        List<RealmEntity> listAfter(String slug, int limit) {
            return find("slug > ?1 order by slug", slug).page(0, limit).list();
        }
    }
}
