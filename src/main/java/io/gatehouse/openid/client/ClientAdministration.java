package io.gatehouse.openid.client;

import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.kernel.NotFoundException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Registers and changes the realm's clients. The metadata must break no {@link ClientRule}. */
@ApplicationScoped
@Transactional
public class ClientAdministration {
    private final Actors actors;
    private final Clients clients;
    private final AuditLog audit;

    ClientAdministration(Actors actors, Clients clients, AuditLog audit) {
        this.actors = actors;
        this.clients = clients;
        this.audit = audit;
    }

    /**
     * A client with the secret that was created for it, which cannot be shown again.
     *
     * @param secret empty for a client without secrets
     */
    public record WithSecret(Client client, Optional<String> secret) {
        /** Returns a text without the secret. */
        @Override
        public String toString() {
            return "WithSecret[" + client.clientId() + "]";
        }
    }

    /**
     * Registers a client, with a secret if it authenticates by one, or returns empty if the realm has one with that client
     * identifier.
     *
     * @param requestedId the client identifier; a random one if empty
     */
    public Optional<WithSecret> register(Caller caller, Optional<String> requestedId, ClientMetadata metadata) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        String clientId = requestedId.orElseGet(() -> UUID.randomUUID().toString());
        if (clients.find(actor.realm().id(), clientId).isPresent()) {
            return Optional.empty();
        }
        Client created = clients.create(actor.realm().id(), clientId, metadata);
        record(actor, AuditEventType.APPLICATION_REGISTERED, created);
        return Optional.of(new WithSecret(created, addSecretIfUsed(created)));
    }

    /**
     * Changes the metadata of a client, effective at its next request. Creates a secret if it authenticates by one and has none.
     *
     * @param change returns the metadata after the change, given those before
     * @throws NotFoundException if the realm has none of that id
     */
    public WithSecret change(Caller caller, UUID id, UnaryOperator<ClientMetadata> change) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        Client before = get(actor, id);
        Client changed = clients.update(before, change.apply(before.metadata()));
        record(actor, AuditEventType.APPLICATION_CHANGED, changed);
        return new WithSecret(
                changed, clients.secretsCreatedAt(changed).isEmpty() ? addSecretIfUsed(changed) : Optional.empty());
    }

    /**
     * Creates a secret; the one before stays valid until the next is created.
     *
     * @return empty if the client does not authenticate by a secret
     * @throws NotFoundException if the realm has none of that id
     */
    public Optional<String> addSecret(Caller caller, UUID id) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        Client client = get(actor, id);
        Optional<String> secret = addSecretIfUsed(client);
        if (secret.isPresent()) {
            record(actor, AuditEventType.APPLICATION_SECRET_CREATED, client);
        }
        return secret;
    }

    /**
     * Deletes a client; all its tokens end.
     *
     * @throws NotFoundException if the realm has none of that id
     */
    public void delete(Caller caller, UUID id) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        Client client = get(actor, id);
        clients.delete(client);
        record(actor, AuditEventType.APPLICATION_DELETED, client);
    }

    private Optional<String> addSecretIfUsed(Client client) {
        return client.metadata().authMethod().usesSecret() ? Optional.of(clients.addSecret(client)) : Optional.empty();
    }

    private Client get(Actor actor, UUID id) {
        return clients.find(actor.realm().id(), id)
                .orElseThrow(() -> new NotFoundException("There is no such client."));
    }

    private void record(Actor actor, AuditEventType type, Client client) {
        audit.record(actor.event(type, Map.of("client", client.clientId())));
    }
}
