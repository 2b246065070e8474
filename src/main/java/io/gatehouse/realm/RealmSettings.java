package io.gatehouse.realm;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a System Administrator may change about a realm; read anew at every request, so a change holds at the next one.
 *
 * @param displayName what people call the realm
 * @param locale language of pages and messages unless the person has another, a BCP 47 tag
 * @param accentColor {@code #rrggbb} of the pages' one accent
 * @param audience additional {@code aud} of access tokens, a URL
 * @param allowedOrigins origins whose scripts may call the REST API
 */
@RegisterForReflection(registerFullHierarchy = true)
public record RealmSettings(
        String displayName,
        String locale,
        String accentColor,
        Mfa mfa,
        Password password,
        Session session,
        Sms sms,
        Optional<String> audience,
        List<String> allowedOrigins) {

    /**
     * The second factor, for all administrators of the realm or for none.
     *
     * @param codeLength 6 to 8 digits
     * @param codeLifetime at most 10 minutes
     * @param resendAfter wait between two codes of a flow
     */
    public record Mfa(
            boolean enabled,
            MfaMethod method,
            AuthenticationInterval interval,
            int codeLength,
            Duration codeLifetime,
            Duration resendAfter) {

        /** The same policy, switched on by this method. */
        public Mfa enabledBy(MfaMethod newMethod) {
            return new Mfa(true, newMethod, interval, codeLength, codeLifetime, resendAfter);
        }
    }

    /** Length in code points, never below 15 (NIST SP 800-63B-4, section 3.1.1.2). */
    public record Password(int minLength) {}

    /** Lifetimes: unused, in all, and of one access token. */
    public record Session(Duration idle, Duration absolute, Duration accessToken) {}

    /**
     * Text messages.
     *
     * @param countries ISO 3166 codes of those codes are sent to, all if empty
     * @param dailyLimit messages a day; as many as the number of administrators asks for if empty
     */
    public record Sms(List<String> countries, Optional<Integer> dailyLimit) {

        /** Whether codes are sent to numbers of that country. */
        public boolean serves(String country) {
            return countries.isEmpty() || countries.contains(country);
        }
    }

    /** The settings a new realm starts with: no second factor yet. */
    public static RealmSettings defaults(String displayName) {
        return new RealmSettings(
                displayName,
                "en",
                "#0b5fff",
                new Mfa(
                        false,
                        MfaMethod.SMS_OR_EMAIL,
                        AuthenticationInterval.ALWAYS,
                        6,
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(1)),
                new Password(15),
                new Session(Duration.ofMinutes(15), Duration.ofHours(8), Duration.ofMinutes(5)),
                new Sms(List.of(), Optional.empty()),
                Optional.empty(),
                List.of());
    }

    /** The same settings with another second-factor policy. */
    public RealmSettings with(Mfa newMfa) {
        return new RealmSettings(
                displayName, locale, accentColor, newMfa, password, session, sms, audience, allowedOrigins);
    }
}
