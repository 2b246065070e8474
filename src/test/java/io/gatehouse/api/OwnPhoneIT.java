package io.gatehouse.api;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.otherThan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.ReportedLink;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changing the own phone number by the API. */
@GatehouseTest
class OwnPhoneIT {
    @Inject
    TestRealms testRealms;

    @Inject
    Administrators administrators;

    private Realm realm;
    private Administrator administrator;
    private MobileNumber number;
    private Map<String, String> tokens;

    @BeforeEach
    void signed_in_by_the_old_one() {
        realm = testRealms.realm(MfaMethod.SMS);
        administrator = testRealms.enrolled(realm);
        number = testRealms.number();
        tokens = SessionClient.signInByText(realm, administrator);
    }

    @Test
    void a_new_number_applies_after_verification_and_is_announced() {
        send(number).then().statusCode(200).body("code.hint", equalTo(number.hint()));
        String code = codeIn(TestSms.latestTo(number.value()));
        account(realm, tokens).get("").then().body("phone", equalTo(old().hint()));
        verify(otherThan(code)).then().statusCode(401).body("attemptsLeft", equalTo(4));
        verify(code).then().statusCode(204);
        account(realm, tokens).get("").then().body("phone", equalTo(number.hint()));
        assertThat(TestMail.latestTo(administrator.email().value()).text()).contains(number.hint());
        verify(code).then().statusCode(409).body("code", equalTo("step_not_allowed"));
    }

    @Test
    void a_report_from_the_old_number_disputes_the_new_one() {
        send(number).then().statusCode(200);
        verify(codeIn(TestSms.latestTo(number.value()))).then().statusCode(204);
        String notice = TestSms.latestTo(old().value(), 2);
        assertThat(notice).matches("Your mobile number for .+ was changed\\. Not you\\? http\\S+/n/\\S{22}");
        ReportedLink.in(notice).press().then().statusCode(303);
        account(realm, tokens).get("").then().statusCode(401);
        assertThat(administrators
                        .find(realm.id(), administrator.id())
                        .orElseThrow()
                        .phoneDisputed())
                .isTrue();
    }

    @Test
    void must_be_a_mobile_number() {
        account(realm, tokens)
                .body(Map.of("phone", "+49301234567"))
                .post("/phone")
                .then()
                .statusCode(422)
                .body("code", equalTo("phone_not_allowed"));
        assertThat(TestSms.allTo(number.value())).isEmpty();
    }

    private Response send(MobileNumber to) {
        return account(realm, tokens).body(Map.of("phone", to.value())).post("/phone");
    }

    private Response verify(String code) {
        return account(realm, tokens).body(Map.of("code", code)).post("/phone/verify");
    }

    private MobileNumber old() {
        return administrator.phone().orElseThrow();
    }

    private static RequestSpecification account(Realm realm, Map<String, String> tokens) {
        return SessionClient.account(realm, tokens.get("accessToken"));
    }
}
