package io.gatehouse.realm;

import java.util.LinkedHashMap;
import java.util.Map;

/** Lists a realm's settings field by field, and compares two versions of them. */
public final class SettingsDifference {
    private SettingsDifference() {}

    /** Returns the old and new value of each changed field, by its name in the REST API. */
    public static Map<String, String> between(RealmSettings before, RealmSettings after) {
        Map<String, String> differences = values(after);
        values(before)
                .forEach((field, old) ->
                        differences.compute(field, (name, now) -> old.equals(now) ? null : old + " → " + now));
        return differences;
    }

    /** Returns the value of each field, by its name in the REST API. */
    public static Map<String, String> values(RealmSettings settings) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("displayName", settings.displayName());
        fields.put("locale", settings.locale());
        fields.put("accentColor", settings.accentColor());
        fields.put("mfa.enabled", String.valueOf(settings.mfa().enabled()));
        fields.put("mfa.method", settings.mfa().method().name());
        fields.put("mfa.interval", settings.mfa().interval().name());
        fields.put("mfa.codeLength", String.valueOf(settings.mfa().codeLength()));
        fields.put("mfa.codeLifetime", settings.mfa().codeLifetime().toString());
        fields.put("mfa.resendAfter", settings.mfa().resendAfter().toString());
        fields.put("mfa.totp", settings.mfa().totp().name());
        fields.put("mfa.passkey", settings.mfa().passkey().name());
        settings.mfa().minimum().forEach((role, least) -> fields.put("mfa.minimum." + role.name(), least.name()));
        fields.put("password.minLength", String.valueOf(settings.password().minLength()));
        fields.put("session.idle", settings.session().idle().toString());
        fields.put("session.absolute", settings.session().absolute().toString());
        fields.put("session.accessToken", settings.session().accessToken().toString());
        fields.put("sms.countries", String.join(" ", settings.sms().countries()));
        fields.put(
                "sms.dailyLimit",
                settings.sms().dailyLimit().map(String::valueOf).orElse(""));
        fields.put("audience", settings.audience().orElse(""));
        fields.put("allowedOrigins", String.join(" ", settings.allowedOrigins()));
        return fields;
    }
}
