package io.gatehouse.administrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RecoveryCodesTest {
    private static final Duration WEEK = Duration.ofDays(7);

    private final Fakes fakes = new Fakes();
    private final RecoveryCodes codes = fakes.recoveryCodes;
    private final Realm realm = fakes.realm("codes");
    private final AdministratorId administrator =
            fakes.administrator(realm, "ada@example.com", Role.OBSERVER).id();

    @Test
    void a_set_has_ten_codes_and_an_account_without_a_set_none() {
        assertThat(codes.countUsable(administrator)).isZero();
        List<RecoveryCode> set = codes.regenerate(realm.id(), administrator);
        assertThat(set).hasSize(10).doesNotHaveDuplicates();
        assertThat(codes.countUsable(administrator)).isEqualTo(10);
    }

    @Test
    void each_code_is_accepted_once() {
        for (RecoveryCode code : codes.regenerate(realm.id(), administrator)) {
            assertThat(codes.use(administrator, code.formatted())).isTrue();
            assertThat(codes.use(administrator, code.formatted())).isFalse();
        }
        assertThat(codes.countUsable(administrator)).isZero();
    }

    @Test
    void a_code_is_accepted_in_typed_form() {
        RecoveryCode code = codes.regenerate(realm.id(), administrator).get(0);
        String typed =
                " " + code.formatted().replace('-', ' ').replace('0', 'o').replace('1', 'l');
        assertThat(codes.use(administrator, typed.toLowerCase(Locale.ROOT))).isTrue();
    }

    @Test
    void a_new_set_invalidates_the_old_one() {
        List<RecoveryCode> old = codes.regenerate(realm.id(), administrator);
        codes.use(administrator, old.get(0).formatted());
        List<RecoveryCode> current = codes.regenerate(realm.id(), administrator);
        assertThat(old).noneMatch(code -> codes.use(administrator, code.formatted()));
        assertThat(codes.countUsable(administrator)).isEqualTo(10);
        assertThat(current).allMatch(code -> codes.use(administrator, code.formatted()));
    }

    @Test
    void a_report_suspends_the_sets_of_a_week_and_the_older_one_is_valid_again() {
        List<RecoveryCode> old = codes.regenerate(realm.id(), administrator);
        fakes.clock.advance(WEEK);
        List<RecoveryCode> stolen = codes.regenerate(realm.id(), administrator);
        List<RecoveryCode> stolenAgain = codes.regenerate(realm.id(), administrator);
        assertThat(old).noneMatch(this::use);
        assertThat(use(stolenAgain.get(0))).isTrue();

        assertThat(codes.suspendRecent(administrator)).isEqualTo(20);

        assertThat(stolen).noneMatch(this::use);
        assertThat(stolenAgain).noneMatch(this::use);
        assertThat(use(old.get(0))).isTrue();
        assertThat(codes.countUsable(administrator)).isEqualTo(9);
        assertThat(codes.countSuspended(administrator)).isEqualTo(20);
        assertThat(codes.suspendRecent(administrator)).isZero();
    }

    @Test
    void a_report_leaves_an_older_set_and_other_accounts() {
        AdministratorId other =
                fakes.administrator(realm, "grace@example.com", Role.OBSERVER).id();
        RecoveryCode old = codes.regenerate(realm.id(), administrator).get(0);
        fakes.clock.advance(WEEK);
        codes.regenerate(realm.id(), other);
        assertThat(codes.suspendRecent(administrator)).isZero();
        assertThat(use(old)).isTrue();
        assertThat(codes.countUsable(other)).isEqualTo(10);
    }

    @Test
    void without_an_older_set_a_report_leaves_no_code() {
        codes.regenerate(realm.id(), administrator);
        codes.suspendRecent(administrator);
        assertThat(codes.countUsable(administrator)).isZero();
    }

    @Test
    void a_lifted_set_replaces_the_older_one_again() {
        RecoveryCode old = codes.regenerate(realm.id(), administrator).get(0);
        fakes.clock.advance(WEEK);
        RecoveryCode suspended = codes.regenerate(realm.id(), administrator).get(0);
        codes.suspendRecent(administrator);

        assertThat(codes.lift(administrator)).isEqualTo(10);

        assertThat(use(old)).isFalse();
        assertThat(use(suspended)).isTrue();
        assertThat(codes.lift(administrator)).isZero();
    }

    @Test
    void a_lifted_set_does_not_replace_a_newer_one() {
        RecoveryCode suspended = codes.regenerate(realm.id(), administrator).get(0);
        codes.suspendRecent(administrator);
        RecoveryCode current = codes.regenerate(realm.id(), administrator).get(0);
        codes.lift(administrator);
        assertThat(use(suspended)).isFalse();
        assertThat(use(current)).isTrue();
    }

    @Test
    void deleting_the_suspended_codes_leaves_the_others() {
        RecoveryCode old = codes.regenerate(realm.id(), administrator).get(0);
        fakes.clock.advance(WEEK);
        codes.regenerate(realm.id(), administrator);
        codes.suspendRecent(administrator);

        assertThat(codes.deleteSuspended(administrator)).isEqualTo(10);

        assertThat(codes.countSuspended(administrator)).isZero();
        assertThat(use(old)).isTrue();
        assertThat(codes.deleteSuspended(administrator)).isZero();
    }

    @Test
    void a_set_replaced_for_a_week_is_deleted_with_the_next_one() {
        RecoveryCode old = codes.regenerate(realm.id(), administrator).get(0);
        codes.regenerate(realm.id(), administrator);
        fakes.clock.advance(WEEK);
        codes.regenerate(realm.id(), administrator);
        fakes.clock.advance(WEEK.minusMillis(1));
        assertThat(codes.suspendRecent(administrator)).isEqualTo(10);
        assertThat(codes.countUsable(administrator)).isEqualTo(10);
        assertThat(use(old)).isFalse();
    }

    private boolean use(RecoveryCode code) {
        return codes.use(administrator, code.formatted());
    }

    @Test
    void the_code_of_one_account_is_not_accepted_for_another() {
        AdministratorId other =
                fakes.administrator(realm, "grace@example.com", Role.OBSERVER).id();
        RecoveryCode code = codes.regenerate(realm.id(), administrator).get(0);
        codes.regenerate(realm.id(), other);
        assertThat(codes.use(other, code.formatted())).isFalse();
        assertThat(codes.countUsable(other)).isEqualTo(10);
        assertThat(codes.use(administrator, code.formatted())).isTrue();
    }

    @Test
    void malformed_codes_are_not_accepted() {
        codes.regenerate(realm.id(), administrator);
        assertThat(List.of("", "482139", "0000-0000-0000-0000", "' or true --"))
                .noneMatch(typed -> codes.use(administrator, typed));
        assertThat(codes.countUsable(administrator)).isEqualTo(10);
    }

    @Test
    void deleted_codes_are_not_accepted() {
        RecoveryCode code = codes.regenerate(realm.id(), administrator).get(0);
        codes.deleteAll(administrator);
        assertThat(codes.use(administrator, code.formatted())).isFalse();
    }
}
