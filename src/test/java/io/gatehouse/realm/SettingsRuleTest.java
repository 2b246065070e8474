package io.gatehouse.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.realm.RealmSettings.MfaMethod;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsRuleTest {
    private static final Set<Channel> ALL = EnumSet.allOf(Channel.class);
    private static final RealmSettings DEFAULTS = RealmSettings.defaults("Acme");

    @Test
    void the_defaults_violate_none() {
        assertThat(SettingsRule.violatedBy(DEFAULTS, ALL)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void only_the_method_email_is_allowed_without_text_messages(MfaMethod method) {
        RealmSettings settings = DEFAULTS.with(DEFAULTS.mfa().enabledWith(method));
        assertThat(SettingsRule.violatedBy(settings, Set.of(Channel.EMAIL)))
                .isEqualTo(method == MfaMethod.EMAIL ? Set.of() : Set.of(SettingsRule.METHOD));
    }

    @ParameterizedTest
    @MethodSource
    void allowed(RealmSettings settings) {
        assertThat(SettingsRule.violatedBy(settings, ALL)).isEmpty();
    }

    static Stream<RealmSettings> allowed() {
        return Stream.of(
                named("x".repeat(80)),
                locale("ja"),
                color("#ABCdef"),
                codes(8, Duration.ofSeconds(10), Duration.ofMinutes(10)),
                codes(6, Duration.ofMinutes(10), Duration.ofSeconds(10)),
                minLength(64),
                session(Duration.ofHours(8), Duration.ofHours(8), Duration.ofSeconds(30)),
                session(Duration.ofMinutes(1), Duration.ofHours(24), Duration.ofMinutes(15)),
                sms(List.of("DE", "FR"), Optional.of(100_000)),
                sms(List.of(), Optional.of(1)),
                audience("https://api.example.com/v1"),
                origins("https://app.example.com", "https://app.example.com:8443"));
    }

    @ParameterizedTest
    @MethodSource
    void violated(SettingsRule rule, RealmSettings settings) {
        assertThat(SettingsRule.violatedBy(settings, ALL)).containsExactly(rule);
    }

    static Stream<Arguments> violated() {
        return Stream.of(
                Arguments.of(SettingsRule.DISPLAY_NAME, named("Acme\r\nBcc: you@example.com")),
                Arguments.of(SettingsRule.DISPLAY_NAME, named(" ")),
                Arguments.of(SettingsRule.DISPLAY_NAME, named("\u00A0")),
                Arguments.of(SettingsRule.DISPLAY_NAME, named("\u2060\u3000\u00AD")),
                Arguments.of(SettingsRule.DISPLAY_NAME, named("x".repeat(81))),
                Arguments.of(SettingsRule.LOCALE, locale("xx")),
                Arguments.of(SettingsRule.ACCENT_COLOR, color("blue")),
                Arguments.of(SettingsRule.ACCENT_COLOR, color("#12345")),
                Arguments.of(SettingsRule.CODE_LENGTH, codes(5, Duration.ofMinutes(5), Duration.ofMinutes(1))),
                Arguments.of(SettingsRule.CODE_LENGTH, codes(9, Duration.ofMinutes(5), Duration.ofMinutes(1))),
                Arguments.of(SettingsRule.CODE_LIFETIME, codes(6, Duration.ofSeconds(9), Duration.ofMinutes(1))),
                Arguments.of(SettingsRule.CODE_LIFETIME, codes(6, Duration.ofSeconds(601), Duration.ofMinutes(1))),
                Arguments.of(SettingsRule.RESEND_AFTER, codes(6, Duration.ofMinutes(5), Duration.ofSeconds(9))),
                Arguments.of(SettingsRule.RESEND_AFTER, codes(6, Duration.ofMinutes(5), Duration.ofMillis(60_001))),
                Arguments.of(SettingsRule.PASSWORD_LENGTH, minLength(14)),
                Arguments.of(SettingsRule.PASSWORD_LENGTH, minLength(65)),
                Arguments.of(
                        SettingsRule.SESSION_IDLE,
                        session(Duration.ofHours(9), Duration.ofHours(8), Duration.ofMinutes(5))),
                Arguments.of(
                        SettingsRule.SESSION_IDLE,
                        session(Duration.ofSeconds(59), Duration.ofHours(8), Duration.ofMinutes(5))),
                Arguments.of(
                        SettingsRule.SESSION_ABSOLUTE,
                        session(Duration.ofHours(1), Duration.ofHours(25), Duration.ofMinutes(5))),
                Arguments.of(
                        SettingsRule.ACCESS_TOKEN,
                        session(Duration.ofHours(1), Duration.ofHours(8), Duration.ofMinutes(16))),
                Arguments.of(SettingsRule.COUNTRIES, sms(List.of("DE", "XX"), Optional.empty())),
                Arguments.of(SettingsRule.COUNTRIES, sms(List.of("DE", "DE"), Optional.empty())),
                Arguments.of(SettingsRule.DAILY_LIMIT, sms(List.of(), Optional.of(0))),
                Arguments.of(SettingsRule.DAILY_LIMIT, sms(List.of(), Optional.of(100_001))),
                Arguments.of(SettingsRule.AUDIENCE, audience("portal")),
                Arguments.of(SettingsRule.AUDIENCE, audience("https://api.example.com/?x=1")),
                Arguments.of(SettingsRule.AUDIENCE, audience("https://api.example.com/#x")),
                Arguments.of(SettingsRule.AUDIENCE, audience("https://api.example.com/" + "x".repeat(255))),
                Arguments.of(SettingsRule.AUDIENCE, audience("https://not a url")),
                Arguments.of(SettingsRule.ALLOWED_ORIGINS, origins("http://app.example.com")),
                Arguments.of(SettingsRule.ALLOWED_ORIGINS, origins("https://app.example.com/")),
                Arguments.of(SettingsRule.ALLOWED_ORIGINS, origins("https://App.example.com")),
                Arguments.of(
                        SettingsRule.ALLOWED_ORIGINS,
                        origins(Collections.nCopies(2, "https://app.example.com")
                                .toArray(String[]::new))),
                Arguments.of(
                        SettingsRule.ALLOWED_ORIGINS,
                        origins(IntStream.range(0, 21)
                                .mapToObj(i -> "https://app" + i + ".example.com")
                                .toArray(String[]::new))));
    }

    private static RealmSettings named(String name) {
        return RealmSettings.defaults(name);
    }

    private static RealmSettings locale(String locale) {
        return with(locale, DEFAULTS.accentColor(), DEFAULTS.password(), DEFAULTS.session());
    }

    private static RealmSettings color(String color) {
        return with(DEFAULTS.locale(), color, DEFAULTS.password(), DEFAULTS.session());
    }

    private static RealmSettings minLength(int length) {
        return with(DEFAULTS.locale(), DEFAULTS.accentColor(), new RealmSettings.Password(length), DEFAULTS.session());
    }

    private static RealmSettings session(Duration idle, Duration absolute, Duration accessToken) {
        return with(
                DEFAULTS.locale(),
                DEFAULTS.accentColor(),
                DEFAULTS.password(),
                new RealmSettings.Session(idle, absolute, accessToken));
    }

    private static RealmSettings with(
            String locale, String color, RealmSettings.Password password, RealmSettings.Session session) {
        return new RealmSettings(
                DEFAULTS.displayName(),
                locale,
                color,
                DEFAULTS.mfa(),
                password,
                session,
                DEFAULTS.sms(),
                DEFAULTS.audience(),
                DEFAULTS.allowedOrigins());
    }

    private static RealmSettings codes(int length, Duration lifetime, Duration resendAfter) {
        RealmSettings.Mfa mfa = DEFAULTS.mfa();
        return DEFAULTS.with(mfa.withCodes(length, lifetime, resendAfter));
    }

    private static RealmSettings sms(List<String> countries, Optional<Integer> dailyLimit) {
        return with(new RealmSettings.Sms(countries, dailyLimit), DEFAULTS.audience(), DEFAULTS.allowedOrigins());
    }

    private static RealmSettings audience(String audience) {
        return with(DEFAULTS.sms(), Optional.of(audience), DEFAULTS.allowedOrigins());
    }

    private static RealmSettings origins(String... origins) {
        return with(DEFAULTS.sms(), DEFAULTS.audience(), List.of(origins));
    }

    private static RealmSettings with(RealmSettings.Sms sms, Optional<String> audience, List<String> origins) {
        return new RealmSettings(
                DEFAULTS.displayName(),
                DEFAULTS.locale(),
                DEFAULTS.accentColor(),
                DEFAULTS.mfa(),
                DEFAULTS.password(),
                DEFAULTS.session(),
                sms,
                audience,
                origins);
    }
}
