package io.gatehouse.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsJsonTest {
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
                    Duration.ofSeconds(90)),
            new RealmSettings.Password(20),
            new RealmSettings.Session(Duration.ofMinutes(5), Duration.ofHours(12), Duration.ofMinutes(1)),
            new RealmSettings.Sms(List.of("DE", "US"), Optional.of(500)),
            Optional.of("https://portal.example.com"),
            List.of("https://app.example.com"));

    @Test
    void reads_what_it_wrote() {
        for (RealmSettings each : List.of(settings, RealmSettings.defaults("Acme"))) {
            assertThat(SettingsJson.read(SettingsJson.write(each))).isEqualTo(each);
        }
    }

    @Test
    void writes_durations_and_choices_as_words() {
        assertThat(SettingsJson.write(settings))
                .contains("\"codeLifetime\":\"PT10M\"", "\"method\":\"SMS\"", "\"interval\":\"WEEK\"");
    }

    @Test
    void ignores_what_a_newer_version_added_at_any_depth() {
        String newer = SettingsJson.write(settings)
                .replaceFirst("\\{", "{\"new\":{\"deep\":[1]},")
                .replace("\"mfa\":{", "\"mfa\":{\"passkeys\":true,");
        assertThat(SettingsJson.read(newer)).isEqualTo(settings);
    }

    @Test
    void refuses_what_is_not_its_own() {
        assertThatIllegalStateException().isThrownBy(() -> SettingsJson.read("not JSON"));
    }
}
