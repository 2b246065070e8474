package io.gatehouse.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.realm.RealmSettings;
import io.gatehouse.testing.RawClient;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long browsers keep the style sheets and scripts. */
class AssetsTest {
    private final Assets assets = new Assets();
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void only_what_is_asked_for_by_its_current_hash_is_kept() {
        RawClient client = client(200);
        for (String file : new String[] {"form.js", "icon.svg", "style.css"}) {
            assertThat(client.get(assets.url(file)).head()).contains("public, max-age=31536000, immutable");
            assertThat(client.get("/assets/" + file).head()).contains("no-cache");
            assertThat(client.get("/assets/" + file + "?v=" + assets.version("time.js"))
                            .head())
                    .contains("no-cache");
        }
    }

    @Test
    void errors_and_pages_are_left_alone() {
        assertThat(client(404).get("/assets/missing.js").head()).doesNotContainIgnoringCase("cache-control");
        assertThat(client(200).get("/assets/../realms/acme/sign-in").head())
                .doesNotContainIgnoringCase("cache-control");
    }

    @Test
    void the_hash_of_a_realms_style_sheet_changes_with_its_color_alone() {
        RealmSettings acme = RealmSettings.defaults("Acme");

        assertThat(assets.version(RealmSettings.defaults("Other"))).isEqualTo(assets.version(acme));
        assertThat(assets.version(colored(acme, "#a02020"))).isNotEqualTo(assets.version(acme));
        assertThat(assets.styleSheet(colored(acme, "#a02020"))).contains("#a02020");
    }

    private static RealmSettings colored(RealmSettings realm, String accentColor) {
        return new RealmSettings(
                realm.displayName(),
                realm.locale(),
                accentColor,
                realm.mfa(),
                realm.password(),
                realm.session(),
                realm.sms(),
                realm.audience(),
                realm.allowedOrigins());
    }

    private RawClient client(int status) {
        Router router = Router.router(vertx);
        var filters = new Filters();
        assets.register(filters);
        router.route().handler(filters.getFilters().get(0).getHandler());
        router.route()
                .handler(routing -> routing.response().setStatusCode(status).end());
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return RawClient.plain(server.actualPort());
    }
}
