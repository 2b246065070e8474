package io.gatehouse.openid.authorization;

import static io.gatehouse.openid.client.ClientFakes.REDIRECT_URI;
import static io.gatehouse.testing.Fakes.REQUESTER;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.openid.authorization.AuthorizationOutcome.Answered;
import io.gatehouse.openid.authorization.AuthorizationOutcome.Reason;
import io.gatehouse.openid.authorization.AuthorizationOutcome.Received;
import io.gatehouse.openid.authorization.AuthorizationOutcome.Refused;
import io.gatehouse.openid.authorization.AuthorizationOutcome.SignIn;
import io.gatehouse.openid.authorization.AuthorizationOutcome.StepUp;
import io.gatehouse.openid.authorization.AuthorizationService.SignedInAdministrator;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.ClientFakes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.session.Sessions;
import io.gatehouse.testing.Fakes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationServiceTest {
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final Fakes fakes = new Fakes();
    private final AuthorizationFakes openId = new AuthorizationFakes(fakes);
    private final Realm realm = withMfa(fakes.realm("acme"));
    private final Administrator administrator = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);
    private final Client client = openId.clients.client(realm, "portal", ClientFakes.confidential());
    private final Map<String, List<String>> request = new HashMap<>();

    @BeforeEach
    void prepareRequest() {
        with("client_id", "portal");
        with("redirect_uri", REDIRECT_URI);
        with("response_type", "code");
        with("scope", "openid email");
        with("state", "s & t");
        with("nonce", "n");
        with("code_challenge", CHALLENGE);
        with("code_challenge_method", "S256");
    }

    private Realm withMfa(Realm created) {
        return fakes.realms.update(
                created, created.settings().with(created.settings().mfa().enabledWith(MfaMethod.SMS_OR_EMAIL)));
    }

    private void with(String name, String value) {
        request.put(name, List.of(value));
    }

    private AuthorizationOutcome begin(Optional<SignedInAdministrator> caller) {
        return openId.authorizations.begin(realm, request, caller, REQUESTER);
    }

    private AuthorizationOutcome resume(String id, SignedInAdministrator caller) {
        return openId.authorizations.resume(realm, id, Optional.of(caller));
    }

    private SignedInAdministrator signedIn(Optional<SecondFactor> factor) {
        Instant now = fakes.clock.instant();
        Session session = fakes.sessions
                .sessions
                .open(new Sessions.NewSession(
                        administrator,
                        realm.settings().session(),
                        SessionKind.BROWSER,
                        false,
                        now,
                        factor,
                        factor.map(any -> now),
                        REQUESTER))
                .session();
        return new SignedInAdministrator(session, administrator);
    }

    private SignedInAdministrator byCode() {
        return signedIn(Optional.of(SecondFactor.SMS));
    }

    private SignedInAdministrator steppedUp(SignedInAdministrator caller, SecondFactor factor) {
        return new SignedInAdministrator(
                fakes.sessions
                        .sessions
                        .stepUp(caller.session().id(), Optional.of(factor))
                        .orElseThrow()
                        .session(),
                administrator);
    }

    private static URI address(AuthorizationOutcome outcome) {
        assertThat(outcome).isInstanceOf(Answered.class);
        return ((Answered) outcome).address();
    }

    private static AuthenticationResponse answer(AuthorizationOutcome outcome) {
        try {
            return AuthenticationResponseParser.parse(address(outcome));
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertError(AuthorizationOutcome outcome, String code) {
        AuthenticationResponse response = answer(outcome);
        assertThat(response.indicatesSuccess()).as("answered with an error").isFalse();
        assertThat(response.toErrorResponse().getErrorObject().getCode()).isEqualTo(code);
        assertThat(response.getState().getValue()).isEqualTo("s & t");
        assertThat(response.getIssuer().getValue()).isEqualTo("https://gatehouse.example/realms/acme");
    }

    private static void assertCode(AuthorizationOutcome outcome) {
        assertThat(answer(outcome).indicatesSuccess()).isTrue();
    }

    @Nested
    class Answers {
        @Test
        void a_code_with_state_and_issuer_if_the_administrator_is_signed_in() {
            AuthorizationOutcome outcome = begin(Optional.of(byCode()));
            assertThat(address(outcome).toString()).startsWith(REDIRECT_URI + "?");
            AuthenticationResponse response = answer(outcome);
            assertThat(response.getState().getValue()).isEqualTo("s & t");
            assertThat(response.getIssuer().getValue()).isEqualTo("https://gatehouse.example/realms/acme");
            assertThat(response.toSuccessResponse().getAuthorizationCode().getValue())
                    .hasSize(43);
        }

        @Test
        void after_the_sign_in_and_only_once() {
            AuthorizationOutcome first = begin(Optional.empty());
            assertThat(first)
                    .isInstanceOfSatisfying(
                            SignIn.class, signIn -> assertThat(signIn.again()).isFalse());
            String id = ((SignIn) first).request();
            assertThat(openId.authorizations.resume(realm, id, Optional.empty()))
                    .isEqualTo(first);
            SignedInAdministrator caller = byCode();
            assertCode(resume(id, caller));
            assertThat(resume(id, caller)).isEqualTo(new Refused(Reason.EXPIRED));
        }

        @Test
        void a_posted_request_as_one_by_get() {
            AuthorizationOutcome received = openId.authorizations.receive(realm, request, REQUESTER);
            assertThat(received).isInstanceOf(Received.class);
            assertCode(resume(((Received) received).request(), byCode()));
        }

        @Test
        void a_request_of_another_realm_is_not_resumed() {
            String id = ((SignIn) begin(Optional.empty())).request();
            Realm other = fakes.realm("other");
            assertThat(openId.authorizations.resume(other, id, Optional.of(byCode())))
                    .isEqualTo(new Refused(Reason.EXPIRED));
        }

        @Test
        void not_after_an_hour() {
            String id = ((SignIn) begin(Optional.empty())).request();
            fakes.clock.advance(Duration.ofHours(1));
            assertThat(resume(id, byCode())).isEqualTo(new Refused(Reason.EXPIRED));
        }

        @Test
        void not_to_an_administrator_of_another_role() {
            openId.clients.change(
                    client,
                    ClientFakes.changed(client.metadata())
                            .roles(Set.of(Role.OBSERVER))
                            .build());
            assertError(begin(Optional.of(byCode())), "access_denied");
        }
    }

    @Nested
    class Refusals {
        @Test
        void of_an_unknown_client_and_address_are_not_told_there() {
            with("client_id", "other");
            assertThat(begin(Optional.of(byCode()))).isEqualTo(new Refused(Reason.UNKNOWN_CLIENT));
            with("client_id", "portal");
            with("redirect_uri", "https://evil.example/callback");
            assertThat(begin(Optional.of(byCode()))).isEqualTo(new Refused(Reason.UNKNOWN_ADDRESS));
            request.remove("redirect_uri");
            assertThat(begin(Optional.of(byCode()))).isEqualTo(new Refused(Reason.UNKNOWN_ADDRESS));
            request.put("redirect_uri", List.of(REDIRECT_URI, "https://evil.example/callback"));
            assertThat(begin(Optional.of(byCode()))).isEqualTo(new Refused(Reason.UNKNOWN_ADDRESS));
        }

        @ParameterizedTest
        @CsvSource({
            "response_type, token, unsupported_response_type",
            "response_type, id_token, unsupported_response_type",
            "response_type, code id_token, unsupported_response_type",
            "response_type, nonsense, unsupported_response_type",
            "scope, email, invalid_request",
            "response_mode, fragment, invalid_request",
            "response_mode, form_post, invalid_request",
            "code_challenge_method, plain, invalid_request",
            "prompt, none login, invalid_request",
            "max_age, soon, invalid_request",
            "claims, nonsense, invalid_request",
            "request, nonsense, request_not_supported",
            "request_uri, https://portal.example/request, request_uri_not_supported",
            "id_token_hint, nonsense, invalid_request"
        })
        void are_told_to_the_client(String parameter, String value, String error) {
            with(parameter, value);
            AuthorizationOutcome outcome = begin(Optional.of(byCode()));
            assertThat(address(outcome).toString()).startsWith(REDIRECT_URI).contains("error=" + error);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"userinfo\": {\"name\": true}}",
                    "{\"userinfo\": {\"name\": []}}",
                    "{\"id_token\": {\"acr\": \"x\"}}",
                    "{\"id_token\": []}",
                    "[]"
                })
        void of_malformed_claims(String claims) {
            with("claims", claims);
            assertError(begin(Optional.of(byCode())), "invalid_request");
        }

        @Test
        void of_a_request_without_readable_state() {
            with("state", " ");
            request.remove("response_type");
            assertThat(address(begin(Optional.empty())).toString())
                    .contains("error=invalid_request")
                    .doesNotContain("state=");
        }

        @Test
        void of_a_challenge_that_is_left_out() {
            request.remove("code_challenge");
            request.remove("code_challenge_method");
            assertError(begin(Optional.of(byCode())), "invalid_request");
            openId.clients.change(
                    client, ClientFakes.changed(client.metadata()).withoutPkce().build());
            assertCode(begin(Optional.of(byCode())));
        }

        @Test
        void of_a_challenge_without_method_which_would_be_plain() {
            request.remove("code_challenge_method");
            assertError(begin(Optional.of(byCode())), "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"state", "nonce", "scope", "code_challenge", "prompt"})
        void of_a_parameter_that_is_there_twice(String name) {
            request.put(name, List.of("login", "consent"));
            assertThat(address(begin(Optional.of(byCode()))).toString()).contains("error=invalid_request");
        }
    }

    @Nested
    class Prompts {
        @Test
        void none_never_asks() {
            with("prompt", "none");
            assertError(begin(Optional.empty()), "login_required");
            assertCode(begin(Optional.of(byCode())));
            with("max_age", "10");
            SignedInAdministrator caller = byCode();
            fakes.clock.advance(Duration.ofSeconds(11));
            assertError(begin(Optional.of(caller)), "login_required");
            request.remove("max_age");
            with("acr_values", "urn:gatehouse:mfa");
            assertError(begin(Optional.of(signedIn(Optional.empty()))), "unmet_authentication_requirements");
        }

        @Test
        void login_asks_again_once() {
            SignedInAdministrator caller = byCode();
            fakes.clock.advance(Duration.ofSeconds(1));
            with("prompt", "login");
            AuthorizationOutcome first = begin(Optional.of(caller));
            assertThat(first).isInstanceOf(StepUp.class);
            String id = ((StepUp) first).request();
            assertThat(resume(id, caller)).isEqualTo(first);
            assertCode(resume(id, steppedUp(caller, SecondFactor.SMS)));
        }

        @Test
        void consent_asks_nothing_since_the_client_is_registered_by_the_realm() {
            with("prompt", "consent");
            assertCode(begin(Optional.of(byCode())));
        }

        @ParameterizedTest
        @ValueSource(strings = {"page", "popup", "touch", "wap"})
        void a_display_is_accepted(String display) {
            with("display", display);
            assertCode(begin(Optional.of(byCode())));
        }

        @Test
        void languages_are_those_of_the_pages_that_follow() {
            with("ui_locales", "fr-CA fr en");
            assertThat(((SignIn) begin(Optional.empty())).languages()).isEqualTo("fr-CA,fr,en");
            SignedInAdministrator caller = byCode();
            fakes.clock.advance(Duration.ofSeconds(1));
            with("prompt", "login");
            assertThat(((StepUp) begin(Optional.of(caller))).languages()).isEqualTo("fr-CA,fr,en");
        }

        @Test
        void select_account_asks_for_a_new_session() {
            SignedInAdministrator caller = byCode();
            fakes.clock.advance(Duration.ofSeconds(1));
            with("prompt", "select_account");
            AuthorizationOutcome first = begin(Optional.of(caller));
            assertThat(first)
                    .isInstanceOfSatisfying(
                            SignIn.class, signIn -> assertThat(signIn.again()).isTrue());
            assertCode(resume(((SignIn) first).request(), byCode()));
        }

        @Test
        void max_age_asks_if_the_authentication_is_older() {
            SignedInAdministrator caller = byCode();
            fakes.clock.advance(Duration.ofSeconds(60));
            with("max_age", "60");
            assertCode(begin(Optional.of(caller)));
            with("max_age", "59");
            assertThat(begin(Optional.of(caller))).isInstanceOf(StepUp.class);
            with("max_age", "0");
            String id = ((StepUp) begin(Optional.of(caller))).request();
            SignedInAdministrator again = steppedUp(caller, SecondFactor.EMAIL);
            fakes.clock.advance(Duration.ofSeconds(30));
            assertCode(resume(id, again));
        }

        @Test
        void a_hint_at_another_administrator_asks_for_a_new_session() {
            SignedInAdministrator caller = byCode();
            fakes.clock.advance(Duration.ofSeconds(1));
            with("claims", "{\"id_token\": {\"sub\": {\"value\": \"someone-else\"}}}");
            assertThat(begin(Optional.of(caller))).isInstanceOf(SignIn.class);
            String id = ((SignIn) begin(Optional.of(caller))).request();
            assertError(resume(id, byCode()), "login_required");
        }
    }

    @Nested
    class AuthenticationContext {
        @Test
        void a_weaker_session_steps_up_and_a_stronger_one_is_enough() {
            with("acr_values", "urn:gatehouse:mfa");
            assertCode(begin(Optional.of(byCode())));
            SignedInAdministrator weak = signedIn(Optional.empty());
            fakes.clock.advance(Duration.ofSeconds(1));
            String id = ((StepUp) begin(Optional.of(weak))).request();
            assertCode(resume(id, steppedUp(weak, SecondFactor.SMS)));
            with("acr_values", "urn:gatehouse:pwd");
            assertCode(begin(Optional.of(byCode())));
        }

        @Test
        void a_step_up_that_is_not_enough_is_an_error() {
            with("acr_values", "urn:gatehouse:mfa");
            SignedInAdministrator weak = signedIn(Optional.empty());
            fakes.clock.advance(Duration.ofSeconds(1));
            String id = ((StepUp) begin(Optional.of(weak))).request();
            assertError(resume(id, steppedUp(weak, SecondFactor.EMAIL)), "unmet_authentication_requirements");
        }

        @Test
        void a_sign_in_that_is_not_enough_is_followed_by_one_step_up() {
            with("acr_values", "urn:gatehouse:mfa");
            String id = ((SignIn) begin(Optional.empty())).request();
            SignedInAdministrator weak = signedIn(Optional.of(SecondFactor.EMAIL));
            assertThat(resume(id, weak)).isEqualTo(new StepUp(id, ""));
            fakes.clock.advance(Duration.ofSeconds(1));
            assertError(resume(id, steppedUp(weak, SecondFactor.EMAIL)), "unmet_authentication_requirements");
        }

        @Test
        void what_cannot_be_reached_is_an_error_at_once() {
            fakes.realms.update(
                    realm, realm.settings().with(realm.settings().mfa().disabled()));
            Realm withoutMfa = fakes.realms.find(realm.id()).orElseThrow();
            with("acr_values", "urn:gatehouse:mfa");
            assertError(
                    openId.authorizations.begin(
                            withoutMfa, request, Optional.of(signedIn(Optional.empty())), REQUESTER),
                    "unmet_authentication_requirements");
        }

        @Test
        void an_unknown_class_is_ignored_unless_it_is_essential() {
            with("acr_values", "1 2");
            assertCode(begin(Optional.of(byCode())));
            with("claims", "{\"id_token\": {\"acr\": {\"values\": [\"1\", 1], \"essential\": true}}}");
            assertError(begin(Optional.of(byCode())), "unmet_authentication_requirements");
        }
    }
}
