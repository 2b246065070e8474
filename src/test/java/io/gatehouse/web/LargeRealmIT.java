package io.gatehouse.web;

import static io.gatehouse.testing.SessionClient.api;
import static io.gatehouse.testing.SessionClient.tokens;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures the console's response times in a realm of 100,000 administrators, 1,000,000 audit events and 300,000 codes:
 * {@code ./mvnw verify -Dit.test=LargeRealmIT -DargLine=-Dlarge=true}.
 */
@GatehouseTest
@EnabledIfSystemProperty(named = "large", matches = "true")
class LargeRealmIT {
    private static final Logger LOG = Logger.getLogger(LargeRealmIT.class);
    private static final int PEOPLE = 100_000;
    private static final int EVENTS = 1_000_000;
    private static final int CODES = 300_000;
    private static final int WARM_UP = 40;
    private static final int SAMPLES = 100;
    private static final double BAR = 200;

    @Inject
    TestRealms testRealms;

    @Inject
    Database database;

    private final Map<String, Double> slowest = new LinkedHashMap<>();
    private Realm realm;
    private Administrator busy;
    private Visitor page;
    private String token;
    private RequestSpecification api;

    @BeforeEach
    void a_large_realm() {
        realm = testRealms.realm(LargeRealmIT::withLongTokens);
        busy = testRealms.administrator(realm);
        Administrator systemAdministrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        database.execute("""
                insert into administrator (id, realm_id, email, display_name, role, disabled, password_hash, phone,
                    phone_proven_at, created_at, version)
                select gen_random_uuid(), '%s', 'person.' || md5(n::text) || '@example.com', 'Person Number ' || n,
                    (array['OPERATOR', 'OBSERVER'])[1 + n %% 2], n %% 50 = 0, case when n %% 20 > 0 then 'none' end,
                    case when n %% 3 > 0 then '+49151' || 20000000 + n end, case when n %% 3 > 0 then now() end, now(), 0
                from generate_series(1, %d) n""".formatted(realm.id(), PEOPLE));
        database.execute(
                "select add_audit_partition((now() - n * interval '1 month')::date) from generate_series(0, 12) n");
        database.execute("""
                insert into audit_event
                select nextval('audit_event_seq'), now() - n * interval '31 seconds',
                    (array['SIGNED_IN', 'CODE_ISSUED', 'CODE_VERIFIED', 'PASSWORD_REFUSED', 'SIGNED_IN', 'CODE_REFUSED',
                        'DELIVERY_FAILED', 'SIGNED_OUT', 'CODE_ISSUED', 'SETTINGS_CHANGED'])[1 + n %% 10],
                    '%s', people.id, people.id, '192.0.2.' || n %% 250,
                    case when n %% 50 > 0 then 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' else 'curl/8.5.0' end,
                    md5(n::text), '{"factor": "NONE"}'
                from generate_series(1, %d) n
                    join (select row_number() over () as number, id from administrator where realm_id = '%s') people
                        on people.number = 1 + n %% %d""".formatted(realm.id(), EVENTS, realm.id(), PEOPLE));
        // An account with many events, such as a portal's own.
        database.execute("""
                insert into audit_event
                select nextval('audit_event_seq'), now() - n * interval '600 seconds', 'SIGNED_IN', '%s', '%s', '%s',
                    '192.0.2.1', 'curl/8.5.0', md5(n::text), '{"factor": "NONE"}'
                from generate_series(1, 20000) n""".formatted(realm.id(), busy.id(), busy.id()));
        database.execute("""
                insert into delivery (id, realm_id, administrator_id, purpose, channel, destination_hint, destination_mac, tag,
                    state, created_at, changed_at, country)
                select gen_random_uuid(), '%s', people.id, 'SIGN_IN', (array['SMS', 'EMAIL'])[1 + n %% 2], '+49 ••• ••34',
                    sha256(n::text::bytea), 'KTR', (array['SENT', 'DELIVERED', 'DELIVERED', 'FAILED'])[1 + n %% 4],
                    now() - n * interval '100 seconds', now(), case when n %% 2 = 0 then 'DE' end
                from generate_series(1, %d) n
                    join (select row_number() over () as number, id from administrator where realm_id = '%s') people
                        on people.number = 1 + n %% %d""".formatted(realm.id(), CODES, realm.id(), PEOPLE));
        database.execute("vacuum analyze");
        page = Visitor.of(realm);
        page.signIn(systemAdministrator);
        token = tokens(realm, systemAdministrator).get("accessToken");
        api = api(realm, token);
    }

    private static RealmSettings withLongTokens(RealmSettings settings) {
        Duration hour = Duration.ofHours(1);
        return new RealmSettings(
                settings.displayName(),
                settings.locale(),
                settings.accentColor(),
                settings.mfa(),
                settings.password(),
                new RealmSettings.Session(hour, hour, hour),
                settings.sms(),
                settings.audience(),
                settings.allowedOrigins());
    }

    @Test
    void every_console_page_is_fast() throws IOException {
        pageWithin("overview", "/console");
        pageWithin("settings", "/console/settings");
        pageWithin("administrators", "/console/administrators");
        pageWithin("administrators, a common word", "/console/administrators?query=person");
        pageWithin("administrators, a rare word", "/console/administrators?query=number+99999");
        pageWithin("administrators, a word of nobody", "/console/administrators?query=nobody+of+that+name");
        for (String filter : new String[] {
            "role=OBSERVER",
            "state=ACTIVE",
            "state=LOCKED",
            "state=PENDING",
            "state=DISABLED",
            "order=NAME",
            "order=LATEST_SIGN_IN",
            "order=OLDEST_SIGN_IN",
            "query=person&role=OPERATOR&state=ACTIVE&order=NAME"
        }) {
            pageWithin("administrators, " + filter, "/console/administrators?" + filter);
        }
        pageWithin("an administrator's timeline", "/console/administrators/" + busy.id());
        pageWithin("audit", "/console/audit");
        for (String filter : new String[] {
            "type=SETTINGS_CHANGED",
            "type=ALARM_RAISED",
            "administrator=" + busy.id(),
            "from=2026-01-01",
            "to=2026-11-01",
            "person=number+77777",
            "person=" + busy.email().value(),
            "person=no+such+name",
            "address=192.0.2.77",
            "address=198.51.100.1",
            "request=c4ca4238a0b923820dcc509a6f75849b",
            "request=none",
            "type=CODE_REFUSED&address=192.0.2.77",
            "type=SIGNED_IN&administrator=" + busy.id(),
            "type=ALARM_RAISED&administrator=" + busy.id()
        }) {
            pageWithin("audit, " + filter.replace(busy.id().toString(), "…"), "/console/audit?" + filter);
        }
        pageWithin("deliveries", "/console/deliveries");
        pagesOf("administrators", "/administrators?limit=200");
        pagesOf("administrators, a common word", "/administrators?limit=200&query=person");
        pagesOf("audit", "/audit?limit=200");
        pagesOf("audit, by type", "/audit?limit=200&type=PASSWORD_REFUSED");
        pagesOf("audit, by administrator", "/audit?limit=200&administrator=" + busy.id());
        pagesOf("deliveries", "/deliveries?limit=200");
        export();
        assertThat(slowest).allSatisfy((what, time) -> assertThat(time).as(what).isLessThan(BAR));
    }

    private void pageWithin(String what, String path) {
        measure(what, () -> page.get(path), answer -> {});
    }

    /** Pages far behind the first one, by each page's link to the next. */
    private void pagesOf(String what, String path) {
        String[] after = {null};
        measure(
                what + ", from page " + WARM_UP + " on",
                () -> given().spec(api)
                        .queryParams(after[0] == null ? Map.of() : Map.of("after", after[0]))
                        .get(path),
                answer -> after[0] = answer.jsonPath().getString("next"));
    }

    private void measure(String what, Supplier<Response> request, Consumer<Response> afterwards) {
        double[] times = new double[SAMPLES];
        for (int turn = -WARM_UP; turn < SAMPLES; turn++) {
            long start = System.nanoTime();
            Response answer = request.get();
            if (turn >= 0) {
                times[turn] = (System.nanoTime() - start) / 1e6;
            }
            assertThat(answer.statusCode()).isEqualTo(200);
            afterwards.accept(answer);
        }
        Arrays.sort(times);
        double p95 = times[(int) (0.95 * (SAMPLES - 1))];
        slowest.put(what, p95);
        LOG.infof("%s: median %.0f ms, p95 %.0f ms", what, times[SAMPLES / 2], p95);
    }

    /** Every event of the realm as CSV; the heap in use must not depend on their number. */
    private void export() throws IOException {
        HttpURLConnection request = (HttpURLConnection) URI.create(
                        RestAssured.baseURI + ":" + RestAssured.port + "/api/v1/realms/" + realm.slug() + "/audit.csv")
                .toURL()
                .openConnection();
        request.setRequestProperty("Authorization", "Bearer " + token);
        long before = heap();
        long start = System.nanoTime();
        long lines = 0;
        long most = 0;
        try (var csv = new BufferedReader(new InputStreamReader(request.getInputStream(), UTF_8))) {
            while (csv.readLine() != null) {
                lines++;
                if (lines % 200_000 == 0) {
                    most = Math.max(most, heap() - before);
                }
            }
        }
        LOG.infof(
                "audit.csv: %d lines in %s, at most %d MiB more on the heap",
                lines, Duration.ofNanos(System.nanoTime() - start), most >> 20);
        assertThat(lines).isGreaterThan(EVENTS);
        assertThat(most).isLessThan(32L << 20);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
