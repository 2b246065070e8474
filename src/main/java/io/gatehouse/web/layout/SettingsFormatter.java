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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Formats settings in the reader's language. */
public record SettingsFormatter(SettingsMessages settings, Locale language) {
    /** One setting, named as in {@link SettingsDifference}. */
    public record Fact(String name, String label, String value) {}

    /** A setting that the caller and another administrator have changed to different values. */
    public record Difference(String label, String yours, String now) {}

    public static SettingsFormatter of(Pages pages, SignedIn caller) {
        return new SettingsFormatter(
                pages.messages(SettingsMessages.class, caller.realm()), pages.language(caller.realm()));
    }

    public List<Fact> mfa(RealmSettings.Mfa mfa) {
        return List.of(
                new Fact("mfa.enabled", settings.mfa(), mfa.enabled() ? settings.mfaOn() : settings.mfaOff()),
                new Fact("mfa.method", settings.codesBy(), settings.method(mfa.method())),
                new Fact("mfa.interval", settings.frequency(), settings.interval(mfa.interval())),
                new Fact("mfa.codeLength", settings.codeLength(), String.valueOf(mfa.codeLength())),
                new Fact("mfa.codeLifetime", settings.codeLifetime(), time(mfa.codeLifetime())),
                new Fact("mfa.resendAfter", settings.resendAfter(), time(mfa.resendAfter())));
    }

    public List<Fact> look(RealmSettings of) {
        return List.of(
                new Fact("displayName", settings.displayName(), of.displayName()),
                new Fact("locale", settings.language(), language(of.locale())),
                new Fact("accentColor", settings.accentColor(), of.accentColor()));
    }

    public List<Fact> limits(RealmSettings of) {
        return List.of(
                new Fact(
                        "password.minLength",
                        settings.passwordLength(),
                        String.valueOf(of.password().minLength())),
                new Fact("session.idle", settings.idle(), time(of.session().idle())),
                new Fact(
                        "session.absolute",
                        settings.absolute(),
                        time(of.session().absolute())),
                new Fact(
                        "session.accessToken",
                        settings.accessToken(),
                        time(of.session().accessToken())),
                new Fact("sms.countries", settings.countries(), list(of.sms().countries(), settings.all())),
                new Fact(
                        "sms.dailyLimit",
                        settings.dailyLimit(),
                        of.sms().dailyLimit().map(String::valueOf).orElseGet(settings::byAdministrators)));
    }

    public List<Fact> portal(RealmSettings of) {
        return List.of(
                new Fact("audience", settings.audience(), of.audience().orElse(settings.noAudience())),
                new Fact("allowedOrigins", settings.origins(), list(of.allowedOrigins(), settings.noOrigins())));
    }

    public List<Difference> differences(RealmSettings yours, RealmSettings now) {
        List<Fact> entered = all(yours).toList();
        List<Fact> current = all(now).toList();
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

    /** Returns a change of the setting that {@link SettingsDifference} names so. */
    public String change(String name, String change) {
        return label(name)
                + ": "
                + Stream.of(change.split(" → ", -1))
                        .map(value -> value(name, value))
                        .collect(Collectors.joining(" → "));
    }

    private String label(String name) {
        return all(RealmSettings.defaults(""))
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .map(Fact::label)
                .orElse(name);
    }

    private String value(String name, String value) {
        return switch (name) {
            case "locale" -> language(value);
            case "mfa.enabled" -> Boolean.parseBoolean(value) ? settings.mfaOn() : settings.mfaOff();
            case "mfa.method" -> constant(MfaMethod.values(), value, settings::method);
            case "mfa.interval" -> constant(AuthenticationInterval.values(), value, settings::interval);
            case "mfa.codeLifetime", "mfa.resendAfter", "session.idle", "session.absolute", "session.accessToken" ->
                time(Duration.parse(value));
            default -> value.isEmpty() ? "–" : value;
        };
    }

    /** Returns the text of the constant, or its name if only a newer version knows it. */
    private static <E extends Enum<E>> String constant(E[] known, String name, Function<E, String> text) {
        return Stream.of(known)
                .filter(one -> one.name().equals(name))
                .findFirst()
                .map(text)
                .orElse(name);
    }

    private Stream<Fact> all(RealmSettings of) {
        return Stream.of(mfa(of.mfa()), look(of), limits(of), portal(of)).flatMap(List::stream);
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
