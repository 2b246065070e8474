package io.gatehouse.api;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.otherThan;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
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
    TestRealms town;

    @Test
    void a_new_browser_is_announced_once_but_not_the_first_one() {
        Realm realm = town.realm();
        Administrator person = town.administrator(realm);
        signIn(realm, person, FIREFOX.formatted(130));
        signIn(realm, person, FIREFOX.formatted(131));
        signIn(realm, person, SAFARI);
        signIn(realm, person, SAFARI);
        signIn(realm, person, "");
        List<Mail> mails = awaitMails(person, 2);
        assertThat(mails)
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail.subject()).isEqualTo("A sign-in from a new browser or network"))
                .allSatisfy(mail -> assertThat(mail.text()).contains(REPORT))
                .anySatisfy(mail -> assertThat(mail.text()).contains("Device: Safari on iPhone"));
    }

    @Test
    void three_wrong_codes_are_announced_once_across_sign_ins() {
        Realm realm = town.realm(MfaMethod.SMS);
        Administrator person = town.enrolled(realm);
        SignInClient client = SignInClient.of(realm);
        enterWrongCodes(client, person, 1, 2);
        assertThat(TestMail.allTo(person.email().value())).isEmpty();
        String id = enterWrongCodes(client, person, 2, 3);
        assertThat(awaitMails(person, 1))
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject()).isEqualTo("Wrong codes were entered for your account"))
                .satisfies(mail -> assertThat(mail.text()).contains(REPORT));
        client.verify(id, codeIn(TestSms.latestTo(number(person), 2))).then().statusCode(200);
    }

    @Test
    void an_enrolled_number_is_announced_by_mail() {
        Realm realm = town.realm(MfaMethod.SMS);
        Administrator person = town.administrator(realm);
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(person);
        var number = town.number();
        client.phone(id, number.value()).then().statusCode(200);
        client.verify(id, codeIn(TestSms.latestTo(number.value()))).then().statusCode(200);
        assertThat(awaitMails(person, 1))
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject()).isEqualTo("Your mobile number was set or changed"))
                .satisfies(mail -> assertThat(mail.text()).contains(number.hint(), REPORT));
    }

    private static String enterWrongCodes(SignInClient client, Administrator person, int sms, int count) {
        String id = client.begin(person);
        String code = codeIn(TestSms.latestTo(number(person), sms));
        for (int i = 0; i < count; i++) {
            client.verify(id, otherThan(code)).then().statusCode(401);
        }
        return id;
    }

    private static void signIn(Realm realm, Administrator person, String userAgent) {
        given().contentType("application/json")
                .header("User-Agent", userAgent)
                .body(Map.of("email", person.email().value(), "password", TestRealms.PASSWORD))
                .post("/api/v1/realms/" + realm.slug() + "/sign-in")
                .then()
                .statusCode(200);
    }

    private static List<Mail> awaitMails(Administrator person, int count) {
        TestMail.latestTo(person.email().value(), count);
        return TestMail.allTo(person.email().value());
    }

    private static String number(Administrator person) {
        return person.phone().orElseThrow().value();
    }
}
