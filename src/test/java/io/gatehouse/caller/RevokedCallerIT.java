package io.gatehouse.caller;

import static io.gatehouse.testing.SessionClient.api;
import static io.gatehouse.testing.SessionClient.tokens;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes whose caller's session, role or access ends before they commit. */
@GatehouseTest
class RevokedCallerIT {
    private static final int PARALLEL = 4;

    @Inject
    TestRealms town;

    @Inject
    AgroalDataSource dataSource;

    /** The accounts that the changes concern. */
    record Accounts(Realm realm, Administrator other, Administrator guest) {}

    private record Change(String name, BiFunction<RequestSpecification, Accounts, Response> request) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Change> CHANGES = List.of(
            new Change(
                    "change an administrator",
                    (caller, accounts) -> caller.header("If-Match", "*")
                            .body(Map.of("displayName", "Changed"))
                            .patch("/administrators/" + accounts.other().id())),
            new Change(
                    "delete an administrator",
                    (caller, accounts) -> caller.header("If-Match", "*")
                            .delete("/administrators/" + accounts.other().id())),
            new Change(
                    "invite an administrator",
                    (caller, accounts) -> caller.body(Map.of(
                                    "email", "new@example.com", "displayName", "New", "role", "SYSTEM_ADMINISTRATOR"))
                            .post("/administrators")),
            new Change(
                    "send an invitation again",
                    (caller, accounts) ->
                            caller.post("/administrators/" + accounts.guest().id() + "/resend-invitation")),
            new Change(
                    "unlock an administrator",
                    (caller, accounts) ->
                            caller.post("/administrators/" + accounts.other().id() + "/unlock")),
            new Change(
                    "end an administrator's sessions",
                    (caller, accounts) ->
                            caller.post("/administrators/" + accounts.other().id() + "/revoke-sessions")),
            new Change(
                    "reset a mobile number",
                    (caller, accounts) ->
                            caller.post("/administrators/" + accounts.other().id() + "/reset-phone")),
            new Change(
                    "reset the authenticators",
                    (caller, accounts) ->
                            caller.post("/administrators/" + accounts.other().id() + "/reset-authenticators")),
            new Change(
                    "delete suspended authenticators",
                    (caller, accounts) ->
                            caller.delete("/administrators/" + accounts.other().id() + "/authenticators")),
            new Change(
                    "change the settings",
                    (caller, accounts) -> caller.header("If-Match", "*")
                            .body(given().spec(caller)
                                    .get("/settings")
                                    .asString()
                                    .replace("Acme", "Changed"))
                            .put("/settings")),
            new Change(
                    "create a service token",
                    (caller, accounts) -> caller.body(Map.of("name", "Backup", "role", "OBSERVER"))
                            .post("/service-tokens")),
            new Change("set up an own authenticator app", (caller, accounts) -> caller.post("/account/totp")),
            new Change("remove the own authenticator app", (caller, accounts) -> caller.delete("/account/totp")),
            new Change(
                    "add an own passkey",
                    (caller, accounts) -> caller.body(Map.of("name", "New", "credential", Map.of()))
                            .post("/account/passkeys/verify")),
            new Change(
                    "remove an own passkey",
                    (caller, accounts) -> caller.delete("/account/passkeys/" + UUID.randomUUID())),
            new Change("create recovery codes", (caller, accounts) -> caller.post("/account/recovery-codes")),
            new Change(
                    "change the own address",
                    (caller, accounts) ->
                            caller.body(Map.of("email", "mine@example.com")).post("/account/email")),
            new Change(
                    "change the own number",
                    (caller, accounts) ->
                            caller.body(Map.of("phone", "+4915112999999")).post("/account/phone")),
            new Change(
                    "change the own password",
                    (caller, accounts) -> caller.body(Map.of(
                                    "currentPassword",
                                    TestRealms.PASSWORD,
                                    "newPassword",
                                    "violet harbour ladder quartz"))
                            .put("/account/password")),
            new Change("end the own sessions", (caller, accounts) -> caller.delete("/account/sessions")));

    static Stream<Arguments> changes() {
        return CHANGES.stream().map(Arguments::of);
    }

    static Stream<Arguments> privilegedChanges() {
        return CHANGES.stream()
                .filter(change -> !change.name().contains("own")
                        && !change.name().contains("recovery")
                        && !change.name().contains("settings"))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void have_no_effect_once_the_session_is_revoked(Change change) throws SQLException {
        refused(change, "update session set revoked_at = now() where administrator_id = '%s'", 401);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void have_no_effect_once_the_account_is_disabled(Change change) throws SQLException {
        refused(change, "update administrator set disabled = true where id = '%s'", 401);
    }

    @ParameterizedTest
    @MethodSource("privilegedChanges")
    void have_no_effect_once_the_role_has_changed(Change change) throws SQLException {
        refused(change, "update administrator set role = 'OBSERVER' where id = '%s'", 403);
    }

    /** Locks the realm while the changes begin, revokes, and releases the lock. */
    private void refused(Change change, String revocation, int status) throws SQLException {
        Realm realm = town.realm();
        Administrator caller = town.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        town.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        var accounts = new Accounts(realm, town.enrolled(realm), town.guest(realm));
        String token = tokens(realm, caller).get("accessToken");
        long before = eventsBy(caller);
        try (Connection holder = dataSource.getConnection()) {
            holder.setAutoCommit(false);
            execute(holder, "select 1 from realm where id = '" + realm.id() + "' for update");
            var answers = CompletableFuture.supplyAsync(() ->
                    Parallel.times(PARALLEL, () -> change.request().apply(api(realm, token), accounts)));
            await("changes under way").until(() -> waiting() >= PARALLEL);
            execute(holder, revocation.formatted(caller.id()));
            holder.commit();
            assertThat(answers.join()).extracting(Response::statusCode).containsOnly(status);
        }
        assertThat(eventsBy(caller)).isEqualTo(before);
    }

    private long waiting() {
        return number("select count(*) from pg_locks where not granted");
    }

    private long eventsBy(Administrator caller) {
        return number("select count(*) from audit_event where actor_id = '" + caller.id() + "'");
    }

    private long number(String query) {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
