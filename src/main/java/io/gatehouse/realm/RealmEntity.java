package io.gatehouse.realm;

import io.gatehouse.platform.RealmId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;

@Entity
@Table(name = "realm")
class RealmEntity {
    @Id
    UUID id;

    String slug;
    boolean root;

    @Convert(converter = RealmSettingsConverter.class)
    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "?::jsonb", read = "settings::text")
    RealmSettings settings;

    @Column(name = "created_at")
    Instant createdAt;

    @Version
    long version;

    Realm toRealm() {
        return new Realm(new RealmId(id), slug, root, settings, version);
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<RealmEntity, UUID> {}
}
