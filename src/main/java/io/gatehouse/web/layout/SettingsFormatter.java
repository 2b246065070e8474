package io.gatehouse.web.layout;

import io.gatehouse.administration.overview.MfaReadinessReport;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.SettingsDifference;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Formats settings in the reader's language. */
public record SettingsFormatter(SettingsMessages settings, Locale language) {
    /** One setting. */
    public record Fact(String label, String value) {}

    /** A setting that the caller and another administrator have changed to different values. */
    public record Difference(String label, String yours, String now) {}

    public static SettingsFormatter of(Pages pages, SignedIn caller) {
        return new SettingsFormatter(
                pages.messages(SettingsMessages.class, caller.realm()), pages.language(caller.realm()));
    }

    public List<Fact> mfa(RealmSettings.Mfa mfa) {
        return List.of(
                new Fact(settings.mfa(), mfa.enabled() ? settings.mfaOn() : settings.mfaOff()),
                new Fact(settings.codesBy(), settings.method(mfa.method())),
                new Fact(settings.frequency(), settings.interval(mfa.interval())),
                new Fact(settings.codeLength(), String.valueOf(mfa.codeLength())),
                new Fact(settings.codeLifetime(), time(mfa.codeLifetime())),
                new Fact(settings.resendAfter(), time(mfa.resendAfter())));
    }

    public List<Fact> look(RealmSettings of) {
        return List.of(
                new Fact(settings.displayName(), of.displayName()),
                new Fact(settings.language(), language(of.locale())),
                new Fact(settings.accentColor(), of.accentColor()));
    }

    public List<Fact> limits(RealmSettings of) {
        return List.of(
                new Fact(settings.passwordLength(), String.valueOf(of.password().minLength())),
                new Fact(settings.idle(), time(of.session().idle())),
                new Fact(settings.absolute(), time(of.session().absolute())),
                new Fact(settings.accessToken(), time(of.session().accessToken())),
                new Fact(settings.countries(), list(of.sms().countries(), settings.all())),
                new Fact(
                        settings.dailyLimit(),
                        of.sms().dailyLimit().map(String::valueOf).orElseGet(settings::byAdministrators)));
    }

    public List<Fact> portal(RealmSettings of) {
        return List.of(
                new Fact(settings.audience(), of.audience().orElse(settings.noAudience())),
                new Fact(settings.origins(), list(of.allowedOrigins(), settings.noOrigins())));
    }

    public List<Difference> differences(RealmSettings yours, RealmSettings now) {
        List<Fact> entered = all(yours);
        List<Fact> current = all(now);
        return IntStream.range(0, entered.size())
                .filter(i -> !entered.get(i).equals(current.get(i)))
                .mapToObj(i -> new Difference(
                        entered.get(i).label(),
                        entered.get(i).value(),
                        current.get(i).value()))
                .toList();
    }

    /** Returns what a second factor would require of the realm's administrators. */
    public String readiness(MfaMethod method, MfaReadinessReport.Count count) {
        if (method.allows(Channel.SMS) && count.withoutPhone() == 0) {
            return settings.readyAll();
        }
        return switch (method) {
            case EMAIL -> settings.readyByEmail();
            case SMS -> settings.readyBySms(count.withPhone(), count.administrators(), count.withoutPhone());
            case SMS_OR_EMAIL ->
                settings.readyByEither(count.withPhone(), count.administrators(), count.withoutPhone());
        };
    }

    public String language(String tag) {
        return LanguageMenu.name(Locale.forLanguageTag(tag));
    }

    /**
     * Returns a change of one setting.
     *
     * @param name as {@link SettingsDifference} names it
     */
    public String change(String name, String change) {
        return label(name)
                + ": "
                + Stream.of(change.split(" → ", -1))
                        .map(value -> value(name, value))
                        .collect(Collectors.joining(" → "));
    }

    private String label(String name) {
        return switch (name) {
            case "displayName" -> settings.displayName();
            case "locale" -> settings.language();
            case "accentColor" -> settings.accentColor();
            case "mfa.enabled" -> settings.mfa();
            case "mfa.method" -> settings.codesBy();
            case "mfa.interval" -> settings.frequency();
            case "mfa.codeLength" -> settings.codeLength();
            case "mfa.codeLifetime" -> settings.codeLifetime();
            case "mfa.resendAfter" -> settings.resendAfter();
            case "password.minLength" -> settings.passwordLength();
            case "session.idle" -> settings.idle();
            case "session.absolute" -> settings.absolute();
            case "session.accessToken" -> settings.accessToken();
            case "sms.countries" -> settings.countries();
            case "sms.dailyLimit" -> settings.dailyLimit();
            case "audience" -> settings.audience();
            case "allowedOrigins" -> settings.origins();
            default -> name;
        };
    }

    private String value(String name, String value) {
        return switch (name) {
            case "locale" -> language(value);
            case "mfa.enabled" -> Boolean.parseBoolean(value) ? settings.mfaOn() : settings.mfaOff();
            case "mfa.method" -> settings.method(MfaMethod.valueOf(value));
            case "mfa.interval" -> settings.interval(AuthenticationInterval.valueOf(value));
            case "mfa.codeLifetime", "mfa.resendAfter", "session.idle", "session.absolute", "session.accessToken" ->
                time(Duration.parse(value));
            default -> value.isEmpty() ? "–" : value;
        };
    }

    private List<Fact> all(RealmSettings of) {
        return Stream.of(mfa(of.mfa()), look(of), limits(of), portal(of))
                .flatMap(List::stream)
                .toList();
    }

    private String time(Duration duration) {
        if (duration.toHours() > 0 && duration.toMinutesPart() == 0 && duration.toSecondsPart() == 0) {
            return settings.hours(duration.toHours());
        }
        return duration.toSecondsPart() == 0
                ? settings.minutes(duration.toMinutes())
                : settings.seconds(duration.toSeconds());
    }

    private String list(List<String> values, String none) {
        String comma = language.getLanguage().equals("ja") ? "、" : ", ";
        return values.isEmpty() ? none : String.join(comma, values);
    }
}
