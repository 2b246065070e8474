package io.gatehouse.web.layout;

import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.SettingsDifference;
import io.gatehouse.realm.SettingsRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings that are shown in one card and changed together, by their names in the REST API. */
public enum SettingsSection {
    MFA("mfa", "mfa.enabled", "mfa.method", "mfa.interval"),
    AUTHENTICATORS(
            "authenticators",
            "mfa.totp",
            "mfa.passkey",
            "mfa.minimum",
            "mfa.minimum.SYSTEM_ADMINISTRATOR",
            "mfa.minimum.OPERATOR",
            "mfa.minimum.OBSERVER"),
    CODES("codes", "mfa.codeLength", "mfa.codeLifetime", "mfa.resendAfter"),
    TEXT_MESSAGES("text-messages", "sms.countries", "sms.dailyLimit"),
    SESSIONS("sessions", "password.minLength", "session.idle", "session.absolute"),
    APPEARANCE("appearance", "displayName", "locale", "accentColor"),
    PORTAL("portal", "audience", "allowedOrigins", "session.accessToken");

    private final String path;
    private final Set<String> settings;

    SettingsSection(String path, String... settings) {
        this.path = path;
        this.settings = Set.of(settings);
    }

    /** Returns the section with that path, or null, which JAX-RS answers by 404. */
    public static SettingsSection fromString(String path) {
        return Stream.of(values())
                .filter(section -> section.path.equals(path))
                .findFirst()
                .orElse(null);
    }

    /** Returns the last segment of the path of the section's page. */
    public String path() {
        return path;
    }

    /** Returns whether the setting with that name is one of the section. */
    boolean contains(String setting) {
        return settings.contains(setting);
    }

    /** Returns the rules of the section's settings. */
    public Set<SettingsRule> rules() {
        return Stream.of(SettingsRule.values())
                .filter(rule -> contains(rule.field()))
                .collect(Collectors.toSet());
    }

    /** Returns a digest of the section's values, which differs once one of them has been changed. */
    public String digest(RealmSettings of) {
        String values = SettingsDifference.values(of).entrySet().stream()
                .filter(value -> contains(value.getKey()))
                .map(Map.Entry::toString)
                .collect(Collectors.joining("\n"));
        return Digests.sha256Base64Url(values);
    }
}
