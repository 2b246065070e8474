package io.gatehouse.api;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The sign-in API. */
@GatehouseTest
class SignInIT {
    @Inject
    TestRealms testRealms;

    @Nested
    class Without_a_second_factor {
        @Test
        void the_password_signs_in() {
            Realm realm = testRealms.realm();
            SignInClient client = SignInClient.of(realm);
            client.start(testRealms.administrator(realm).email().value(), TestRealms.PASSWORD)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("complete"))
                    .body("signInId", nullValue())
                    .body("tokens.tokenType", equalTo("Bearer"))
                    .body("tokens.accessToken", notNullValue())
                    .body("tokens.expiresIn", equalTo(300))
                    .body("tokens.refreshToken", matchesPattern("[A-Za-z0-9_-]{43}"))
                    .body("tokens.refreshExpiresIn", equalTo(900));
        }

        @Test
        void wrong_passwords_and_unknown_addresses_get_the_same_response() {
            Realm realm = testRealms.realm();
            Administrator administrator = testRealms.administrator(realm);
            SignInClient client = SignInClient.of(realm);
            String lookAlike = administrator.email().value().replace('e', '\u0435');
            for (String email :
                    new String[] {administrator.email().value(), "nobody@example.com", lookAlike, "no address"}) {
                client.start(email, "not the password of anybody")
                        .then()
                        .statusCode(401)
                        .contentType("application/problem+json")
                        .body("code", equalTo("invalid_credentials"));
            }
        }

        @Test
        void a_realm_that_does_not_exist_is_not_found_on_every_path() {
            for (String step : new String[] {"", "/phone", "/code", "/verify", "/state", "/cancel"}) {
                given().contentType("application/json")
                        .body("{}")
                        .post("/api/v1/realms/no-such-realm/sign-in" + step)
                        .then()
                        .statusCode(404)
                        .body("code", equalTo("not_found"));
            }
        }
    }

    @Nested
    class Once_enrolled {
        @Test
        void the_code_is_sent_at_once_if_there_is_one_channel() {
            Realm realm = testRealms.realm(MfaMethod.SMS);
            Administrator administrator = testRealms.enrolled(realm);
            SignInClient client = SignInClient.of(realm);
            var state = client.start(administrator);
            assertThat(state.getString("state")).isEqualTo("code_sent");
            client.verify(
                            state.getString("signInId"),
                            codeIn(TestSms.latestTo(
                                    administrator.phone().orElseThrow().value())))
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("complete"));
        }

        @Test
        void either_channel_may_be_chosen() {
            Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
            SignInClient client = SignInClient.of(realm);
            String id = client.begin(testRealms.enrolled(realm));
            client.state(id)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("choose_channel"))
                    .body("channels.channel", contains("sms", "email"))
                    .body("channels", hasSize(2))
                    .body("channels[1].hint", containsString("•••@example.com"));
            client.verify(id, "123456").then().statusCode(409).body("code", equalTo("step_not_allowed"));
        }

        @Test
        void another_number_is_refused() {
            Realm realm = testRealms.realm(MfaMethod.SMS);
            SignInClient client = SignInClient.of(realm);
            client.phone(
                            client.begin(testRealms.enrolled(realm)),
                            testRealms.number().value())
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("step_not_allowed"));
        }

        @Test
        void a_cancelled_sign_in_is_over() {
            Realm realm = testRealms.realm(MfaMethod.SMS);
            SignInClient client = SignInClient.of(realm);
            String id = client.begin(testRealms.enrolled(realm));
            client.cancel(id).then().statusCode(204);
            client.state(id).then().statusCode(401).body("code", equalTo("sign_in_expired"));
        }
    }
}
