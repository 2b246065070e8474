package io.gatehouse.openid.authorization;

import static io.gatehouse.testing.Fakes.REQUESTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.kernel.ThrottledException;
import io.gatehouse.openid.authorization.AuthorizationService.SignedInAdministrator;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.ClientFakes;
import io.gatehouse.openid.client.ClientMetadata;
import io.gatehouse.ratelimit.InMemoryRateLimiter;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.session.Sessions;
import io.gatehouse.testing.Fakes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientTrialTest {
    private final Fakes fakes = new Fakes();
    private final AuthorizationFakes openId = new AuthorizationFakes(fakes);
    private final Realm realm = fakes.realm("acme");
    private final ClientTrial trial = new ClientTrial(
            openId.authorizations,
            openId.grants.tokens,
            openId.grants.inspection,
            new InMemoryRateLimiter(fakes.clock));

    private ClientTrial.Result run(ClientMetadata metadata, Role role) {
        return trial.run(realm, openId.clients.client(realm, "portal", metadata), signedIn(role), REQUESTER);
    }

    private SignedInAdministrator signedIn(Role role) {
        Administrator administrator = fakes.administrator(realm, "ada@example.com", role);
        Instant now = fakes.clock.instant();
        var session = fakes.sessions
                .sessions
                .open(new Sessions.NewSession(
                        administrator,
                        realm.settings().session(),
                        SessionKind.BROWSER,
                        false,
                        now,
                        Optional.empty(),
                        Optional.empty(),
                        REQUESTER))
                .session();
        return new SignedInAdministrator(session, administrator);
    }

    @Test
    void the_claims_of_an_id_token_are_returned() {
        var result = run(ClientFakes.confidential(), Role.SYSTEM_ADMINISTRATOR);
        assertThat(result.error()).isEmpty();
        assertThat(result.claims())
                .containsEntry("acr", "urn:gatehouse:pwd")
                .containsEntry("groups", List.of("SYSTEM_ADMINISTRATOR"))
                .containsKeys("iss", "sub", "exp");
    }

    @Test
    void the_audit_log_tells_a_trial_from_a_sign_in() {
        run(ClientFakes.confidential(), Role.SYSTEM_ADMINISTRATOR);
        assertThat(fakes.audit.details(AuditEventType.CLIENT_SIGNED_IN))
                .contains(Map.of("client", "portal", "trial", "true"));
    }

    @Test
    void trials_of_a_session_are_limited() {
        Client client = openId.clients.client(realm, "portal", ClientFakes.confidential());
        SignedInAdministrator caller = signedIn(Role.SYSTEM_ADMINISTRATOR);
        for (int trials = 0; trials < ClientTrial.PER_MINUTE; trials++) {
            trial.run(realm, client, caller, REQUESTER);
        }
        assertThatThrownBy(() -> trial.run(realm, client, caller, REQUESTER)).isInstanceOf(ThrottledException.class);
    }

    @Test
    void public_clients_can_be_tried_too() {
        assertThat(run(ClientFakes.publicClient(), Role.SYSTEM_ADMINISTRATOR).claims())
                .containsKey("sub");
    }

    @Test
    void a_redirect_address_without_a_query_can_be_tried() {
        ClientMetadata metadata = ClientFakes.publicClient("com.example.app:cb");
        assertThat(run(metadata, Role.SYSTEM_ADMINISTRATOR).claims()).containsKey("sub");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPERATOR", "OBSERVER"})
    void who_is_not_admitted_sees_the_error_of_the_client(Role role) {
        var result = run(admitting(Role.SYSTEM_ADMINISTRATOR), role);
        assertThat(result.error()).contains("access_denied");
        assertThat(result.claims()).isEmpty();
    }

    private static ClientMetadata admitting(Role role) {
        return ClientFakes.changed(ClientFakes.confidential())
                .roles(Set.of(role))
                .build();
    }
}
