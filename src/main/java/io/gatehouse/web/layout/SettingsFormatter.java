package io.gatehouse.web.layout;

import io.gatehouse.administration.overview.MfaReadinessReport;
import io.gatehouse.authenticator.AuthenticatorStatistics.Holders;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.AuthenticatorUse;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.realm.SettingsDifference;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    /** Returns the settings of the section, with their values in words. */
    public List<Fact> facts(SettingsSection section, RealmSettings of) {
        RealmSettings.Mfa mfa = of.mfa();
        return switch (section) {
            case MFA ->
                List.of(
                        new Fact("mfa.enabled", settings.mfa(), mfa.enabled() ? settings.mfaOn() : settings.mfaOff()),
                        new Fact("mfa.method", settings.codesBy(), settings.method(mfa.method())),
                        new Fact("mfa.interval", settings.frequency(), settings.interval(mfa.interval())));
            case AUTHENTICATORS ->
                Stream.concat(
                                Stream.of(
                                        new Fact("mfa.totp", settings.totp(), settings.authenticator(mfa.totp())),
                                        new Fact(
                                                "mfa.passkey",
                                                settings.passkey(),
                                                settings.authenticator(mfa.passkey()))),
                                Stream.of(Role.values())
                                        .map(role -> new Fact(
                                                "mfa.minimum." + role.name(),
                                                settings.minimum(role),
                                                settings.factor(mfa.minimumOf(role)))))
                        .toList();
            case CODES ->
                List.of(
                        new Fact("mfa.codeLength", settings.codeLength(), settings.digits(mfa.codeLength())),
                        new Fact("mfa.codeLifetime", settings.codeLifetime(), time(mfa.codeLifetime())),
                        new Fact("mfa.resendAfter", settings.resendAfter(), time(mfa.resendAfter())));
            case TEXT_MESSAGES ->
                List.of(
                        new Fact("sms.countries", settings.countries(), countries(of.sms())),
                        new Fact(
                                "sms.dailyLimit",
                                settings.dailyLimit(),
                                of.sms().dailyLimit().map(String::valueOf).orElseGet(settings::byAdministrators)));
            case SESSIONS ->
                List.of(
                        new Fact(
                                "password.minLength",
                                settings.passwordLength(),
                                settings.characters(of.password().minLength())),
                        new Fact(
                                "session.idle",
                                settings.idle(),
                                time(of.session().idle())),
                        new Fact(
                                "session.absolute",
                                settings.absolute(),
                                time(of.session().absolute())));
            case APPEARANCE ->
                List.of(
                        new Fact("displayName", settings.displayName(), of.displayName()),
                        new Fact("locale", settings.language(), language(of.locale())),
                        new Fact("accentColor", settings.accentColor(), color(of.accentColor())));
            case PORTAL ->
                List.of(
                        new Fact("audience", settings.audience(), of.audience().orElse(settings.noAudience())),
                        new Fact("allowedOrigins", settings.origins(), list(of.allowedOrigins(), settings.noOrigins())),
                        new Fact(
                                "session.accessToken",
                                settings.accessToken(),
                                time(of.session().accessToken())));
        };
    }

    /** Returns how codes are sent and how often they are required, whether the second factor is on or not. */
    public List<Fact> mfaFacts(RealmSettings of) {
        return facts(SettingsSection.MFA, of).stream().skip(1).toList();
    }

    /** Returns the settings of the section in which the two differ. */
    public List<Difference> differences(SettingsSection section, RealmSettings yours, RealmSettings now) {
        List<Fact> entered = facts(section, yours);
        List<Fact> current = facts(section, now);
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

    /** Returns for each role that lacks what it must have how many will be asked to add it. */
    public List<String> readiness(RealmSettings.Mfa mfa, List<Holders> holders) {
        return holders.stream()
                .filter(of -> mfa.enabled() && of.without(mfa.minimumOf(of.role())) > 0)
                .map(of -> lacking(mfa.minimumOf(of.role()), of))
                .toList();
    }

    private String lacking(FactorStrength minimum, Holders of) {
        String group = settings.group(of.role());
        return minimum == FactorStrength.PASSKEY
                ? settings.lackingPasskey(group, of.without(minimum), of.accounts())
                : settings.lackingAny(group, of.without(minimum), of.accounts());
    }

    /** Returns how many of the role would be asked to add what they lack, for each factor that can be its minimum. */
    public String holding(Role role, List<Holders> holders) {
        return holders.stream()
                .filter(of -> of.role() == role)
                .findFirst()
                .map(of -> settings.holders(
                        of.accounts(), of.without(FactorStrength.TOTP), of.without(FactorStrength.PASSKEY)))
                .orElseGet(settings::holdersNone);
    }

    /** Returns with what the caller has to confirm settings that require that factor of the own role. */
    public String unmet(FactorStrength minimum) {
        return settings.unmet(settings.factor(minimum));
    }

    /** Returns why multi-factor sign-in is not turned on that requires that factor of the own role. */
    public String unmetWhileOff(FactorStrength minimum) {
        return settings.unmetWhileOff(settings.factor(minimum), settings.section(SettingsSection.AUTHENTICATORS));
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
            case "accentColor" -> color(value);
            case "sms.countries" ->
                countries(new RealmSettings.Sms(
                        value.isEmpty() ? List.of() : List.of(value.split(" ")), Optional.empty()));
            case "mfa.enabled" -> Boolean.parseBoolean(value) ? settings.mfaOn() : settings.mfaOff();
            case "mfa.method" -> constant(MfaMethod.values(), value, settings::method);
            case "mfa.interval" -> constant(AuthenticationInterval.values(), value, settings::interval);
            case "mfa.totp", "mfa.passkey" -> constant(AuthenticatorUse.values(), value, settings::authenticator);
            case "mfa.minimum.SYSTEM_ADMINISTRATOR", "mfa.minimum.OPERATOR", "mfa.minimum.OBSERVER" ->
                constant(FactorStrength.values(), value, settings::factor);
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
        return Stream.of(SettingsSection.values()).flatMap(section -> facts(section, of).stream());
    }

    private String time(Duration duration) {
        var unit = DurationUnit.of(duration);
        return switch (unit) {
            case HOURS -> settings.hours(unit.count(duration));
            case MINUTES -> settings.minutes(unit.count(duration));
            case SECONDS -> settings.seconds(unit.count(duration));
        };
    }

    /** Returns the name of an offered color, or the {@code #rrggbb} of another. */
    private String color(String hex) {
        return PaletteColor.of(hex).map(settings::color).orElse(hex);
    }

    private String countries(RealmSettings.Sms sms) {
        List<String> names = sms.countries().isEmpty()
                ? List.of()
                : Countries.of(sms, language).stream()
                        .map(Countries.Country::name)
                        .toList();
        return list(names, settings.all());
    }

    private String list(List<String> values, String none) {
        String comma = language.getLanguage().equals("ja") ? "、" : ", ";
        return values.isEmpty() ? none : String.join(comma, values);
    }
}
