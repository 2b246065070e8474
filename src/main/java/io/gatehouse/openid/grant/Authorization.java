package io.gatehouse.openid.grant;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.session.Session.SessionId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What an administrator's sign-in to a client allows it.
 *
 * @param session the session in which the administrator signed in to it
 * @param claims the {@code claims} parameter of the request
 * @param authTime when the administrator last authenticated
 * @param acr the authentication context class that is reported to the client
 * @param dpopKey thumbprint of the key that the request bound its code to
 */
@RegisterForReflection(registerFullHierarchy = true)
public record Authorization(
        UUID client,
        AdministratorId administrator,
        SessionId session,
        Set<OpenIdScope> scopes,
        Optional<String> nonce,
        Optional<String> claims,
        Instant authTime,
        String acr,
        List<String> amr,
        Optional<String> dpopKey) {

    /** Returns the scopes that the client may still request. */
    Set<OpenIdScope> scopesOf(Client registered) {
        return scopes.stream().filter(registered.metadata().scopes()::contains).collect(Collectors.toSet());
    }

    /** Returns the same with the key that tokens are bound to. */
    Authorization boundTo(Optional<String> key) {
        return new Authorization(client, administrator, session, scopes, nonce, claims, authTime, acr, amr, key);
    }
}
