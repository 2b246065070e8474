package io.gatehouse.factorreset;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.factorreset.FactorResets.FactorReset;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The schedule waits for the account while the number's holder objects, and for no realm that fails. */
@GatehouseTest
class FactorResetScheduleIT {
    @Inject
    TestRealms testRealms;

    @Inject
    Administrators administrators;

    @Inject
    FactorResets resets;

    @Inject
    FactorResetSchedule schedule;

    @Inject
    Database database;

    @Test
    void a_due_reset_is_not_applied_after_an_objection() {
        objectedWhile("due_at = now() - interval '1 second'");
    }

    @Test
    void one_without_approvers_does_not_continue_after_an_objection() {
        objectedWhile("needs_approval = true");
    }

    @Test
    void a_realm_whose_settings_cannot_be_read_holds_up_no_other() {
        Administrator first = requested(testRealms.realm());
        Administrator second = requested(testRealms.realm());
        update(first, "due_at = now() - interval '2 seconds'");
        update(second, "due_at = now() - interval '1 second'");
        set(first, "jsonb_build_array(settings)");

        try {
            schedule.run();
        } finally {
            // Else the tasks of the tests that follow fail on it, each time they run.
            set(first, "settings -> 0");
        }

        assertThat(administrators.find(first.realm(), first.id()).orElseThrow().phone())
                .isPresent();
        assertThat(administrators
                        .find(second.realm(), second.id())
                        .orElseThrow()
                        .phone())
                .isEmpty();
    }

    private void objectedWhile(String state) {
        Realm realm = testRealms.realm();
        Administrator owner = requested(realm);
        CompletableFuture<Void> scheduled;
        try (Database.Obstacle held = database.holdAccounts(realm)) {
            update(owner, state);
            scheduled = CompletableFuture.runAsync(schedule::run);
            held.awaitMet();
            update(owner, "needs_approval = true, vetoed = true, due_at = null");
        }
        scheduled.join();

        assertThat(administrators.find(realm.id(), owner.id()).orElseThrow().phone())
                .isPresent();
        FactorReset pending = resets.findPending(owner.id(), Factor.PHONE).orElseThrow();
        assertThat(pending.vetoed()).isTrue();
        assertThat(pending.effectiveAt()).isEmpty();
    }

    /** Returns an administrator of the realm, the removal of whose number another one has requested. */
    private Administrator requested(Realm realm) {
        Administrator owner = testRealms.enrolled(realm);
        SessionClient.as(realm, testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR))
                .post("/administrators/" + owner.id() + "/reset-phone")
                .then()
                .statusCode(202);
        return owner;
    }

    private void set(Administrator owner, String settings) {
        database.execute("update realm set settings = " + settings + " where id = '" + owner.realm() + "'");
    }

    private void update(Administrator owner, String state) {
        database.execute("update factor_reset set " + state + " where administrator_id = '" + owner.id() + "'");
    }
}
