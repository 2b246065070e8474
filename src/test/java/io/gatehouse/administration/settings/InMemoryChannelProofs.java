package io.gatehouse.administration.settings;

import io.gatehouse.realm.Channel;
import io.gatehouse.session.Session.SessionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps proofs in memory. */
final class InMemoryChannelProofs extends ChannelProofs.ChannelProofEntity.Repository {
    private record Key(SessionId session, Channel channel) {}

    private final Map<Key, Instant> provenAt = new HashMap<>();

    @Override
    void put(SessionId session, Channel channel, Instant now) {
        provenAt.put(new Key(session, channel), now);
    }

    @Override
    List<Channel> listChannelsProvenSince(SessionId session, Instant since) {
        return provenAt.entrySet().stream()
                .filter(proof -> proof.getKey().session().equals(session)
                        && proof.getValue().isAfter(since))
                .map(proof -> proof.getKey().channel())
                .toList();
    }
}
