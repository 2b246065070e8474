package io.gatehouse.web.console;

import io.gatehouse.administration.overview.MfaReadinessReport;
import io.gatehouse.administration.settings.SettingsChanges;
import io.gatehouse.audit.ProgramSignIn;
import io.gatehouse.authenticator.AuthenticatorStatistics.Holders;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.AuthenticatorUse;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.realm.SettingsRule;
import io.gatehouse.web.layout.Countries;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PaletteColor;
import io.gatehouse.web.layout.SettingsFormatter;
import io.gatehouse.web.layout.SettingsMessages;
import io.gatehouse.web.layout.SettingsSection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** What the forms of all sections of the settings have in common. */
final class SettingsForms {
    private static final List<String> LOCALES = List.of("en", "de", "fr", "es", "ja");

    private SettingsForms() {}

    /** An option to choose. */
    record Choice(String value, String name, String hint, boolean chosen) {}

    /** A program that signed in with a password alone. */
    record Program(String name, String email, DisplayTime lastAt) {}

    static List<Program> programs(List<ProgramSignIn> signIns, Locale language) {
        return signIns.stream()
                .map(program ->
                        new Program(program.userAgent(), program.email(), DisplayTime.of(program.lastAt(), language)))
                .toList();
    }

    /** Returns the change of the section's settings, unless another administrator has changed these meanwhile. */
    static SettingsChanges.Edit edit(SettingsSection section, SettingsEntry entry) {
        return new SettingsChanges.Edit(
                realm -> section.digest(realm.settings()).equals(entry.seen),
                section.rules(),
                stored -> entry.appliedTo(stored, section));
    }

    /** Returns the caller's values beside the current ones, which saving again overwrites. */
    static List<SettingsFormatter.Difference> differences(
            SettingsSection section, SettingsEntry entry, RealmSettings current, SettingsFormatter formatter) {
        entry.seen = section.digest(current);
        return formatter.differences(section, entry.appliedTo(current, section), current);
    }

    static FormErrors errors(Set<SettingsRule> rules, SettingsMessages messages) {
        FormErrors errors = FormErrors.NONE;
        for (SettingsRule rule : rules) {
            errors = errors.and(rule.field().replaceFirst(".*\\.", ""), messages.wrong(rule));
        }
        return errors;
    }

    /** Returns the ways to send codes, with what each of them requires of the realm's administrators. */
    static List<Choice> methods(
            Realm realm, SettingsEntry entry, MfaReadinessReport.Count count, SettingsFormatter formatter) {
        return Arrays.stream(MfaMethod.values())
                .filter(method -> method.isAmong(realm.channels()))
                .map(method -> new Choice(
                        method.name(),
                        formatter.settings().method(method),
                        formatter.readiness(method, count),
                        method.name().equals(entry.method)))
                .toList();
    }

    static List<Choice> intervals(SettingsEntry entry, SettingsMessages messages) {
        return Arrays.stream(AuthenticationInterval.values())
                .map(interval -> new Choice(
                        interval.name(),
                        messages.interval(interval),
                        messages.intervalHint(interval),
                        interval.name().equals(entry.interval)))
                .toList();
    }

    /**
     * A setting that is chosen from a list; the fields of several can have one name.
     *
     * @param hint empty if there is none
     */
    record Selection(String id, String name, String label, String hint, List<Choice> choices) {}

    /** Returns which authenticators are allowed, and the minimum of each role. */
    static List<Selection> authenticators(SettingsEntry entry, List<Holders> holders, SettingsFormatter formatter) {
        SettingsMessages messages = formatter.settings();
        List<Selection> selections = new ArrayList<>(List.of(
                new Selection("totp", "totp", messages.totp(), "", uses(entry.totp, messages)),
                new Selection("passkey", "passkey", messages.passkey(), "", uses(entry.passkey, messages))));
        for (Role role : Role.values()) {
            List<String> entered = entry.minimum == null ? List.of() : entry.minimum;
            String chosen = role.ordinal() < entered.size() ? entered.get(role.ordinal()) : "";
            List<Choice> strengths = Arrays.stream(FactorStrength.values())
                    .map(strength -> new Choice(
                            strength.name(),
                            messages.factor(strength),
                            "",
                            strength.name().equals(chosen)))
                    .toList();
            String id = role == Role.SYSTEM_ADMINISTRATOR ? "minimum" : "minimum-" + role.name();
            selections.add(
                    new Selection(id, "minimum", messages.minimum(role), formatter.holding(role, holders), strengths));
        }
        return selections;
    }

    private static List<Choice> uses(String chosen, SettingsMessages messages) {
        return Arrays.stream(AuthenticatorUse.values())
                .map(use -> new Choice(
                        use.name(), messages.authenticator(use), "", use.name().equals(chosen)))
                .toList();
    }

    static List<Choice> codeLengths(SettingsEntry entry, SettingsMessages messages) {
        return IntStream.rangeClosed(6, 8)
                .mapToObj(length -> new Choice(
                        String.valueOf(length),
                        messages.digits(length),
                        "",
                        String.valueOf(length).equals(entry.codeLength)))
                .toList();
    }

    static List<Choice> locales(SettingsEntry entry, SettingsFormatter formatter) {
        return LOCALES.stream()
                .map(tag -> new Choice(tag, formatter.language(tag), "", tag.equals(entry.locale)))
                .toList();
    }

    static List<Choice> colors(SettingsEntry entry, SettingsMessages messages) {
        return Arrays.stream(PaletteColor.values())
                .map(color -> new Choice(
                        color.hex(), messages.color(color), "", color.hex().equals(entry.accentColor)))
                .toList();
    }

    /** Returns all countries with their calling codes, the chosen ones first. */
    static List<Choice> countries(SettingsEntry entry, SettingsFormatter formatter) {
        List<String> chosen = entry.countries == null ? List.of() : entry.countries;
        return Countries.of(RealmSettings.defaults("").sms(), formatter.language()).stream()
                .map(country -> new Choice(
                        country.code(), country.name(), "+" + country.callingCode(), chosen.contains(country.code())))
                .sorted(Comparator.comparing(country -> !country.chosen()))
                .toList();
    }
}
