package io.gatehouse.web.console;

import io.gatehouse.administration.overview.MfaReadinessReport;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.web.layout.LanguageMenu;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Formats settings in the reader's language. */
record SettingsFormatter(SettingsMessages settings, Locale language) {
    /** One setting. */
    record Fact(String label, String value) {}

    /** A setting that the caller and another administrator have changed to different values. */
    record Difference(String label, String yours, String now) {}

    static SettingsFormatter of(Pages pages, SignedIn caller) {
        return new SettingsFormatter(
                pages.messages(SettingsMessages.class, caller.realm()), pages.language(caller.realm()));
    }

    List<Fact> mfa(RealmSettings.Mfa mfa) {
        return List.of(
                new Fact(settings.mfa(), mfa.enabled() ? settings.mfaOn() : settings.mfaOff()),
                new Fact(settings.codesBy(), settings.method(mfa.method())),
                new Fact(settings.frequency(), settings.interval(mfa.interval())),
                new Fact(settings.codeLength(), String.valueOf(mfa.codeLength())),
                new Fact(settings.codeLifetime(), time(mfa.codeLifetime())),
                new Fact(settings.resendAfter(), time(mfa.resendAfter())));
    }

    List<Fact> look(RealmSettings of) {
        return List.of(
                new Fact(settings.displayName(), of.displayName()),
                new Fact(settings.language(), language(of.locale())),
                new Fact(settings.accentColor(), of.accentColor()));
    }

    List<Fact> limits(RealmSettings of) {
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

    List<Fact> portal(RealmSettings of) {
        return List.of(
                new Fact(settings.audience(), of.audience().orElse(settings.noAudience())),
                new Fact(settings.origins(), list(of.allowedOrigins(), settings.noOrigins())));
    }

    List<Difference> differences(RealmSettings yours, RealmSettings now) {
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
    String readiness(MfaMethod method, MfaReadinessReport.Count count) {
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

    String language(String tag) {
        return LanguageMenu.name(Locale.forLanguageTag(tag));
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
