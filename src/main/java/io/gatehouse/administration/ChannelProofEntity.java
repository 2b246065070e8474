package io.gatehouse.administration;

import io.gatehouse.realm.Channel;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "channel_proof")
@IdClass(ChannelProofEntity.Key.class)
class ChannelProofEntity {
    record Key(UUID sessionId, Channel channel) implements Serializable {}

    @Id
    @Column(name = "session_id")
    UUID sessionId;

    @Id
    @Enumerated(EnumType.STRING)
    Channel channel;

    @Column(name = "proven_at")
    Instant provenAt;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<ChannelProofEntity, ChannelProofEntity.Key> {}
}
