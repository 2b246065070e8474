package io.gatehouse.api;

import static io.gatehouse.testing.SettingsClient.withSetting;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.CommandRun;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.SettingsClient;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TwoInstanceCluster;
import io.gatehouse.web.Visitor;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** An installation without text messages, as shipped: it needs no provider of them, and realms offer codes by e-mail alone. */
@GatehouseTest
class NoTextMessagesIT {
    private static final Map<String, String> SETTINGS = Map.of(
            "gatehouse.sms.provider", "none",
            "gatehouse.sms.http.url", "",
            "gatehouse.sms.twilio.account-sid", "",
            "gatehouse.sms.twilio.auth-token", "",
            "gatehouse.sms.twilio.from", "",
            "gatehouse.sms.twilio.api-url", "",
            // The pages' cookies pass without TLS.
            "gatehouse.public-url", "http://localhost:8081",
            "gatehouse.allow-insecure",
                    "public-url-plain,secret-key-weak,database-password-common,database-superuser,mail-plain");

    private static Instance instance;

    @Inject
    TestRealms testRealms;

    private Realm realm;
    private Administrator person;

    /** Starts the instance on a database where a realm sends codes by text message. */
    private void start(MfaMethod method) {
        realm = testRealms.realm(method);
        person = testRealms.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        if (instance == null) {
            instance = TwoInstanceCluster.shared().more(SETTINGS);
            assertThat(instance.hasLogged("realm.narrowed: " + realm.slug())).isTrue();
        }
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @Test
    void signs_in_by_a_code_to_the_mailbox_and_refuses_what_needs_a_text_message() {
        start(MfaMethod.SMS);
        RequestSpecification caller = api(signIn());

        Map<String, Object> settings = caller.get("/settings").jsonPath().getMap("");
        assertThat(settings).extracting("mfa").extracting("method").isEqualTo("email");
        for (String method : new String[] {"sms", "sms_or_email"}) {
            SettingsClient.put(caller, "*", withSetting("mfa.method", method, settings))
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("mfa.method"))
                    .body("errors[0].message", containsString("sends no text messages"));
        }
        caller.body(Map.of("channel", "sms"))
                .post("/settings/test")
                .then()
                .statusCode(403)
                .body("code", equalTo("channel_not_allowed"));
        caller.body(Map.of("phone", testRealms.number().value()))
                .post("/account/phone")
                .then()
                .statusCode(403)
                .body("code", equalTo("channel_not_allowed"));
    }

    @Test
    void shows_on_its_pages_only_what_works() {
        start(MfaMethod.SMS_OR_EMAIL);
        Visitor visitor = Visitor.of(instance.url("/"), realm);
        visitor.signIn(person);
        visitor.post("/sign-in/code", Map.of("code", mailedCode(person))).then().statusCode(303);

        visitor.get("/console")
                .then()
                .statusCode(200)
                .body(containsString(realm.settings().displayName() + " is set to send codes by text message"));
        visitor.get("/console/settings")
                .then()
                .statusCode(200)
                .body(containsString("This installation sends no text messages"))
                .body(not(containsString("Daily text message limit")));
        visitor.get("/console/settings/mfa")
                .then()
                .statusCode(200)
                .body(containsString("This installation sends no text messages"))
                .body(containsString("id=\"method-EMAIL\""))
                .body(not(containsString("id=\"method-SMS")));
        visitor.get("/console/settings/test")
                .then()
                .statusCode(200)
                .body(containsString("value=\"EMAIL\""))
                .body(not(containsString("value=\"SMS\"")));
        visitor.get("/account").then().statusCode(200).body(not(containsString("/account/phone")));
        visitor.get("/account/phone").then().statusCode(303);
    }

    @Test
    void the_doctor_names_the_realms_whose_method_is_another() {
        start(MfaMethod.SMS);
        CommandRun run = CommandRun.where(Map.of("GATEHOUSE_SMS_PROVIDER", "none"), "doctor", "--json");

        JsonPath printed = JsonPath.from(run.out());
        assertThat(printed.getList("diagnoses.findAll { it.part == 'settings' }.says", String.class))
                .noneMatch(said -> said.contains("sms"));
        printed.setRootPath("diagnoses.find { it.part == 'text messages' }");
        assertThat(printed.getBoolean("well")).isFalse();
        assertThat(printed.getString("says")).contains(realm.slug());
    }

    private String signIn() {
        SignInClient client = instance.signIn(realm);
        JsonPath begun = client.start(person);
        assertThat(begun.getList("channels.channel")).containsExactly("email");
        String code = mailedCode(person);
        return client.verify(begun.getString("signInId"), code)
                .then()
                .statusCode(200)
                .extract()
                .path("tokens.accessToken");
    }

    private RequestSpecification api(String token) {
        return given().baseUri(instance.url("/").toString())
                .port(instance.url("/").getPort())
                .basePath("/api/v1/realms/" + realm.slug())
                .auth()
                .oauth2(token)
                .contentType("application/json");
    }
}
