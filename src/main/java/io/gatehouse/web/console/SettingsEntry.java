package io.gatehouse.web.console;

import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import jakarta.ws.rs.FormParam;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The submitted settings form. */
public class SettingsEntry {
    private static final Pattern MINUTES = Pattern.compile("([0-9]{1,6})(?::([0-5][0-9]))?");

    @FormParam("version")
    public String version;

    @FormParam("action")
    public String action;

    @FormParam("code")
    public String code;

    @FormParam("enabled")
    public String enabled;

    @FormParam("method")
    public String method;

    @FormParam("interval")
    public String interval;

    @FormParam("codeLength")
    public String codeLength;

    @FormParam("codeLifetime")
    public String codeLifetime;

    @FormParam("resendAfter")
    public String resendAfter;

    @FormParam("displayName")
    public String displayName;

    @FormParam("locale")
    public String locale;

    @FormParam("accentColor")
    public String accentColor;

    @FormParam("minLength")
    public String minLength;

    @FormParam("idle")
    public String idle;

    @FormParam("absolute")
    public String absolute;

    @FormParam("accessToken")
    public String accessToken;

    @FormParam("countries")
    public String countries;

    @FormParam("dailyLimit")
    public String dailyLimit;

    @FormParam("audience")
    public String audience;

    @FormParam("allowedOrigins")
    public String allowedOrigins;

    /** The buttons of the form. */
    enum Action {
        SAVE,
        SEND_SMS,
        SEND_EMAIL,
        CHECK
    }

    /** Returns the form filled with the stored settings. */
    static SettingsEntry of(Realm realm) {
        RealmSettings settings = realm.settings();
        var entry = new SettingsEntry();
        entry.version = String.valueOf(realm.version());
        entry.enabled = settings.mfa().enabled() ? "on" : null;
        entry.method = settings.mfa().method().name();
        entry.interval = settings.mfa().interval().name();
        entry.codeLength = String.valueOf(settings.mfa().codeLength());
        entry.codeLifetime = String.valueOf(settings.mfa().codeLifetime().toSeconds());
        entry.resendAfter = String.valueOf(settings.mfa().resendAfter().toSeconds());
        entry.displayName = settings.displayName();
        entry.locale = settings.locale();
        entry.accentColor = settings.accentColor();
        entry.minLength = String.valueOf(settings.password().minLength());
        entry.idle = minutes(settings.session().idle());
        entry.absolute = minutes(settings.session().absolute());
        entry.accessToken = String.valueOf(settings.session().accessToken().toSeconds());
        entry.countries = String.join(" ", settings.sms().countries());
        entry.dailyLimit = settings.sms().dailyLimit().map(String::valueOf).orElse("");
        entry.audience = settings.audience().orElse("");
        entry.allowedOrigins = String.join("\n", settings.allowedOrigins());
        return entry;
    }

    /** Returns the entered settings; text that is not a number becomes a value that violates the field's rule. */
    RealmSettings toSettings() {
        return new RealmSettings(
                text(displayName),
                text(locale),
                text(accentColor),
                new RealmSettings.Mfa(
                        enabled != null,
                        constant(MfaMethod.values(), method).orElse(MfaMethod.SMS_OR_EMAIL),
                        constant(AuthenticationInterval.values(), interval).orElse(AuthenticationInterval.ALWAYS),
                        number(codeLength),
                        Duration.ofSeconds(number(codeLifetime)),
                        Duration.ofSeconds(number(resendAfter))),
                new RealmSettings.Password(number(minLength)),
                new RealmSettings.Session(minutes(idle), minutes(absolute), Duration.ofSeconds(number(accessToken))),
                new RealmSettings.Sms(
                        splitList(text(countries).toUpperCase(Locale.ROOT)),
                        Optional.of(text(dailyLimit))
                                .filter(typed -> !typed.isEmpty())
                                .map(SettingsEntry::number)),
                Optional.of(text(audience)).filter(value -> !value.isEmpty()),
                splitList(text(allowedOrigins)));
    }

    Action action() {
        return constant(Action.values(), action).orElse(Action.SAVE);
    }

    /** Returns whether the form was rendered from that version. */
    boolean isOfVersion(long current) {
        return String.valueOf(current).equals(version);
    }

    private static <E extends Enum<E>> Optional<E> constant(E[] values, String typed) {
        return Arrays.stream(values).filter(value -> value.name().equals(typed)).findFirst();
    }

    private static int number(String typed) {
        return text(typed).matches("[0-9]{1,6}") ? Integer.parseInt(text(typed)) : -1;
    }

    /** Returns the minutes, followed by a colon and the seconds if there are any. */
    private static String minutes(Duration time) {
        return time.toSecondsPart() == 0
                ? String.valueOf(time.toMinutes())
                : "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }

    private static Duration minutes(String typed) {
        Matcher parts = MINUTES.matcher(text(typed));
        if (!parts.matches()) {
            return Duration.ofMinutes(-1);
        }
        String seconds = parts.group(2);
        return Duration.ofMinutes(Long.parseLong(parts.group(1)))
                .plusSeconds(seconds == null ? 0 : Long.parseLong(seconds));
    }

    private static List<String> splitList(String typed) {
        return typed.isEmpty() ? List.of() : List.of(typed.split("[\\s,]+"));
    }

    private static String text(String typed) {
        return typed == null ? "" : typed.strip();
    }
}
