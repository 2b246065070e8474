package io.gatehouse.faults;

import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.gatehouse.testing.SignInClient.otherThan;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.authenticator.TestApp;
import io.gatehouse.kernel.Requester;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.reportlink.ReportLinks;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.gatehouse.reportlink.ReportLinks.ReportLink;
import io.gatehouse.servicetoken.ServiceTokens;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TwoInstanceCluster;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two instances, no stickiness: to a client they are one. */
@GatehouseTest
class TwoInstancesIT {
    private final Instance one = TwoInstanceCluster.shared().one();
    private final Instance other = TwoInstanceCluster.shared().other();

    @Inject
    TestRealms town;

    @Inject
    Database database;

    @Inject
    ReportLinks reportLinks;

    @Inject
    RecoveryCodes recoveryCodes;

    @Inject
    ServiceTokens serviceTokens;

    @Inject
    Clock clock;

    @Test
    void each_step_may_meet_another_instance() {
        Realm realm = town.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator person = town.enrolled(realm);
        String id = one.signIn(realm).begin(person);
        other.signIn(realm).code(id, "email").then().statusCode(200);
        one.signIn(realm).state(id).then().statusCode(200).body("state", equalTo("code_sent"));
        String code = mailedCode(person);
        Response signedIn = other.signIn(realm).verify(id, code);
        signedIn.then().statusCode(200).body("state", equalTo("complete"));

        String token = signedIn.jsonPath().getString("tokens.accessToken");
        account(one, realm, token).then().statusCode(200);
        Response refreshed = refresh(one, realm, signedIn.jsonPath().getString("tokens.refreshToken"));
        refreshed.then().statusCode(200);
        account(other, realm, refreshed.jsonPath().getString("tokens.accessToken"))
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(token)
                .post(one.url("/api/v1/realms/" + realm.slug() + "/sign-out"))
                .then()
                .statusCode(204);
        account(other, realm, token).then().statusCode(401);
    }

    @Test
    void both_publish_the_same_keys_from_the_first_moment() {
        String path = "/realms/" + town.realm().slug() + "/.well-known/jwks.json";
        List<Response> answers = Parallel.each(List.of(one, other, one, other), each -> given().get(each.url(path)));
        List<String> kids = answers.get(0).jsonPath().getList("keys.kid");
        assertThat(kids).as("one of each algorithm").hasSize(2);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.jsonPath().<String>getList("keys.kid"))
                        .isEqualTo(kids));
    }

    @Test
    void the_first_sign_ins_of_a_realm_all_get_tokens() {
        Realm realm = town.realm();
        List<Administrator> people =
                Stream.generate(() -> town.administrator(realm)).limit(10).toList();
        List<Integer> statuses = Parallel.each(people, person -> {
            Instance instance = people.indexOf(person) % 2 == 0 ? one : other;
            return instance.signIn(realm)
                    .start(person.email().value(), TestRealms.PASSWORD)
                    .statusCode();
        });
        assertThat(statuses).containsOnly(200);
    }

    @Test
    void of_50_posts_of_one_code_of_an_app_to_both_one_wins() {
        Realm realm = town.realm(settings -> {
            RealmSettings.Mfa mfa = settings.mfa().enabledWith(MfaMethod.EMAIL);
            return settings.with(
                    mfa.withAuthenticators(mfa.totp(), mfa.passkey(), Map.of(Role.OPERATOR, FactorStrength.TOTP)));
        });
        Administrator person = town.administrator(realm);
        String enrolling = one.signIn(realm).begin(person);
        other.signIn(realm).verify(enrolling, mailedCode(person)).then().body("state", equalTo("enroll_totp"));
        TestApp app = new TestApp(one.signIn(realm)
                .post("/totp", Map.of("signInId", enrolling))
                .jsonPath()
                .getString("secret"));
        totp(other, realm, enrolling, app.code(Instant.now())).then().statusCode(200);

        String id = one.signIn(realm).begin(person);
        // The next step's, since the enrolment has used the present one.
        String code = app.code(Instant.now().plusSeconds(30));
        List<Response> answers = Parallel.each(
                Collections.nCopies(25, List.of(one, other)).stream()
                        .flatMap(List::stream)
                        .toList(),
                each -> totp(each, realm, id, code));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                .hasSize(1);
    }

    private static Response totp(Instance instance, Realm realm, String id, String code) {
        return instance.signIn(realm).post("/verify", Map.of("signInId", id, "totp", code));
    }

    @Test
    void of_200_parallel_guesses_over_both_five_are_evaluated() {
        Realm realm = town.realm(MfaMethod.EMAIL);
        Administrator person = town.administrator(realm);
        String id = one.signIn(realm).begin(person);
        String right = mailedCode(person);

        List<String> codes = Parallel.each(turns(realm, 200), client -> client.verify(id, otherThan(right))).stream()
                .map(answer -> answer.jsonPath().getString("code"))
                .toList();

        // Those that would wait too long for the earlier ones are turned away.
        assertThat(Collections.frequency(codes, "invalid_code")).isEqualTo(5);
        assertThat(codes).isSubsetOf("invalid_code", "code_used_up", "throttled");
        other.signIn(realm).verify(id, right).then().statusCode(401).body("code", equalTo("code_used_up"));
    }

    @Test
    void of_20_parallel_right_codes_over_both_one_signs_in() {
        Realm realm = town.realm(MfaMethod.EMAIL);
        Administrator person = town.administrator(realm);
        String id = one.signIn(realm).begin(person);
        String right = mailedCode(person);

        List<Response> answers = Parallel.each(turns(realm, 20), client -> client.verify(id, right));

        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
        // On a busy machine some wait too long.
        assertThat(answers).extracting(Response::statusCode).isSubsetOf(200, 401, 503);
        assertThat(database.sessionsOf(person)).isEqualTo(1);
    }

    @Test
    void of_20_parallel_refreshes_over_both_one_gets_tokens() {
        Realm realm = town.realm();
        String token = one.signIn(realm).start(town.administrator(realm)).getString("tokens.refreshToken");
        List<Instance> turns = Collections.nCopies(10, List.of(one, other)).stream()
                .flatMap(List::stream)
                .toList();
        List<Response> answers = Parallel.each(turns, each -> refresh(each, realm, token));
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 401).hasSize(19);
    }

    @Test
    void five_wrong_passwords_are_free_over_both_not_on_each() {
        Realm realm = town.realm();
        String email = town.administrator(realm).email().value();
        List<Integer> statuses = new ArrayList<>();
        for (SignInClient client : turns(realm, 6)) {
            statuses.add(client.start(email, "wrong").statusCode());
        }
        assertThat(statuses).containsExactly(401, 401, 401, 401, 401, 429);
    }

    @Test
    void four_unused_codes_lock_sending_over_both() {
        Realm realm = town.realm(MfaMethod.EMAIL);
        Administrator person = town.administrator(realm);
        for (SignInClient client : turns(realm, 4)) {
            client.begin(person);
        }
        for (SignInClient client : turns(realm, 2)) {
            client.start(person.email().value(), TestRealms.PASSWORD)
                    .then()
                    .statusCode(429)
                    .body("code", equalTo("locked"));
        }
    }

    @Test
    void after_a_demotion_is_answered_no_change_under_way_takes_effect() {
        for (int round = 0; round < 5; round++) {
            Realm realm = town.realm();
            Administrator demoted = town.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
            String theirs = token(one, realm, demoted);
            String mine = token(other, realm, town.administrator(realm, Role.SYSTEM_ADMINISTRATOR));
            List<CompletableFuture<Integer>> changes = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Instance instance = i % 2 == 0 ? one : other;
                Map<String, String> change = Map.of("displayName", "Change " + i, "role", "SYSTEM_ADMINISTRATOR");
                changes.add(CompletableFuture.supplyAsync(
                        () -> patch(instance, realm, theirs, demoted, change).statusCode()));
            }
            patch(other, realm, mine, demoted, Map.of("role", "OBSERVER"))
                    .then()
                    .statusCode(200);
            Map<String, Object> answered = administrator(other, realm, mine, demoted);
            assertThat(changes.stream().map(CompletableFuture::join)).isSubsetOf(200, 401, 403);
            assertThat(answered).containsEntry("role", "OBSERVER");
            assertThat(administrator(one, realm, mine, demoted)).isEqualTo(answered);
        }
    }

    @Test
    void after_a_report_no_recovery_code_and_no_service_token_created_meanwhile_is_usable() {
        for (int round = 0; round < 5; round++) {
            Realm realm = town.realm();
            Administrator owner = town.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
            String stolen = token(one, realm, owner);
            String access = exchange(one, realm, create(other, realm, stolen, "/service-tokens"))
                    .jsonPath()
                    .getString("tokens.accessToken");
            String report = reportPath(realm, owner);
            List<Supplier<Response>> requests = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Instance instance = i % 2 == 0 ? one : other;
                requests.add(() -> create(instance, realm, stolen, "/account/recovery-codes"));
                requests.add(() -> create(instance, realm, stolen, "/service-tokens"));
                // It locks token and account as the report does.
                requests.add(() -> create(instance, realm, access, "/administrators/" + owner.id() + "/unlock"));
            }
            requests.add(
                    12,
                    () -> given().accept("text/html")
                            .header("Sec-Fetch-Site", "same-origin")
                            .redirects()
                            .follow(false)
                            .post(other.url(report)));

            List<Response> answers = new ArrayList<>(Parallel.each(requests, Supplier::get));

            assertThat(answers.remove(12).statusCode()).isEqualTo(303);
            assertThat(answers).extracting(Response::statusCode).isSubsetOf(200, 201, 401);
            assertThat(recoveryCodes.countUsable(owner.id())).isZero();
            assertThat(serviceTokens.list(realm.id()))
                    .isNotEmpty()
                    .allMatch(token -> token.suspendedAt().isPresent());
            assertThat(answers)
                    .filteredOn(answer -> answer.statusCode() == 201)
                    .allSatisfy(
                            answer -> assertThat(exchange(one, realm, answer).statusCode())
                                    .isEqualTo(401));
        }
    }

    private static Response create(Instance instance, Realm realm, String token, String path) {
        Map<String, String> body =
                path.equals("/service-tokens") ? Map.of("name", "backup", "role", "OPERATOR") : Map.of();
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post(instance.url("/api/v1/realms/" + realm.slug() + path));
    }

    private String reportPath(Realm realm, Administrator owner) {
        var link = new ReportLink(
                Occasion.NEW_BROWSER, realm.id(), owner.id(), new Requester("127.0.0.1", "", "town"), clock.instant());
        return URI.create(QuarkusTransaction.requiringNew().call(() -> reportLinks.issue(link)))
                .getPath();
    }

    private static Response exchange(Instance instance, Realm realm, Response created) {
        return given().contentType("application/json")
                .body(Map.of("serviceToken", created.jsonPath().getString("token")))
                .post(instance.url("/api/v1/realms/" + realm.slug() + "/token/service"));
    }

    @Test
    void of_two_approvals_of_a_phone_reset_over_both_one_takes_effect() {
        Realm realm = town.realm();
        List<String> approvers = Stream.generate(
                        () -> token(one, realm, town.administrator(realm, Role.SYSTEM_ADMINISTRATOR)))
                .limit(2)
                .toList();
        Administrator enrolled = town.enrolled(realm);
        String requester = token(one, realm, town.administrator(realm, Role.SYSTEM_ADMINISTRATOR));
        String path = "/api/v1/realms/" + realm.slug() + "/administrators/" + enrolled.id() + "/reset-phone";
        Response requested = given().auth().oauth2(requester).post(one.url(path));
        String approval = path + "/" + requested.jsonPath().getString("requestId") + "/approve";
        List<Integer> statuses = Parallel.each(
                approvers,
                token -> given().auth()
                        .oauth2(token)
                        .post((approvers.indexOf(token) == 0 ? one : other).url(approval))
                        .statusCode());
        assertThat(statuses).containsExactlyInAnyOrder(204, 409);
    }

    private static String token(Instance instance, Realm realm, Administrator person) {
        return instance.signIn(realm).start(person).getString("tokens.accessToken");
    }

    private static Response patch(
            Instance instance, Realm realm, String token, Administrator person, Map<String, String> change) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .header("If-Match", "*")
                .body(change)
                .patch(instance.url("/api/v1/realms/" + realm.slug() + "/administrators/" + person.id()));
    }

    private static Map<String, Object> administrator(
            Instance instance, Realm realm, String token, Administrator person) {
        return given().auth()
                .oauth2(token)
                .get(instance.url("/api/v1/realms/" + realm.slug() + "/administrators/" + person.id()))
                .jsonPath()
                .getMap("");
    }

    @Test
    void a_code_may_be_asked_for_again_once_a_minute_over_both() {
        Realm realm = town.realm(MfaMethod.EMAIL);
        String id = one.signIn(realm).begin(town.administrator(realm));
        for (SignInClient client : turns(realm, 2)) {
            client.code(id, "email").then().statusCode(429).body("code", equalTo("resend_too_soon"));
        }
    }

    private List<SignInClient> turns(Realm realm, int count) {
        List<SignInClient> turns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            turns.add((i % 2 == 0 ? one : other).signIn(realm));
        }
        return turns;
    }

    private static Response account(Instance instance, Realm realm, String token) {
        return given().auth().oauth2(token).get(instance.url("/api/v1/realms/" + realm.slug() + "/account"));
    }

    private static Response refresh(Instance instance, Realm realm, String token) {
        return given().contentType("application/json")
                .body(Map.of("refreshToken", token))
                .post(instance.url("/api/v1/realms/" + realm.slug() + "/token/refresh"));
    }
}
