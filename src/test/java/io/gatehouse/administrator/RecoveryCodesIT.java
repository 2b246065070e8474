package io.gatehouse.administrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestRealms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@GatehouseTest
class RecoveryCodesIT {
    @Inject
    RecoveryCodes codes;

    @Inject
    TestRealms town;

    @Inject
    AgroalDataSource dataSource;

    private Realm realm;
    private AdministratorId administrator;

    @BeforeEach
    void setUp() {
        realm = town.realm();
        administrator = town.administrator(realm).id();
    }

    @Test
    void of_parallel_uses_one_wins() {
        RecoveryCode code = codes.regenerate(realm.id(), administrator).get(0);

        List<Boolean> wins = Parallel.times(40, () -> codes.use(administrator, code.formatted()));

        assertThat(wins).containsOnlyOnce(true);
        assertThat(codes.countUsable(administrator)).isEqualTo(9);
    }

    @Test
    void a_rolled_back_use_leaves_the_code_unused() {
        RecoveryCode code = codes.regenerate(realm.id(), administrator).get(0);

        QuarkusTransaction.begin();
        assertThat(codes.use(administrator, code.formatted())).isTrue();
        QuarkusTransaction.rollback();

        assertThat(codes.use(administrator, code.formatted())).isTrue();
    }

    @Test
    void of_parallel_sets_only_the_last_is_valid() {
        List<List<RecoveryCode>> sets = Parallel.times(8, () -> codes.regenerate(realm.id(), administrator));

        assertThat(codes.countUsable(administrator)).isEqualTo(10);
        assertThat(sets.stream().flatMap(List::stream).filter(code -> codes.use(administrator, code.formatted())))
                .hasSize(10);
    }

    @Test
    void the_database_does_not_contain_the_codes() throws SQLException {
        List<RecoveryCode> set = codes.regenerate(realm.id(), administrator);
        var rows = new StringBuilder();
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(
                        "select recovery_code::text from recovery_code where administrator_id = ?")) {
            statement.setObject(1, administrator.value());
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.append(result.getString(1)).append('\n');
                }
            }
        }
        assertThat(rows.toString().lines()).hasSize(10);
        assertThat(set)
                .noneMatch(code -> rows.toString().toUpperCase(Locale.ROOT).contains(code.characters()));
        assertThat(set).noneMatch(code -> rows.toString().contains(code.formatted()));
    }
}
