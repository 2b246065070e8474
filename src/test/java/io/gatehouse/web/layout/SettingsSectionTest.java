package io.gatehouse.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.realm.SettingsDifference;
import io.gatehouse.realm.SettingsRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsSectionTest {
    private static final RealmSettings BEFORE = RealmSettings.defaults("Acme");

    /** Differs from the defaults in every section. */
    private static RealmSettings changed(SettingsSection section) {
        RealmSettings.Mfa mfa = BEFORE.mfa();
        return switch (section) {
            case MFA -> BEFORE.with(mfa.enabledWith(MfaMethod.EMAIL));
            case AUTHENTICATORS ->
                BEFORE.with(
                        mfa.withAuthenticators(mfa.totp(), mfa.passkey(), Map.of(Role.OPERATOR, FactorStrength.TOTP)));
            case CODES -> BEFORE.with(mfa.withCodes(8, mfa.codeLifetime(), mfa.resendAfter()));
            case TEXT_MESSAGES -> BEFORE.with(new RealmSettings.Sms(List.of("DE"), Optional.empty()));
            case SESSIONS -> BEFORE.with(new RealmSettings.Password(20), BEFORE.session());
            case APPEARANCE -> BEFORE.withAppearance("Other", "en", "#0b5fff");
            case PORTAL -> BEFORE.withPortal(Optional.empty(), List.of(), Duration.ofMinutes(1));
        };
    }

    @ParameterizedTest
    @EnumSource
    void the_digest_changes_with_the_settings_of_the_section_alone(SettingsSection section) {
        RealmSettings after = changed(section);
        assertThat(Stream.of(SettingsSection.values())
                        .filter(other -> !other.digest(after).equals(other.digest(BEFORE))))
                .containsExactly(section);
    }

    @Test
    void every_setting_and_every_rule_is_of_one_section() {
        SettingsDifference.values(BEFORE)
                .keySet()
                .forEach(setting -> assertThat(
                                Stream.of(SettingsSection.values()).filter(section -> section.contains(setting)))
                        .as(setting)
                        .hasSize(1));
        assertThat(Stream.of(SettingsSection.values()).flatMap(section -> section.rules().stream()))
                .containsExactlyInAnyOrder(SettingsRule.values());
    }
}
