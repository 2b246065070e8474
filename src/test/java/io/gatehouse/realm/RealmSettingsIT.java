package io.gatehouse.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.AuthenticatorUse;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The settings in their JSON column. */
@GatehouseTest
class RealmSettingsIT {
    private final TestRealms town;
    private final Realms realms;
    private final AgroalDataSource dataSource;

    RealmSettingsIT(TestRealms town, Realms realms, AgroalDataSource dataSource) {
        this.town = town;
        this.realms = realms;
        this.dataSource = dataSource;
    }

    private final RealmSettings settings = new RealmSettings(
            "Acme \"München\" & Söhne",
            "de-AT",
            "#0b5fff",
            new RealmSettings.Mfa(
                    true,
                    MfaMethod.SMS,
                    AuthenticationInterval.WEEK,
                    8,
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(90),
                    AuthenticatorUse.ALLOWED,
                    AuthenticatorUse.OFF,
                    Map.of(Role.OPERATOR, FactorStrength.TOTP)),
            new RealmSettings.Password(20),
            new RealmSettings.Session(Duration.ofMinutes(5), Duration.ofHours(12), Duration.ofMinutes(1)),
            new RealmSettings.Sms(List.of("DE", "US"), Optional.of(500)),
            Optional.of("https://portal.example.com"),
            List.of("https://app.example.com"));

    @Test
    void are_read_as_they_were_written() {
        for (RealmSettings each : List.of(settings, RealmSettings.defaults("Acme"))) {
            Realm realm = town.realm(defaults -> each);
            assertThat(realms.get(realm.slug()).settings()).isEqualTo(each);
        }
    }

    @Test
    void keep_durations_and_choices_as_words() throws SQLException {
        Realm realm = town.realm(defaults -> settings);
        assertThat(column(realm))
                .contains("\"codeLifetime\": \"PT10M\"", "\"method\": \"SMS\"", "\"interval\": \"WEEK\"");
    }

    @Test
    void may_have_fields_of_a_newer_version_at_any_depth() throws SQLException {
        Realm realm = town.realm(defaults -> settings);
        set(realm, "jsonb_set(settings || '{\"new\": {\"deep\": [1]}}', '{mfa,passkeys}', 'true')");
        assertThat(realms.get(realm.slug()).settings()).isEqualTo(settings);
    }

    @Test
    void of_a_newer_version_remain_when_others_change() throws SQLException {
        Realm realm = town.realm(defaults -> settings);
        set(realm, """
                jsonb_set(settings || '{"new": {"deep": [1]}}', '{mfa}',
                    settings -> 'mfa' || '{"passkeys": true, "interval": "QUARTER"}')""");
        Realm found = realms.get(realm.slug());
        assertThat(found.settings().mfa().interval()).isEqualTo(AuthenticationInterval.ALWAYS);

        RealmSettings.Mfa mfa = found.settings().mfa();
        realms.update(found, found.settings().with(mfa.enabledWith(MfaMethod.EMAIL)));

        assertThat(column(realm))
                .contains(
                        "\"new\": {\"deep\": [1]}",
                        "\"passkeys\": true",
                        "\"interval\": \"QUARTER\"",
                        "\"method\": \"EMAIL\"");
    }

    @Test
    void with_a_method_of_a_newer_version_make_the_realm_unavailable_and_no_other() throws SQLException {
        Realm other = town.realm();
        Realm realm = town.realm(defaults -> settings);
        set(realm, "jsonb_set(settings, '{mfa,method}', '\"PASSKEY\"')");
        assertThatThrownBy(() -> realms.get(realm.slug())).isInstanceOf(UnavailableException.class);
        assertThat(realms.list()).extracting(Realm::slug).contains(other.slug()).doesNotContain(realm.slug());
    }

    @Test
    void of_another_structure_are_rejected() throws SQLException {
        Realm realm = town.realm(defaults -> settings);
        set(realm, "'[]'");
        assertThatThrownBy(() -> realms.get(realm.slug())).isInstanceOf(UnavailableException.class);
    }

    @Test
    void keep_their_version_where_nothing_changes() {
        Realm realm = town.realm(defaults -> settings);
        Realm same = realms.update(realm, settings);
        assertThat(same.version()).isEqualTo(realm.version());
        assertThat(realms.update(same, RealmSettings.defaults("Acme")).version())
                .isEqualTo(realm.version() + 1);
    }

    private String column(Realm realm) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("select settings::text from realm where id = ?")) {
            statement.setObject(1, realm.id().value());
            try (var found = statement.executeQuery()) {
                found.next();
                return found.getString(1);
            }
        }
    }

    private void set(Realm realm, String settings) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement =
                        connection.prepareStatement("update realm set settings = " + settings + " where id = ?")) {
            statement.setObject(1, realm.id().value());
            statement.executeUpdate();
        }
    }
}
