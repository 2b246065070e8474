package io.gatehouse.web.console;

import static io.gatehouse.web.layout.FormValues.text;

import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.AuthenticatorUse;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.web.layout.DurationUnit;
import io.gatehouse.web.layout.FormValues;
import io.gatehouse.web.layout.PaletteColor;
import io.gatehouse.web.layout.SettingsSection;
import jakarta.ws.rs.FormParam;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The submitted form of a section of the settings; fields of other sections are null. */
public class SettingsEntry {
    /** Allows text messages to the chosen countries only. */
    private static final String CHOSEN = "CHOSEN";

    /** The value of a color that is not offered by name. */
    static final String OTHER_COLOR = "other";

    private static final int INVALID = -1;

    @FormParam("seen")
    public String seen;

    @FormParam("method")
    public String method;

    @FormParam("interval")
    public String interval;

    @FormParam("totp")
    public String totp;

    @FormParam("passkey")
    public String passkey;

    /** The minimum of each role, in the order of the roles. */
    @FormParam("minimum")
    public List<String> minimum;

    @FormParam("codeLength")
    public String codeLength;

    @FormParam("codeLifetime")
    public String codeLifetime;

    @FormParam("codeLifetimeUnit")
    public String codeLifetimeUnit;

    @FormParam("resendAfter")
    public String resendAfter;

    @FormParam("resendAfterUnit")
    public String resendAfterUnit;

    @FormParam("allowed")
    public String allowed;

    @FormParam("countries")
    public List<String> countries;

    @FormParam("dailyLimit")
    public String dailyLimit;

    @FormParam("minLength")
    public String minLength;

    @FormParam("idle")
    public String idle;

    @FormParam("idleUnit")
    public String idleUnit;

    @FormParam("absolute")
    public String absolute;

    @FormParam("absoluteUnit")
    public String absoluteUnit;

    @FormParam("displayName")
    public String displayName;

    @FormParam("locale")
    public String locale;

    @FormParam("accentColor")
    public String accentColor;

    @FormParam("otherColor")
    public String otherColor;

    @FormParam("audience")
    public String audience;

    @FormParam("allowedOrigins")
    public String allowedOrigins;

    @FormParam("accessToken")
    public String accessToken;

    @FormParam("accessTokenUnit")
    public String accessTokenUnit;

    /** Returns the section's form filled with the current settings. */
    static SettingsEntry of(SettingsSection section, RealmSettings settings) {
        var entry = new SettingsEntry();
        entry.seen = section.digest(settings);
        entry.method = settings.mfa().method().name();
        entry.interval = settings.mfa().interval().name();
        entry.totp = settings.mfa().totp().name();
        entry.passkey = settings.mfa().passkey().name();
        entry.minimum =
                settings.mfa().minimum().values().stream().map(Enum::name).toList();
        entry.codeLength = String.valueOf(settings.mfa().codeLength());
        entry.codeLifetime = count(settings.mfa().codeLifetime());
        entry.codeLifetimeUnit = unit(settings.mfa().codeLifetime());
        entry.resendAfter = count(settings.mfa().resendAfter());
        entry.resendAfterUnit = unit(settings.mfa().resendAfter());
        entry.allowed = settings.sms().countries().isEmpty() ? "ALL" : CHOSEN;
        entry.countries = settings.sms().countries();
        entry.dailyLimit = settings.sms().dailyLimit().map(String::valueOf).orElse("");
        entry.minLength = String.valueOf(settings.password().minLength());
        entry.idle = count(settings.session().idle());
        entry.idleUnit = unit(settings.session().idle());
        entry.absolute = count(settings.session().absolute());
        entry.absoluteUnit = unit(settings.session().absolute());
        entry.displayName = settings.displayName();
        entry.locale = settings.locale();
        entry.accentColor =
                PaletteColor.of(settings.accentColor()).map(PaletteColor::hex).orElse(OTHER_COLOR);
        entry.otherColor = settings.accentColor();
        entry.audience = settings.audience().orElse("");
        entry.allowedOrigins = String.join("\n", settings.allowedOrigins());
        entry.accessToken = count(settings.session().accessToken());
        entry.accessTokenUnit = unit(settings.session().accessToken());
        return entry;
    }

    /**
     * Returns the settings with the entered values of the section. Text that is not a number becomes a value that violates
     * the field's rule.
     */
    RealmSettings appliedTo(RealmSettings stored, SettingsSection section) {
        RealmSettings.Mfa mfa = stored.mfa();
        RealmSettings.Session session = stored.session();
        return switch (section) {
            case MFA ->
                stored.with(mfa.enabledWith(
                                FormValues.constant(MfaMethod.values(), method).orElse(mfa.method()))
                        .with(FormValues.constant(AuthenticationInterval.values(), interval)
                                .orElse(mfa.interval())));
            case AUTHENTICATORS ->
                stored.with(mfa.withAuthenticators(
                        FormValues.constant(AuthenticatorUse.values(), totp).orElse(mfa.totp()),
                        FormValues.constant(AuthenticatorUse.values(), passkey).orElse(mfa.passkey()),
                        chosenMinimum(mfa.minimum())));
            case CODES ->
                stored.with(mfa.withCodes(
                        number(codeLength),
                        duration(codeLifetime, codeLifetimeUnit),
                        duration(resendAfter, resendAfterUnit)));
            case TEXT_MESSAGES ->
                stored.with(new RealmSettings.Sms(
                        CHOSEN.equals(allowed) ? chosenCountries() : List.of(),
                        Optional.of(text(dailyLimit))
                                .filter(typed -> !typed.isEmpty())
                                .map(SettingsEntry::number)));
            case SESSIONS ->
                stored.with(
                        new RealmSettings.Password(number(minLength)),
                        new RealmSettings.Session(
                                duration(idle, idleUnit), duration(absolute, absoluteUnit), session.accessToken()));
            case APPEARANCE ->
                stored.withAppearance(
                        text(displayName),
                        text(locale),
                        text(OTHER_COLOR.equals(accentColor) ? otherColor : accentColor));
            case PORTAL ->
                stored.withPortal(
                        Optional.of(text(audience)).filter(value -> !value.isEmpty()),
                        splitList(text(allowedOrigins)),
                        duration(accessToken, accessTokenUnit));
        };
    }

    private Map<Role, FactorStrength> chosenMinimum(Map<Role, FactorStrength> stored) {
        Map<Role, FactorStrength> chosen = new EnumMap<>(stored);
        for (Role role : Role.values()) {
            if (minimum != null && role.ordinal() < minimum.size()) {
                FormValues.constant(FactorStrength.values(), minimum.get(role.ordinal()))
                        .ifPresent(strength -> chosen.put(role, strength));
            }
        }
        return chosen;
    }

    /** Returns the countries, or one that does not exist if none is chosen, since no country would mean all. */
    private List<String> chosenCountries() {
        return countries == null || countries.isEmpty() ? List.of("") : List.copyOf(countries);
    }

    private static int number(String typed) {
        return text(typed).matches("[0-9]{1,6}") ? Integer.parseInt(text(typed)) : INVALID;
    }

    private static Duration duration(String typed, String unit) {
        return DurationUnit.named(unit)
                .map(length -> length.times(number(typed)))
                .orElseGet(() -> Duration.ofSeconds(INVALID));
    }

    private static String count(Duration duration) {
        return String.valueOf(DurationUnit.of(duration).count(duration));
    }

    private static String unit(Duration duration) {
        return DurationUnit.of(duration).name();
    }

    private static List<String> splitList(String typed) {
        return typed.isEmpty() ? List.of() : List.of(typed.split("[\\s,]+"));
    }
}
