package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.tokens;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.gatehouse.administrator.Role;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The realms of the installation over REST. */
@GatehouseTest
class RealmsIT {
    @Inject
    TestRealms town;

    @Inject
    Realms realms;

    @Test
    void are_read_some_at_a_time() {
        town.realm();
        town.realm();
        List<Realm> all = realms.list();
        assertThat(realms.listAfter("", 1)).containsExactly(all.get(0));
        assertThat(realms.listAfter(all.get(0).slug(), 1)).containsExactly(all.get(1));
        assertThat(realms.listAfter(all.get(all.size() - 1).slug(), 1)).isEmpty();
    }

    @Test
    void one_is_created_with_its_first_administrator_and_deleted_with_all_that_is_in_it() {
        RequestSpecification root = client(town.root(), Role.SYSTEM_ADMINISTRATOR);
        String slug = town.realm().slug() + "-new";
        String email = "first-" + slug + "@example.com";
        Map<String, Object> wish = Map.of(
                "slug",
                slug,
                "displayName",
                "Brand new",
                "administrator",
                Map.of("email", email, "displayName", "Ada First"));
        root.body(wish)
                .post()
                .then()
                .statusCode(201)
                .body("slug", equalTo(slug))
                .body("root", equalTo(false));
        root.body(wish).post().then().statusCode(409).body("errors[0].field", equalTo("slug"));
        assertThat(TestMail.latestTo(email).text()).contains("/realms/" + slug + "/invitation?token=");
        root.get().then().statusCode(200).body("slug", hasItem(slug));
        root.delete("/" + slug).then().statusCode(204);
        root.delete("/" + slug).then().statusCode(404);
        given().get("/realms/" + slug + "/.well-known/jwks.json").then().statusCode(404);
        root.body(SignInClient.with(wish, "slug", "Not A Slug")).post().then().statusCode(400);
        root.body(SignInClient.with(wish, "administrator", Map.of("email", "nobody", "displayName", "x")))
                .post()
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("administrator.email"));
    }

    @Test
    void the_root_realm_cannot_be_deleted_and_others_cannot_look_after_realms() {
        Realm root = town.root();
        client(root, Role.SYSTEM_ADMINISTRATOR)
                .delete("/" + root.slug())
                .then()
                .statusCode(409)
                .body("code", equalTo("conflict"));
        Realm realm = town.realm();
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
                .oauth2(tokens(realm, town.administrator(realm, role)).get("accessToken"))
                .contentType("application/json");
    }
}
