package io.gatehouse.web.console;

import static io.gatehouse.web.layout.FormValues.text;

import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.ClientMetadata;
import io.gatehouse.openid.client.ClientMetadata.ClientType;
import io.gatehouse.openid.client.ClientRule;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.realm.Role;
import io.gatehouse.token.Acr;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.FormValues;
import jakarta.ws.rs.FormParam;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The submitted form of an application: what its page can change; other metadata remains. */
public class ApplicationEntry {
    @FormParam("name")
    public String name;

    @FormParam("clientId")
    public String clientId;

    @FormParam("type")
    public String type;

    @FormParam("redirectUris")
    public String redirectUris;

    @FormParam("postLogoutRedirectUris")
    public String postLogoutRedirectUris;

    @FormParam("backchannelLogoutUri")
    public String backchannelLogoutUri;

    @FormParam("minimumAcr")
    public String minimumAcr;

    @FormParam("scopes")
    public List<String> scopes;

    @FormParam("roles")
    public List<String> roles;

    /** Returns the form of a new application. */
    static ApplicationEntry empty() {
        var entry = new ApplicationEntry();
        ClientMetadata initial = ClientMetadata.initial(entry.type());
        entry.scopes = initial.scopes().stream().map(Enum::name).toList();
        entry.roles = initial.roles().stream().map(Enum::name).toList();
        return entry;
    }

    /** Returns the form of a registered application. */
    static ApplicationEntry of(Client client) {
        ClientMetadata metadata = client.metadata();
        var entry = new ApplicationEntry();
        entry.name = metadata.name();
        entry.clientId = client.clientId();
        entry.type = metadata.type().name();
        entry.redirectUris = String.join("\n", metadata.redirectUris());
        entry.postLogoutRedirectUris = String.join("\n", metadata.postLogoutRedirectUris());
        entry.backchannelLogoutUri = metadata.backchannelLogoutUri().orElse("");
        entry.minimumAcr = metadata.minimumAcr().map(Enum::name).orElse("");
        entry.scopes = metadata.scopes().stream().map(Enum::name).toList();
        entry.roles = metadata.roles().stream().map(Enum::name).toList();
        return entry;
    }

    public String name() {
        return text(name);
    }

    public String clientId() {
        return text(clientId);
    }

    public String typedRedirectUris() {
        return text(redirectUris);
    }

    public String typedPostLogoutRedirectUris() {
        return text(postLogoutRedirectUris);
    }

    public String backchannelLogoutUri() {
        return text(backchannelLogoutUri);
    }

    ClientType type() {
        return ClientType.PUBLIC.name().equals(type) ? ClientType.PUBLIC : ClientType.CONFIDENTIAL;
    }

    Optional<Acr> minimumAcr() {
        return FormValues.constant(Acr.values(), minimumAcr);
    }

    boolean isChosen(OpenIdScope scope) {
        return scopes != null && scopes.contains(scope.name());
    }

    boolean isChosen(Role role) {
        return roles != null && roles.contains(role.name());
    }

    /** Returns whether the client identifier can be registered. */
    boolean hasValidClientId() {
        return Client.isClientId(clientId());
    }

    /** Returns the metadata of a new application. */
    ClientMetadata metadata() {
        return with(ClientMetadata.initial(type()));
    }

    /** Returns the metadata with what the form has. */
    ClientMetadata with(ClientMetadata before) {
        Set<OpenIdScope> chosen = Stream.of(OpenIdScope.values())
                .filter(scope -> scope == OpenIdScope.OPENID || isChosen(scope))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(OpenIdScope.class)));
        Set<Role> admitted = Stream.of(Role.values())
                .filter(this::isChosen)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
        return new ClientMetadata(
                name(),
                before.type(),
                lines(redirectUris),
                lines(postLogoutRedirectUris),
                Optional.of(backchannelLogoutUri()).filter(address -> !address.isEmpty()),
                before.authMethod(),
                before.jwksUri(),
                before.jwks(),
                before.idTokenAlg(),
                before.pkceRequired(),
                minimumAcr(),
                chosen,
                admitted,
                before.audience());
    }

    /** Returns the errors of the metadata's fields that the form has. */
    static FormErrors errors(ClientMetadata metadata, PublicUrls urls, ApplicationMessages messages) {
        FormErrors errors = FormErrors.NONE;
        for (ClientRule rule : ClientRule.brokenBy(metadata, urls)) {
            errors = errors.and(
                    rule.field(),
                    switch (rule) {
                        case NAME -> messages.nameWrong();
                        case REDIRECT_URIS -> messages.redirectUrisWrong();
                        case POST_LOGOUT_REDIRECT_URIS -> messages.postLogoutRedirectUrisWrong();
                        case BACKCHANNEL_LOGOUT_URI -> messages.backchannelLogoutUriWrong();
                        case ROLES -> messages.rolesWrong();
                        // Fields that the form has not, whose values remain valid.
                        case AUTH_METHOD, JWKS_URI, JWKS, PKCE, SCOPES, AUDIENCE -> rule.advice();
                    });
        }
        return errors;
    }

    private static List<String> lines(String typed) {
        return Stream.of(text(typed).split("\\s+"))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
