package io.gatehouse.realm;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.gatehouse.kernel.DisplayNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The validation rules of a realm's settings, one per field. */
public enum SettingsRule {
    DISPLAY_NAME(
            "displayName", "Use 1 to 80 visible characters in one line.", s -> DisplayNames.isValid(s.displayName())),
    LOCALE("locale", "Use en, de, fr, es or ja.", s -> Limits.LOCALES.contains(s.locale())),
    ACCENT_COLOR(
            "accentColor",
            "Use #rrggbb.",
            s -> Limits.COLOR.matcher(s.accentColor()).matches()),
    METHOD(
            "mfa.method",
            "Use email: this installation sends no text messages.",
            (s, channels) -> s.mfa().method().isAmong(channels)),
    CODE_LENGTH(
            "mfa.codeLength",
            "Use 6, 7 or 8 digits.",
            s -> s.mfa().codeLength() >= 6 && s.mfa().codeLength() <= 8),
    CODE_LIFETIME(
            "mfa.codeLifetime",
            "Use 10 seconds to 10 minutes, such as PT5M.",
            s -> Limits.within(s.mfa().codeLifetime(), Duration.ofSeconds(10), Duration.ofMinutes(10))),
    RESEND_AFTER(
            "mfa.resendAfter",
            "Use 10 seconds to 10 minutes, such as PT1M.",
            s -> Limits.within(s.mfa().resendAfter(), Duration.ofSeconds(10), Duration.ofMinutes(10))),
    MINIMUM(
            "mfa.minimum",
            "Allow totp or passkey where totp is the minimum, and passkey where passkey is.",
            s -> Stream.of(Role.values())
                    .noneMatch(role -> s.mfa().acceptedOf(role).isEmpty())),
    PASSWORD_LENGTH(
            "password.minLength",
            "Use 15 to 64 characters.",
            s -> s.password().minLength() >= 15 && s.password().minLength() <= 64),
    SESSION_IDLE(
            "session.idle",
            "Use 1 minute to 24 hours, such as PT15M, and no more than session.absolute.",
            s -> Limits.within(
                    s.session().idle(), Duration.ofMinutes(1), s.session().absolute())),
    SESSION_ABSOLUTE(
            "session.absolute",
            "Use 1 minute to 24 hours, such as PT8H.",
            s -> Limits.within(s.session().absolute(), Duration.ofMinutes(1), Duration.ofHours(24))),
    ACCESS_TOKEN(
            "session.accessToken",
            "Use 30 seconds to 15 minutes, such as PT5M.",
            s -> Limits.within(s.session().accessToken(), Duration.ofSeconds(30), Duration.ofMinutes(15))),
    COUNTRIES(
            "sms.countries",
            "Use ISO 3166 codes of countries that have telephone numbers, such as DE, each once; none for all.",
            s -> Limits.distinct(s.sms().countries())
                    && PhoneNumberUtil.getInstance()
                            .getSupportedRegions()
                            .containsAll(s.sms().countries())),
    DAILY_LIMIT(
            "sms.dailyLimit",
            "Use 1 to 100000 messages a day, or null for as many as the number of administrators asks for.",
            s -> s.sms()
                    .dailyLimit()
                    .map(limit -> limit >= 1 && limit <= 100_000)
                    .orElse(true)),
    AUDIENCE(
            "audience",
            "Use an http or https URL without query and fragment, of at most 255 characters, or null.",
            s -> s.audience().map(Limits::isAudience).orElse(true)),
    ALLOWED_ORIGINS(
            "allowedOrigins",
            "Use at most 20 origins such as https://app.example.com, in lower case and without a path, each once.",
            s -> s.allowedOrigins().size() <= 20
                    && Limits.distinct(s.allowedOrigins())
                    && s.allowedOrigins().stream()
                            .allMatch(origin -> Limits.ORIGIN.matcher(origin).matches()));

    private final String field;
    private final String advice;
    private final BiPredicate<RealmSettings, Set<Channel>> condition;

    SettingsRule(String field, String advice, Predicate<RealmSettings> condition) {
        this(field, advice, (settings, channels) -> condition.test(settings));
    }

    SettingsRule(String field, String advice, BiPredicate<RealmSettings, Set<Channel>> condition) {
        this.field = field;
        this.advice = advice;
        this.condition = condition;
    }

    /** Returns the path of the validated field in the REST API. */
    public String field() {
        return field;
    }

    /** Returns how to correct the value, in English for developers. */
    public String advice() {
        return advice;
    }

    /** Returns the rules that the settings violate in an installation that sends codes by those channels. */
    public static Set<SettingsRule> violatedBy(RealmSettings settings, Set<Channel> channels) {
        Set<SettingsRule> violated = EnumSet.allOf(SettingsRule.class);
        violated.removeIf(rule -> rule.condition.test(settings, channels));
        return violated;
    }

    /** Constants and checks of the rules. */
    private static final class Limits {
        static final List<String> LOCALES = List.of("en", "de", "fr", "es", "ja");
        static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
        static final Pattern ORIGIN = Pattern.compile(
                "https://[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*(?::[0-9]{1,5})?");
        static final int MAX_AUDIENCE = 255;

        private Limits() {}

        static boolean within(Duration value, Duration min, Duration max) {
            return value.compareTo(min) >= 0 && value.compareTo(max) <= 0 && value.toNanosPart() == 0;
        }

        static boolean distinct(Collection<String> values) {
            return values.stream().distinct().count() == values.size();
        }

        static boolean isAudience(String value) {
            try {
                URI uri = new URI(value);
                boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
                return web
                        && uri.getHost() != null
                        && uri.getQuery() == null
                        && uri.getFragment() == null
                        && value.length() <= MAX_AUDIENCE;
            } catch (URISyntaxException e) {
                return false;
            }
        }
    }
}
