package io.gatehouse.api.administration;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.AuthenticatorUse;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A realm's settings. The constraints here check the format; {@code SettingsRule} checks the values. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record SettingsBody(
        @NotNull String displayName,
        @NotNull String locale,
        @NotNull String accentColor,
        @NotNull @Valid MfaSettings mfa,
        @NotNull @Valid PasswordSettings password,
        @NotNull @Valid SessionSettings session,
        @NotNull @Valid SmsSettings sms,
        @Schema(nullable = true) String audience,

        @NotNull @Size(max = 100, message = "Use at most 100 origins.")
        List<@NotNull String> allowedOrigins) {

    /** A duration in ISO 8601. */
    private static final String DURATION = "PT(?=[0-9])(?:[0-9]{1,4}H)?(?:[0-9]{1,4}M)?(?:[0-9]{1,6}S)?";

    private static final String DURATION_ADVICE = "use ISO 8601, such as PT5M";

    enum CodeMethod {
        @JsonProperty("sms")
        SMS,
        @JsonProperty("email")
        EMAIL,
        @JsonProperty("sms_or_email")
        SMS_OR_EMAIL
    }

    enum CodeInterval {
        @JsonProperty("always")
        ALWAYS,
        @JsonProperty("day")
        DAY,
        @JsonProperty("week")
        WEEK,
        @JsonProperty("month")
        MONTH
    }

    record MfaSettings(
            @NotNull Boolean enabled,
            @NotNull CodeMethod method,
            @NotNull CodeInterval interval,
            @NotNull Integer codeLength,

            @NotNull @Pattern(regexp = DURATION, message = DURATION_ADVICE)
            String codeLifetime,

            @NotNull @Pattern(regexp = DURATION, message = DURATION_ADVICE)
            String resendAfter,

            AuthenticatorUseName totp,
            AuthenticatorUseName passkey,
            @Valid MinimumFactors minimum) {

        private RealmSettings.Mfa appliedTo(RealmSettings.Mfa stored) {
            return new RealmSettings.Mfa(
                    enabled,
                    MfaMethod.valueOf(method.name()),
                    AuthenticationInterval.valueOf(interval.name()),
                    codeLength,
                    Duration.parse(codeLifetime),
                    Duration.parse(resendAfter),
                    totp == null ? stored.totp() : AuthenticatorUse.valueOf(totp.name()),
                    passkey == null ? stored.passkey() : AuthenticatorUse.valueOf(passkey.name()),
                    minimum == null ? stored.minimum() : minimum.appliedTo(stored.minimum()));
        }
    }

    enum AuthenticatorUseName {
        @JsonProperty("off")
        OFF,
        @JsonProperty("allowed")
        ALLOWED
    }

    enum FactorName {
        @JsonProperty("code")
        CODE,
        @JsonProperty("totp")
        TOTP,
        @JsonProperty("passkey")
        PASSKEY
    }

    /** The weakest factor that each role may sign in with. */
    record MinimumFactors(
            @JsonProperty("SYSTEM_ADMINISTRATOR") FactorName systemAdministrator,

            @JsonProperty("OPERATOR") FactorName operator,

            @JsonProperty("OBSERVER") FactorName observer) {

        private static MinimumFactors of(RealmSettings.Mfa mfa) {
            return new MinimumFactors(
                    name(mfa, Role.SYSTEM_ADMINISTRATOR), name(mfa, Role.OPERATOR), name(mfa, Role.OBSERVER));
        }

        private static FactorName name(RealmSettings.Mfa mfa, Role role) {
            return FactorName.valueOf(mfa.minimumOf(role).name());
        }

        private Map<Role, FactorStrength> appliedTo(Map<Role, FactorStrength> stored) {
            Map<Role, FactorStrength> changed = new EnumMap<>(stored);
            put(changed, Role.SYSTEM_ADMINISTRATOR, systemAdministrator);
            put(changed, Role.OPERATOR, operator);
            put(changed, Role.OBSERVER, observer);
            return changed;
        }

        private static void put(Map<Role, FactorStrength> minimum, Role role, FactorName sent) {
            if (sent != null) {
                minimum.put(role, FactorStrength.valueOf(sent.name()));
            }
        }
    }

    record PasswordSettings(@NotNull Integer minLength) {}

    record SessionSettings(
            @NotNull @Pattern(regexp = DURATION, message = DURATION_ADVICE)
            String idle,

            @NotNull @Pattern(regexp = DURATION, message = DURATION_ADVICE)
            String absolute,

            @NotNull @Pattern(regexp = DURATION, message = DURATION_ADVICE)
            String accessToken) {}

    record SmsSettings(
            @NotNull @Size(max = 300, message = "Use at most 300 countries.")
            List<@NotNull String> countries,

            Integer dailyLimit) {}

    /**
     * Returns the settings as the API shows them.
     *
     * @param dailyLimit effective limit of text messages a day, configured or default
     */
    static SettingsBody of(RealmSettings settings, int dailyLimit) {
        RealmSettings.Mfa mfa = settings.mfa();
        RealmSettings.Session session = settings.session();
        return new SettingsBody(
                settings.displayName(),
                settings.locale(),
                settings.accentColor(),
                new MfaSettings(
                        mfa.enabled(),
                        CodeMethod.valueOf(mfa.method().name()),
                        CodeInterval.valueOf(mfa.interval().name()),
                        mfa.codeLength(),
                        mfa.codeLifetime().toString(),
                        mfa.resendAfter().toString(),
                        AuthenticatorUseName.valueOf(mfa.totp().name()),
                        AuthenticatorUseName.valueOf(mfa.passkey().name()),
                        MinimumFactors.of(mfa)),
                new PasswordSettings(settings.password().minLength()),
                new SessionSettings(
                        session.idle().toString(),
                        session.absolute().toString(),
                        session.accessToken().toString()),
                new SmsSettings(settings.sms().countries(), dailyLimit),
                settings.audience().orElse(null),
                settings.allowedOrigins());
    }

    /**
     * Returns the settings that the client sent; what it left out, as clients older than a setting do, stays as stored.
     *
     * @param ownLimit default limit of text messages a day; a client that sends back this value leaves the limit unset
     */
    RealmSettings appliedTo(RealmSettings stored, int ownLimit) {
        return new RealmSettings(
                displayName.strip(),
                locale,
                accentColor,
                mfa.appliedTo(stored.mfa()),
                new RealmSettings.Password(password.minLength()),
                new RealmSettings.Session(
                        Duration.parse(session.idle()),
                        Duration.parse(session.absolute()),
                        Duration.parse(session.accessToken())),
                new RealmSettings.Sms(
                        List.copyOf(sms.countries()),
                        Optional.ofNullable(sms.dailyLimit()).filter(limit -> limit != ownLimit)),
                Optional.ofNullable(audience),
                List.copyOf(allowedOrigins));
    }
}
