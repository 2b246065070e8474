package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.tokens;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The realms API. */
@GatehouseTest
class RealmsIT {
    @Inject
    TestRealms testRealms;

    @Inject
    Realms realms;

    @Test
    void are_listed_in_pages() {
        testRealms.realm();
        testRealms.realm();
        List<Realm> all = realms.list();
        assertThat(realms.listAfter("", 1)).containsExactly(all.get(0));
        assertThat(realms.listAfter(all.get(0).slug(), 1)).containsExactly(all.get(1));
        assertThat(realms.listAfter(all.get(all.size() - 1).slug(), 1)).isEmpty();
    }

    @Test
    void are_created_with_a_first_administrator_and_deleted_with_all_data() {
        RequestSpecification root = client(testRealms.root(), Role.SYSTEM_ADMINISTRATOR);
        String slug = testRealms.realm().slug() + "-new";
        String email = "first-" + slug + "@example.com";
        Map<String, Object> plan = Map.of(
                "slug",
                slug,
                "displayName",
                "Brand new",
                "administrator",
                Map.of("email", email, "displayName", "Ada First"));
        root.body(plan)
                .post()
                .then()
                .statusCode(201)
                .body("slug", equalTo(slug))
                .body("root", equalTo(false));
        root.body(plan).post().then().statusCode(409).body("errors[0].field", equalTo("slug"));
        assertThat(TestMail.latestTo(email).text()).contains("/realms/" + slug + "/invitation?token=");
        root.get().then().statusCode(200).body("slug", hasItem(slug));
        root.delete("/" + slug).then().statusCode(204);
        root.delete("/" + slug).then().statusCode(404);
        given().get("/realms/" + slug + "/.well-known/jwks.json").then().statusCode(404);
        root.body(SignInClient.with(plan, "slug", "Not A Slug")).post().then().statusCode(400);
        root.body(SignInClient.with(plan, "administrator", Map.of("email", "nobody", "displayName", "x")))
                .post()
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("administrator.email"));
    }

    @Test
    void the_root_realm_cannot_be_deleted_and_only_it_manages_realms() {
        Realm root = testRealms.root();
        client(root, Role.SYSTEM_ADMINISTRATOR)
                .delete("/" + root.slug())
                .then()
                .statusCode(409)
                .body("code", equalTo("conflict"));
        Realm realm = testRealms.realm();
        client(root, Role.OPERATOR).get().then().statusCode(403);
        client(realm, Role.SYSTEM_ADMINISTRATOR).get().then().statusCode(403);
        client(realm, Role.SYSTEM_ADMINISTRATOR)
                .delete("/" + realm.slug())
                .then()
                .statusCode(403);
        client(realm, Role.SYSTEM_ADMINISTRATOR)
                .body("{\"slug\": 1}")
                .post()
                .then()
                .statusCode(403);
        given().get("/api/v1/realms").then().statusCode(401);
    }

    private RequestSpecification client(Realm realm, Role role) {
        return given().basePath("/api/v1/realms")
                .auth()
                .oauth2(tokens(realm, testRealms.administrator(realm, role)).get("accessToken"))
                .contentType("application/json");
    }
}
