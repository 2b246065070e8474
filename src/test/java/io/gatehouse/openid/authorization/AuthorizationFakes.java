package io.gatehouse.openid.authorization;

import io.gatehouse.openid.client.ClientFakes;
import io.gatehouse.openid.grant.GrantFakes;
import io.gatehouse.openid.provider.ProviderFakes;
import io.gatehouse.ratelimit.InMemoryRateLimiter;
import io.gatehouse.testing.Fakes;

/** The services of this package without the application. */
public final class AuthorizationFakes {
    public final ClientFakes clients;
    public final GrantFakes grants;
    public final AuthorizationService authorizations;
    public final PushedAuthorizationService pushed;
    final PendingAuthorizations pending;

    public AuthorizationFakes(Fakes fakes) {
        clients = new ClientFakes(fakes);
        grants = new GrantFakes(fakes, clients);
        pending = new PendingAuthorizations(fakes.flows, new InMemoryRateLimiter(fakes.clock), fakes.clock);
        var validator = new RequestValidator(clients.clients, grants.jwts, ProviderFakes.urls());
        authorizations = new AuthorizationService(
                validator,
                pending,
                grants.codes,
                ProviderFakes.urls(),
                new AuthenticationNeeds(fakes.sessions.stepUp, fakes.clock));
        pushed = new PushedAuthorizationService(validator, pending, grants.proofs, ProviderFakes.urls());
    }
}
