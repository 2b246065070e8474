package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The audit log API, and that the log is append-only. */
@GatehouseTest
class AuditIT {
    @Inject
    TestRealms testRealms;

    @Inject
    Database database;

    @Test
    void it_is_read_page_by_page_and_by_filter() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        for (int i = 0; i < 3; i++) {
            SignInClient.of(realm).start(administrator.email().value(), "wrong " + i);
        }
        RequestSpecification observer = as(realm, testRealms.administrator(realm, Role.OBSERVER));
        List<String> seen = new ArrayList<>();
        String after = null;
        do {
            Response page = given().spec(observer)
                    .queryParam("limit", 2)
                    .queryParams(after == null ? Map.of() : Map.of("after", after))
                    .get("/audit");
            page.then().statusCode(200);
            seen.addAll(page.jsonPath().getList("items.id"));
            after = page.jsonPath().getString("next");
        } while (after != null);
        assertThat(seen).hasSize(4).doesNotHaveDuplicates();
        query(observer, "type", "PASSWORD_REFUSED")
                .then()
                .body("items", hasSize(3))
                .body("items.type", everyItem(equalTo("PASSWORD_REFUSED")))
                .body("items[0].subject.email", equalTo(administrator.email().hint()))
                .body("next", nullValue());
        query(observer, "administrator", administrator.id().toString()).then().body("items", hasSize(3));
        String newest = query(observer, "limit", "1").jsonPath().getString("items[0].occurredAt");
        query(observer, "from", newest).then().body("items", hasSize(1));
        query(observer, "to", newest).then().body("items", hasSize(3));
        for (String odd : List.of("type=x", "administrator=x", "from=yesterday", "to=x", "after=x", "limit=-1")) {
            given().spec(observer)
                    .get("/audit?" + odd)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo(odd.substring(0, odd.indexOf('='))));
        }
    }

    @Test
    void the_csv_export_contains_no_formulas() {
        Realm realm = testRealms.realm();
        given().header("User-Agent", "=HYPERLINK(\"https://evil.example\",\"x\")")
                .contentType("application/json")
                .body(Map.of("email", testRealms.administrator(realm).email().value(), "password", "wrong"))
                .post("/api/v1/realms/" + realm.slug() + "/sign-in");
        Response csv = as(realm, testRealms.administrator(realm, Role.OBSERVER))
                .queryParam("type", "PASSWORD_REFUSED")
                .get("/audit.csv");
        csv.then().statusCode(200).header("Content-Type", "text/csv;charset=UTF-8");
        assertThat(csv.asByteArray())
                .as("Excel reads UTF-8 only behind a byte order mark")
                .startsWith(0xEF, 0xBB, 0xBF);
        assertThat(csv.header("Content-Disposition")).contains("audit-" + realm.slug() + ".csv");
        assertThat(List.of(csv.asString().split("\r\n")))
                .hasSize(2)
                .startsWith(
                        "\uFEFFoccurredAt,type,actor,actorId,subject,subjectId,clientAddress,userAgent,requestId,details")
                .last()
                .asString()
                .contains("\"PASSWORD_REFUSED\"", "\"'=HYPERLINK(\"\"https://evil.example\"\",\"\"x\"\")\"");
    }

    @Test
    void events_cannot_be_updated_or_deleted() {
        Realm realm = testRealms.realm();
        SignInClient.of(realm)
                .start(testRealms.administrator(realm).email().value(), "wrong")
                .then()
                .statusCode(401);
        for (String attempt : List.of(
                "update audit_event set type = 'SIGNED_IN' where realm_id = '" + realm.id() + "'",
                "delete from audit_event where realm_id = '" + realm.id() + "'",
                "truncate audit_event",
                "truncate audit_event_default")) {
            assertThatThrownBy(() -> database.execute(attempt)).as(attempt).hasMessageContaining("append-only");
        }
        query(as(realm, testRealms.administrator(realm, Role.OBSERVER)), "type", "PASSWORD_REFUSED")
                .then()
                .body("items.type", hasItem("PASSWORD_REFUSED"));
    }

    private static Response query(RequestSpecification caller, String name, String value) {
        return given().spec(caller).queryParam(name, value).get("/audit");
    }
}
