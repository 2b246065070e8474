package io.gatehouse.openid.client;

import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.openid.client.ClientEntity.SecretEntity;
import io.gatehouse.openid.client.ClientMetadata.AuthMethod;
import io.gatehouse.openid.client.ClientMetadata.ClientType;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.openid.provider.ProviderFakes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.InMemoryTable;
import io.gatehouse.token.SigningAlgorithm;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Registered clients with their tables in memory. */
public final class ClientFakes {
    public static final String REDIRECT_URI = "https://portal.example/callback";

    private final InMemoryClients rows = new InMemoryClients();
    public final Clients clients;
    public final ClientAdministration administration;
    public final ClientAuthenticator authenticator;

    public ClientFakes(Fakes fakes) {
        clients = new Clients(rows, new InMemorySecrets(), new Randomness(), fakes.clock);
        administration = new ClientAdministration(fakes.actors, clients, fakes.audit.log);
        authenticator = new ClientAuthenticator(
                clients, ProviderFakes.urls(), ProviderFakes.usedIds(fakes.flows), ProviderFakes.http());
    }

    /** Returns the metadata of a confidential client with all scopes. */
    public static ClientMetadata confidential() {
        return new ClientMetadata(
                "Portal",
                ClientType.CONFIDENTIAL,
                List.of(REDIRECT_URI),
                List.of("https://portal.example/signed-out"),
                Optional.empty(),
                AuthMethod.CLIENT_SECRET_BASIC,
                Optional.empty(),
                Optional.empty(),
                SigningAlgorithm.RS256,
                true,
                Optional.empty(),
                EnumSet.allOf(OpenIdScope.class),
                EnumSet.allOf(Role.class),
                Optional.empty());
    }

    /** Returns the metadata of a public client. */
    public static ClientMetadata publicClient() {
        return publicClient("http://127.0.0.1/callback", REDIRECT_URI);
    }

    /** Returns the metadata of a public client with these redirect addresses. */
    public static ClientMetadata publicClient(String... redirectUris) {
        ClientMetadata other = confidential();
        return new ClientMetadata(
                other.name(),
                ClientType.PUBLIC,
                List.of(redirectUris),
                List.of(),
                Optional.empty(),
                AuthMethod.NONE,
                Optional.empty(),
                Optional.empty(),
                SigningAlgorithm.ES256,
                true,
                Optional.empty(),
                other.scopes(),
                other.roles(),
                Optional.empty());
    }

    /** Returns a builder of the same metadata with other values of some fields. */
    public static Changed changed(ClientMetadata metadata) {
        return new Changed(metadata);
    }

    /** Builds metadata from other, with the fields that tests change. */
    public static final class Changed {
        private final ClientMetadata before;
        private AuthMethod authMethod;
        private Optional<String> jwks;
        private boolean pkceRequired;
        private Set<Role> roles;
        private Optional<String> audience;

        private Changed(ClientMetadata before) {
            this.before = before;
            this.authMethod = before.authMethod();
            this.jwks = before.jwks();
            this.pkceRequired = before.pkceRequired();
            this.roles = before.roles();
            this.audience = before.audience();
        }

        /** Sets the roles whose administrators may sign in. */
        public Changed roles(Set<Role> changed) {
            roles = changed;
            return this;
        }

        /** Requires no code challenge. */
        public Changed withoutPkce() {
            pkceRequired = false;
            return this;
        }

        /** Sets an authentication by these keys. */
        public Changed keys(String changed) {
            authMethod = AuthMethod.PRIVATE_KEY_JWT;
            jwks = Optional.of(changed);
            return this;
        }

        /** Sets the additional audience. */
        public Changed audience(String changed) {
            audience = Optional.of(changed);
            return this;
        }

        /** Returns the changed metadata. */
        public ClientMetadata build() {
            return new ClientMetadata(
                    before.name(),
                    before.type(),
                    before.redirectUris(),
                    before.postLogoutRedirectUris(),
                    before.backchannelLogoutUri(),
                    authMethod,
                    before.jwksUri(),
                    jwks,
                    before.idTokenAlg(),
                    pkceRequired,
                    before.minimumAcr(),
                    before.scopes(),
                    roles,
                    audience);
        }
    }

    /** Registers a client. */
    public Client client(Realm realm, String clientId, ClientMetadata metadata) {
        return clients.create(realm.id(), clientId, metadata);
    }

    /** Replaces the metadata of a client. */
    public Client change(Client client, ClientMetadata metadata) {
        return clients.update(client, metadata);
    }

    /** Creates a secret of the client. */
    public String secret(Client client) {
        return clients.addSecret(client);
    }

    private static final class InMemoryClients extends ClientEntity.Repository
            implements InMemoryTable<ClientEntity, UUID> {
        private final Rows<UUID, ClientEntity> rows = new Rows<>(row -> row.id);

        @Override
        public Rows<UUID, ClientEntity> rows() {
            return rows;
        }

        @Override
        Optional<ClientEntity> find(RealmId realm, UUID id) {
            return where(row -> row.realmId.equals(realm.value()) && row.id.equals(id))
                    .findFirst();
        }

        @Override
        Optional<ClientEntity> findByClientId(RealmId realm, String clientId) {
            return where(row -> row.realmId.equals(realm.value()) && row.clientId.equals(clientId))
                    .findFirst();
        }

        @Override
        List<ClientEntity> listInRealm(RealmId realm) {
            return where(row -> row.realmId.equals(realm.value()))
                    .sorted(Comparator.comparing(row -> row.clientId))
                    .toList();
        }

        @Override
        boolean lock(UUID id) {
            return rows.containsKey(id);
        }

        @Override
        void setMetadata(UUID id, ClientMetadata metadata) {
            rows.get(id).metadata = metadata;
        }

        @Override
        void delete(RealmId realm, UUID id) {
            removeWhere(row -> row.realmId.equals(realm.value()) && row.id.equals(id));
        }
    }

    private static final class InMemorySecrets extends SecretEntity.Repository
            implements InMemoryTable<SecretEntity, String> {
        private final Rows<String, SecretEntity> rows = new Rows<>(row -> row.secretHash);

        @Override
        public Rows<String, SecretEntity> rows() {
            return rows;
        }

        @Override
        List<SecretEntity> listOf(UUID client) {
            return where(row -> row.clientId.equals(client))
                    .sorted(Comparator.comparing((SecretEntity row) -> row.createdAt)
                            .reversed())
                    .toList();
        }

        @Override
        void deleteOf(UUID client) {
            removeWhere(row -> row.clientId.equals(client));
        }
    }
}
