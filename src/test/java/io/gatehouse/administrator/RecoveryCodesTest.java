package io.gatehouse.administrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.Fakes;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RecoveryCodesTest {
    private final Fakes fakes = new Fakes();
    private final RecoveryCodes codes = fakes.recoveryCodes;
    private final Realm realm = fakes.realm("codes");
    private final AdministratorId administrator =
            fakes.administrator(realm, "ada@example.com", Role.OBSERVER).id();

    @Test
    void a_set_has_ten_codes_and_an_account_without_a_set_none() {
        assertThat(codes.countUnused(administrator)).isZero();
        List<RecoveryCode> set = codes.regenerate(realm.id(), administrator);
        assertThat(set).hasSize(10).doesNotHaveDuplicates();
        assertThat(codes.countUnused(administrator)).isEqualTo(10);
    }

    @Test
    void each_code_is_accepted_once() {
        for (RecoveryCode code : codes.regenerate(realm.id(), administrator)) {
            assertThat(codes.use(administrator, code.formatted())).isTrue();
            assertThat(codes.use(administrator, code.formatted())).isFalse();
        }
        assertThat(codes.countUnused(administrator)).isZero();
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
        assertThat(codes.countUnused(administrator)).isEqualTo(10);
        assertThat(current).allMatch(code -> codes.use(administrator, code.formatted()));
    }

    @Test
    void the_code_of_one_account_is_not_accepted_for_another() {
        AdministratorId other =
                fakes.administrator(realm, "grace@example.com", Role.OBSERVER).id();
        RecoveryCode code = codes.regenerate(realm.id(), administrator).get(0);
        codes.regenerate(realm.id(), other);
        assertThat(codes.use(other, code.formatted())).isFalse();
        assertThat(codes.countUnused(other)).isEqualTo(10);
        assertThat(codes.use(administrator, code.formatted())).isTrue();
    }

    @Test
    void malformed_codes_are_not_accepted() {
        codes.regenerate(realm.id(), administrator);
        assertThat(List.of("", "482139", "0000-0000-0000-0000", "' or true --"))
                .noneMatch(typed -> codes.use(administrator, typed));
        assertThat(codes.countUnused(administrator)).isEqualTo(10);
    }

    @Test
    void deleted_codes_are_not_accepted() {
        RecoveryCode code = codes.regenerate(realm.id(), administrator).get(0);
        codes.deleteAll(administrator);
        assertThat(codes.use(administrator, code.formatted())).isFalse();
    }
}
