package io.gatehouse.openid.logout;

import static io.gatehouse.testing.Fakes.REQUESTER;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.openid.client.ClientFakes;
import io.gatehouse.openid.provider.ProviderFakes;
import io.gatehouse.ratelimit.InMemoryRateLimiter;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session;
import io.gatehouse.testing.Fakes;
import io.gatehouse.token.RealmJwts;
import io.gatehouse.token.SigningAlgorithm;
import io.gatehouse.token.TokenFakes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogoutServiceTest {
    private static final String SIGNED_OUT = "https://portal.example/signed-out";

    private final Fakes fakes = new Fakes();
    private final ClientFakes clients = new ClientFakes(fakes);
    private final RealmJwts jwts = TokenFakes.jwts(fakes.realms, fakes.clock);
    private final LogoutService logouts = new LogoutService(
            clients.clients,
            fakes.sessions.sessions,
            jwts,
            ProviderFakes.urls(),
            fakes.flows,
            new InMemoryRateLimiter(fakes.clock),
            fakes.audit.log);
    private final Realm realm = fakes.realm("acme");
    private final Administrator administrator = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);
    private final Session session = fakes.session(administrator);

    @BeforeEach
    void register() {
        clients.client(realm, "portal", ClientFakes.confidential());
        clients.client(realm, "other", ClientFakes.publicClient());
    }

    private String idToken(Session of, String client) {
        return jwts.sign(realm.id(), SigningAlgorithm.RS256, JOSEObjectType.JWT, claims(of, client))
                .serialize();
    }

    private static JWTClaimsSet claims(Session of, String client) {
        return new JWTClaimsSet.Builder()
                .issuer("https://gatehouse.example/realms/acme")
                .audience(client)
                .subject(of.administrator().toString())
                .claim("sid", of.id().toString())
                .build();
    }

    private LogoutOutcome logOut(Map<String, String> parameters, Optional<Session> current) {
        return logouts.logOut(
                realm,
                parameters.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, parameter -> List.of(parameter.getValue()))),
                current,
                REQUESTER);
    }

    private boolean isLive(Session one) {
        return fakes.sessions.sessions.findById(one.id()).isPresent();
    }

    @Test
    void an_id_token_of_the_session_ends_it() {
        LogoutOutcome outcome = logOut(
                Map.of(
                        "id_token_hint",
                        idToken(session, "portal"),
                        "post_logout_redirect_uri",
                        SIGNED_OUT,
                        "state",
                        "a b"),
                Optional.of(session));
        assertThat(outcome).isEqualTo(new LogoutOutcome.Ended(Optional.of(URI.create(SIGNED_OUT + "?state=a+b"))));
        assertThat(isLive(session)).isFalse();
    }

    @Test
    void an_id_token_ends_its_session_where_the_browser_has_none() {
        assertThat(logOut(Map.of("id_token_hint", idToken(session, "portal")), Optional.empty()))
                .isEqualTo(new LogoutOutcome.Ended(Optional.empty()));
        assertThat(isLive(session)).isFalse();
    }

    @Test
    void a_session_that_is_idle_ends_too_for_the_tokens_that_outlive_it() {
        fakes.clock.advance(Duration.ofMinutes(16));
        logOut(Map.of("id_token_hint", idToken(session, "portal")), Optional.empty());
        assertThat(fakes.transactions.call(() -> fakes.sessions.sessions.findUnrevoked(session.id())))
                .isEmpty();
    }

    @Test
    void requests_that_are_too_long_are_not_kept() {
        Map<String, List<String>> ignored = Map.of("other", List.of("x".repeat(9000)));
        assertThat(logouts.receive(realm, ignored, REQUESTER)).isPresent();
        Map<String, List<String>> tooLong = Map.of("state", List.of("x".repeat(9000)));
        assertThat(logouts.receive(realm, tooLong, REQUESTER)).isEmpty();
    }

    @Test
    void an_id_token_of_another_session_or_none_is_confirmed_first() {
        Session other = fakes.session(administrator);
        assertThat(logOut(Map.of("id_token_hint", idToken(other, "portal")), Optional.of(session)))
                .isInstanceOf(LogoutOutcome.Unconfirmed.class);
        assertThat(logOut(Map.of(), Optional.of(session))).isInstanceOf(LogoutOutcome.Unconfirmed.class);
        assertThat(isLive(session)).isTrue();
        assertThat(isLive(other)).isTrue();
        var unconfirmed = (LogoutOutcome.Unconfirmed) logOut(Map.of(), Optional.of(session));
        assertThat(logouts.confirm(realm, unconfirmed.request(), Optional.of(session), REQUESTER))
                .isTrue();
        assertThat(isLive(session)).isFalse();
        assertThat(logouts.confirm(realm, "x", Optional.of(other), REQUESTER)).isFalse();
        assertThat(isLive(other)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "https://portal.example/signed-out/",
                "https://portal.example/signed-out?x",
                "https://portal.example/signed-out#x",
                "https://portal.example/callback",
                "//portal.example/signed-out",
                "javascript:alert(1)"
            })
    void only_registered_addresses_are_led_to(String address) {
        assertThat(logOut(
                        Map.of("id_token_hint", idToken(session, "portal"), "post_logout_redirect_uri", address),
                        Optional.of(session)))
                .isEqualTo(new LogoutOutcome.Refused());
        assertThat(isLive(session)).isTrue();
    }

    @Test
    void an_address_needs_its_client() {
        for (Map<String, String> parameters : List.of(
                Map.of("post_logout_redirect_uri", SIGNED_OUT),
                Map.of("post_logout_redirect_uri", SIGNED_OUT, "client_id", "other"),
                Map.of("post_logout_redirect_uri", SIGNED_OUT, "client_id", "unknown"),
                Map.of("id_token_hint", idToken(session, "portal"), "client_id", "other"),
                Map.of("id_token_hint", idToken(session, "other"), "post_logout_redirect_uri", SIGNED_OUT))) {
            assertThat(logOut(parameters, Optional.empty()))
                    .as(parameters.toString())
                    .isEqualTo(new LogoutOutcome.Refused());
        }
        assertThat(isLive(session)).isTrue();
    }

    @Test
    void forged_id_tokens_are_refused() {
        for (String forged : List.of(
                new PlainJWT(claims(session, "portal")).serialize(),
                idToken(session, "portal") + "x",
                jwts.sign(realm.id(), SigningAlgorithm.ES256, new JOSEObjectType("at+jwt"), claims(session, "portal"))
                        .serialize(),
                TokenFakes.jwts(fakes.realms, fakes.clock)
                        .sign(realm.id(), SigningAlgorithm.RS256, JOSEObjectType.JWT, claims(session, "portal"))
                        .serialize())) {
            assertThat(logOut(Map.of("id_token_hint", forged), Optional.empty()))
                    .isEqualTo(new LogoutOutcome.Refused());
        }
        assertThat(isLive(session)).isTrue();
    }
}
