package io.gatehouse.web.console;

import io.gatehouse.administration.settings.SettingsPreview;
import io.gatehouse.administration.settings.SettingsPreview.Effects;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SettingsFormatter;
import io.gatehouse.web.layout.SettingsMessages;
import io.gatehouse.web.layout.SettingsSection;
import io.gatehouse.web.layout.SignedIn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Describes the effects of changed settings, and how many administrators they affect. */
@ApplicationScoped
class SettingsEffects {
    private final SettingsPreview preview;
    private final Pages pages;

    SettingsEffects(SettingsPreview preview, Pages pages) {
        this.preview = preview;
        this.pages = pages;
    }

    /** The effects, for the script of the form. */
    public record Shown(List<String> effects) {}

    /** Returns the effects of the section as entered; none for sections that affect no administrator. */
    List<String> of(SignedIn caller, SettingsSection section, SettingsEntry entry) {
        return switch (section) {
            case MFA, AUTHENTICATORS, TEXT_MESSAGES, SESSIONS ->
                of(caller, section, stored -> entry.appliedTo(stored, section));
            case CODES, APPEARANCE, PORTAL -> List.of();
        };
    }

    /** Returns the effects of a change of the section. */
    List<String> of(SignedIn caller, SettingsSection section, UnaryOperator<RealmSettings> values) {
        SettingsFormatter formatter = SettingsFormatter.of(pages, caller);
        return preview.of(caller.realm(), caller.session().id(), values)
                .map(effects -> lines(effects, section, formatter))
                .orElse(List.of());
    }

    private static List<String> lines(Effects effects, SettingsSection section, SettingsFormatter formatter) {
        if (!effects.changed()) {
            return List.of(formatter.settings().effectNone());
        }
        return switch (section) {
            case TEXT_MESSAGES -> List.of(formatter.settings().effectNumbers(effects.foreignNumbers()));
            case SESSIONS -> List.of(formatter.settings().effectSessions(effects.openSessions()));
            case MFA, AUTHENTICATORS, CODES, APPEARANCE, PORTAL -> policy(effects, section, formatter);
        };
    }

    private static List<String> policy(Effects effects, SettingsSection section, SettingsFormatter formatter) {
        SettingsMessages messages = formatter.settings();
        RealmSettings.Mfa mfa = effects.mfa();
        List<String> lines = new ArrayList<>();
        effects.unmet()
                .map(section == SettingsSection.MFA ? formatter::unmetWhileOff : formatter::unmet)
                .ifPresent(lines::add);
        if (section == SettingsSection.AUTHENTICATORS && !mfa.enabled()) {
            lines.add(messages.effectLater());
            return lines;
        }
        if (mfa.enabled()) {
            lines.add(messages.effectSignedOut(effects.signedOut()));
        }
        if (effects.withTrustedBrowsers() > 0) {
            lines.add(messages.effectTrust(effects.withTrustedBrowsers()));
        }
        if (section == SettingsSection.MFA
                && effects.requiresFactor()
                && mfa.method().allows(Channel.SMS)) {
            lines.add(formatter.readiness(mfa.method(), effects.readiness()));
        }
        if (effects.requiresFactor()) {
            lines.addAll(formatter.readiness(mfa, effects.holders()));
        }
        if (effects.withoutPasskey() > 0) {
            lines.add(messages.effectPasskeysOff(effects.withoutPasskey()));
        }
        if (effects.withoutApp() > 0) {
            lines.add(messages.effectAppsOff(effects.withoutApp()));
        }
        if (effects.requiresFactor()
                && mfa.minimum().values().stream().anyMatch(minimum -> minimum != FactorStrength.CODE)) {
            lines.add(messages.effectRecovery());
        }
        if (effects.notified() > 0) {
            lines.add(messages.effectMail(effects.notified()));
        }
        return lines;
    }
}
