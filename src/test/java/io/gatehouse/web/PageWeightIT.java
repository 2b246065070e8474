package io.gatehouse.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.restassured.config.DecoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** The bytes of each page, with all that a browser loads for it at the first visit; {@code docs/performance.md} names them. */
@GatehouseTest
class PageWeightIT {
    private static final Logger LOG = Logger.getLogger(PageWeightIT.class);

    /** For a first visit, of bodies and headers. */
    private static final int MOST = 60_000;

    private static final int MOST_REQUESTS = 8;

    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"([^\"]+\\.(?:css|js|svg)[^\"]*)\"");
    private static final RestAssuredConfig AS_SENT = RestAssuredConfig.config()
            .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders());

    @Inject
    TestRealms testRealms;

    /** A response or several. */
    private record Weight(int requests, int bodies, int headers) {
        static Weight of(Response response) {
            int headers = response.headers().asList().stream()
                    .mapToInt(header ->
                            header.getName().length() + header.getValue().length() + 4)
                    .sum();
            return new Weight(1, response.asByteArray().length, headers);
        }

        Weight and(Weight other) {
            return new Weight(requests + other.requests, bodies + other.bodies, headers + other.headers);
        }
    }

    @Test
    void a_first_visit_is_light() {
        Realm root = testRealms.root();
        Visitor visitor = Visitor.of(root);
        assertLight("sign-in", visitor.get("/sign-in"));
        Administrator administrator = testRealms.administrator(root, Role.SYSTEM_ADMINISTRATOR);
        Administrator other = testRealms.administrator(root, Role.SYSTEM_ADMINISTRATOR);
        for (int event = 0; event < 50; event++) {
            Visitor.of(root).signIn(other);
        }
        visitor.signIn(administrator);
        for (String page : List.of(
                "/account",
                "/console",
                "/console/administrators",
                "/console/administrators/invite",
                "/console/administrators/" + administrator.id(),
                "/console/settings",
                "/console/settings/mfa",
                "/console/settings/text-messages",
                "/console/audit",
                "/console/deliveries",
                "/console/applications",
                "/console/register-application",
                "/console/service-tokens",
                "/console/realms")) {
            assertLight(page.replace(administrator.id().toString(), "{id}"), visitor.get(page));
        }
    }

    private static void assertLight(String name, Response page) {
        Weight alone = Weight.of(page);
        Weight weight = ASSET.matcher(page.asString())
                .results()
                .map(match -> match.group(1))
                .distinct()
                .map(path -> Weight.of(given().config(AS_SENT)
                        .header("Accept-Encoding", "gzip")
                        .urlEncodingEnabled(false)
                        .get(path)))
                .reduce(alone, Weight::and);
        LOG.infof(
                "page.weight: | %s | %d | %d | %d | %d |",
                name, alone.bodies(), weight.requests(), weight.bodies(), weight.headers());
        assertThat(weight.bodies() + weight.headers()).as(name).isLessThan(MOST);
        assertThat(weight.requests()).as(name).isLessThanOrEqualTo(MOST_REQUESTS);
    }
}
