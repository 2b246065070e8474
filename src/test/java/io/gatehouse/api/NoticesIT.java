package io.gatehouse.api;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.otherThan;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestMail.Mail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The security notices mailed to administrators. */
@GatehouseTest
class NoticesIT {
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:%d.0) Gecko/20100101 Firefox/%1$d.0";
    private static final String SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1";
    private static final String REPORT = "http://localhost:8081/n/";

    @Inject
    TestRealms testRealms;

    @Test
    void a_new_browser_is_announced_once_but_not_the_first_one() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        signIn(realm, administrator, FIREFOX.formatted(130));
        signIn(realm, administrator, FIREFOX.formatted(131));
        signIn(realm, administrator, SAFARI);
        signIn(realm, administrator, SAFARI);
        signIn(realm, administrator, "");
        List<Mail> mails = awaitMails(administrator, 2);
        assertThat(mails)
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail.subject()).startsWith("A sign-in from a new browser or network ("))
                .allSatisfy(mail -> assertThat(mail.text()).contains(REPORT))
                .anySatisfy(mail -> assertThat(mail.text()).contains("Device: Safari on iPhone"));
    }

    @Test
    void three_wrong_codes_are_announced_once_across_sign_ins() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        SignInClient client = SignInClient.of(realm);
        enterWrongCodes(client, administrator, 1, 2);
        assertThat(TestMail.allTo(administrator.email().value())).isEmpty();
        String id = enterWrongCodes(client, administrator, 2, 3);
        assertThat(awaitMails(administrator, 1))
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject()).startsWith("Wrong codes were entered for your account ("))
                .satisfies(mail -> assertThat(mail.text()).contains(REPORT));
        client.verify(id, codeIn(TestSms.latestTo(number(administrator), 2)))
                .then()
                .statusCode(200);
    }

    @Test
    void an_enrolled_number_is_announced_by_mail() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.administrator(realm);
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(administrator);
        var number = testRealms.number();
        client.phone(id, number.value()).then().statusCode(200);
        client.verify(id, codeIn(TestSms.latestTo(number.value()))).then().statusCode(200);
        assertThat(awaitMails(administrator, 1))
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject()).startsWith("Your mobile number was set or changed ("))
                .satisfies(mail -> assertThat(mail.text()).contains(number.hint(), REPORT));
    }

    private static String enterWrongCodes(SignInClient client, Administrator administrator, int sms, int count) {
        String id = client.begin(administrator);
        String code = codeIn(TestSms.latestTo(number(administrator), sms));
        for (int i = 0; i < count; i++) {
            client.verify(id, otherThan(code)).then().statusCode(401);
        }
        return id;
    }

    private static void signIn(Realm realm, Administrator administrator, String userAgent) {
        given().contentType("application/json")
                .header("User-Agent", userAgent)
                .body(Map.of("email", administrator.email().value(), "password", TestRealms.PASSWORD))
                .post("/api/v1/realms/" + realm.slug() + "/sign-in")
                .then()
                .statusCode(200);
    }

    private static List<Mail> awaitMails(Administrator administrator, int count) {
        TestMail.latestTo(administrator.email().value(), count);
        return TestMail.allTo(administrator.email().value());
    }

    private static String number(Administrator administrator) {
        return administrator.phone().orElseThrow().value();
    }
}
