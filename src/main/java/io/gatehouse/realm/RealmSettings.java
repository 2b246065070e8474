package io.gatehouse.realm;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The settings of a realm that a System Administrator can change; read at every request, so that a change applies to
 * the next one.
 *
 * @param displayName name of the realm on pages and in messages
 * @param locale language of pages and messages unless the administrator has another, a BCP 47 tag
 * @param accentColor accent color of the pages, {@code #rrggbb}
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
     * The second-factor policy, for all administrators of the realm.
     *
     * @param codeLength 6 to 8 digits
     * @param codeLifetime at most 10 minutes
     * @param resendAfter minimum time between two codes of a flow
     * @param totp whether codes of authenticator apps are accepted; off in settings stored without it
     * @param passkey whether passkeys are accepted; off in settings stored without it
     * @param minimum the weakest factor that each role may sign in with; codes for roles stored without one
     */
    public record Mfa(
            boolean enabled,
            MfaMethod method,
            AuthenticationInterval interval,
            int codeLength,
            Duration codeLifetime,
            Duration resendAfter,
            AuthenticatorUse totp,
            AuthenticatorUse passkey,
            Map<Role, FactorStrength> minimum) {

        public Mfa {
            totp = totp == null ? AuthenticatorUse.OFF : totp;
            passkey = passkey == null ? AuthenticatorUse.OFF : passkey;
            Map<Role, FactorStrength> complete = new EnumMap<>(Role.class);
            for (Role role : Role.values()) {
                FactorStrength chosen = minimum == null ? null : minimum.get(role);
                complete.put(role, chosen == null ? FactorStrength.CODE : chosen);
            }
            minimum = Collections.unmodifiableMap(complete);
        }

        /** Returns a copy that is enabled with the method. */
        public Mfa enabledWith(MfaMethod newMethod) {
            return with(true, newMethod, interval);
        }

        /** Returns a copy that is not enabled. */
        public Mfa disabled() {
            return with(false, method, interval);
        }

        /** Returns a copy with another interval. */
        public Mfa with(AuthenticationInterval newInterval) {
            return with(enabled, method, newInterval);
        }

        /** Returns a copy with other codes. */
        public Mfa withCodes(int newLength, Duration newLifetime, Duration newResendAfter) {
            return new Mfa(enabled, method, interval, newLength, newLifetime, newResendAfter, totp, passkey, minimum);
        }

        /** Returns a copy with another policy for authenticators. */
        public Mfa withAuthenticators(
                AuthenticatorUse newTotp, AuthenticatorUse newPasskey, Map<Role, FactorStrength> newMinimum) {
            return new Mfa(
                    enabled, method, interval, codeLength, codeLifetime, resendAfter, newTotp, newPasskey, newMinimum);
        }

        private Mfa with(boolean newEnabled, MfaMethod newMethod, AuthenticationInterval newInterval) {
            return new Mfa(
                    newEnabled, newMethod, newInterval, codeLength, codeLifetime, resendAfter, totp, passkey, minimum);
        }

        private Mfa narrowedTo(Set<Channel> channels) {
            return with(enabled, method.narrowedTo(channels), interval);
        }

        /** Returns whether factors of that strength are accepted, whatever the minimum. */
        public boolean allows(FactorStrength strength) {
            return switch (strength) {
                case CODE -> true;
                case TOTP -> totp == AuthenticatorUse.ALLOWED;
                case PASSKEY -> passkey == AuthenticatorUse.ALLOWED;
            };
        }

        /** Returns the weakest factor that administrators of the role may sign in with. */
        public FactorStrength minimumOf(Role role) {
            return minimum.get(role);
        }

        /** Returns the allowed factors that meet the role's minimum, the strongest first. */
        public List<FactorStrength> acceptedOf(Role role) {
            return Stream.of(FactorStrength.values())
                    .filter(strength -> allows(strength) && strength.meets(minimumOf(role)))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    /** The minimum password length in code points, at least 15 (NIST SP 800-63B-4, section 3.1.1.2). */
    public record Password(int minLength) {}

    /** The lifetimes of an unused session, of any session and of an access token. */
    public record Session(Duration idle, Duration absolute, Duration accessToken) {}

    /**
     * The policy for text messages.
     *
     * @param countries ISO 3166 codes of the countries to which codes are sent; all if empty
     * @param dailyLimit messages a day; derived from the number of administrators if empty
     */
    public record Sms(List<String> countries, Optional<Integer> dailyLimit) {

        /** Returns whether codes are sent to numbers of that country. */
        public boolean allows(String country) {
            return countries.isEmpty() || countries.contains(country);
        }
    }

    /** Returns the settings of a new realm, without a second factor. */
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
                        Duration.ofMinutes(1),
                        AuthenticatorUse.ALLOWED,
                        AuthenticatorUse.ALLOWED,
                        Map.of()),
                new Password(15),
                new Session(Duration.ofMinutes(15), Duration.ofHours(8), Duration.ofMinutes(5)),
                new Sms(List.of(), Optional.empty()),
                Optional.empty(),
                List.of());
    }

    /** Returns a copy with another second-factor policy. */
    public RealmSettings with(Mfa newMfa) {
        return new RealmSettings(
                displayName, locale, accentColor, newMfa, password, session, sms, audience, allowedOrigins);
    }

    /** Returns a copy with another policy for text messages. */
    public RealmSettings with(Sms newSms) {
        return new RealmSettings(
                displayName, locale, accentColor, mfa, password, session, newSms, audience, allowedOrigins);
    }

    /** Returns a copy with another password length and other lifetimes. */
    public RealmSettings with(Password newPassword, Session newSession) {
        return new RealmSettings(
                displayName, locale, accentColor, mfa, newPassword, newSession, sms, audience, allowedOrigins);
    }

    /** Returns a copy with another name, language and color. */
    public RealmSettings withAppearance(String newDisplayName, String newLocale, String newAccentColor) {
        return new RealmSettings(
                newDisplayName, newLocale, newAccentColor, mfa, password, session, sms, audience, allowedOrigins);
    }

    /** Returns a copy with another audience, other origins and another lifetime of access tokens. */
    public RealmSettings withPortal(Optional<String> newAudience, List<String> newOrigins, Duration accessToken) {
        return new RealmSettings(
                displayName,
                locale,
                accentColor,
                mfa,
                password,
                new Session(session.idle(), session.absolute(), accessToken),
                sms,
                newAudience,
                newOrigins);
    }

    /** Returns a copy whose method uses only channels among those. */
    RealmSettings narrowedTo(Set<Channel> channels) {
        return with(mfa.narrowedTo(channels));
    }

    /**
     * The channels by which the administrators of a realm can receive codes. A method that only a newer version knows has no
     * default: it makes the realm unavailable, rather than weaker.
     */
    public enum MfaMethod {
        SMS(Channel.SMS),
        EMAIL(Channel.EMAIL),
        SMS_OR_EMAIL(Channel.SMS, Channel.EMAIL);

        private final Set<Channel> channels;

        MfaMethod(Channel... channels) {
            this.channels = Set.of(channels);
        }

        /** Returns the method without channels that are not among those; e-mail if no other remains. */
        MfaMethod narrowedTo(Set<Channel> available) {
            return isAmong(available) ? this : EMAIL;
        }

        /** Returns whether those are all channels that the method uses, or more. */
        public boolean isAmong(Set<Channel> available) {
            return available.containsAll(channels);
        }

        /** Returns whether codes may be sent by the channel. */
        public boolean allows(Channel channel) {
            return channels.contains(channel);
        }
    }

    /** Whether a kind of authenticator can be used. */
    public enum AuthenticatorUse {
        /** Neither enrolled nor accepted. */
        OFF,
        /** Each administrator may enrol one and sign in with it. */
        ALLOWED
    }

    /** The time for which a trusted browser replaces the code. */
    public enum AuthenticationInterval {
        /** Every sign-in requires a code; browsers are not trusted. */
        @JsonEnumDefaultValue
        ALWAYS(Duration.ZERO),
        DAY(Duration.ofDays(1)),
        WEEK(Duration.ofDays(7)),
        MONTH(Duration.ofDays(30));

        private final Duration duration;

        AuthenticationInterval(Duration duration) {
            this.duration = duration;
        }

        /** Returns the duration, zero for {@link #ALWAYS}. */
        public Duration duration() {
            return duration;
        }
    }
}
