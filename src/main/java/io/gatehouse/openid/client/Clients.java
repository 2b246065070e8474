package io.gatehouse.openid.client;

import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.openid.client.ClientEntity.SecretEntity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds and changes registered clients. Secrets are shown once and stored as digests. */
@ApplicationScoped
@Transactional
public class Clients {
    private final ClientEntity.Repository clients;
    private final SecretEntity.Repository secrets;
    private final Randomness randomness;
    private final Clock clock;

    Clients(ClientEntity.Repository clients, SecretEntity.Repository secrets, Randomness randomness, Clock clock) {
        this.clients = clients;
        this.secrets = secrets;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Returns the realm's client with that client identifier, or empty if there is none. */
    public Optional<Client> find(RealmId realm, String clientId) {
        return Client.isClientId(clientId)
                ? clients.findByClientId(realm, clientId).map(ClientEntity::toClient)
                : Optional.empty();
    }

    /** Returns the realm's client with that id, or empty if there is none. */
    public Optional<Client> find(RealmId realm, UUID id) {
        return clients.find(realm, id).map(ClientEntity::toClient);
    }

    /** Returns the realm's clients, ordered by client identifier. */
    public List<Client> list(RealmId realm) {
        return clients.listInRealm(realm).stream().map(ClientEntity::toClient).toList();
    }

    /** Locks the client until the transaction ends against its deletion, and returns whether it is still registered. */
    @Transactional(TxType.MANDATORY)
    public boolean lock(Client client) {
        return clients.lock(client.id());
    }

    /** Returns when the client's valid secrets were created, newest first. */
    public List<Instant> secretsCreatedAt(Client client) {
        return secrets.listOf(client.id()).stream()
                .map(secret -> secret.createdAt)
                .toList();
    }

    /** Returns whether it is one of the client's secrets. */
    public boolean hasSecret(Client client, String presented) {
        byte[] hash = Digests.sha256Base64Url(presented).getBytes(StandardCharsets.US_ASCII);
        return secrets.listOf(client.id()).stream()
                .anyMatch(secret -> MessageDigest.isEqual(hash, secret.secretHash.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Adds a client; fails if the realm has one with that client identifier. */
    @Transactional(TxType.MANDATORY)
    Client create(RealmId realm, String clientId, ClientMetadata metadata) {
        var entity = new ClientEntity();
        entity.id = UUID.randomUUID();
        entity.realmId = realm.value();
        entity.clientId = clientId;
        entity.metadata = metadata;
        entity.createdAt = clock.instant();
        clients.persistAndFlush(entity);
        return entity.toClient();
    }

    /** Replaces the client's metadata; a client that authenticates in another way loses its secrets. */
    @Transactional(TxType.MANDATORY)
    Client update(Client client, ClientMetadata metadata) {
        clients.setMetadata(client.id(), metadata);
        if (!metadata.authMethod().usesSecret()) {
            secrets.deleteOf(client.id());
        }
        return new Client(client.id(), client.realm(), client.clientId(), metadata, client.createdAt());
    }

    /** Deletes the client with its secrets and tokens. */
    @Transactional(TxType.MANDATORY)
    void delete(Client client) {
        clients.delete(client.realm(), client.id());
    }

    /** Creates a secret and returns it; the one before stays valid until the next is created. */
    @Transactional(TxType.MANDATORY)
    String addSecret(Client client) {
        String secret = randomness.secret();
        secrets.add(client.id(), Digests.sha256Base64Url(secret), clock.instant());
        return secret;
    }
}
