package io.gatehouse.administration.settings;

import io.gatehouse.administration.overview.MfaReadinessReport;
import io.gatehouse.administrator.AdministratorStatistics;
import io.gatehouse.authenticator.AuthenticatorStatistics.Holders;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Sessions;
import io.gatehouse.session.TrustedBrowsers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** Counts the administrators that a change of settings affects, before it is saved. */
@ApplicationScoped
@Transactional
public class SettingsPreview {
    private final Realms realms;
    private final Sessions sessions;
    private final TrustedBrowsers browsers;
    private final MfaReadinessReport readiness;
    private final AdministratorStatistics administrators;

    SettingsPreview(
            Realms realms,
            Sessions sessions,
            TrustedBrowsers browsers,
            MfaReadinessReport readiness,
            AdministratorStatistics administrators) {
        this.realms = realms;
        this.sessions = sessions;
        this.browsers = browsers;
        this.readiness = readiness;
        this.administrators = administrators;
    }

    /**
     * What a change would do.
     *
     * @param mfa the policy after it
     * @param changed whether it changes anything
     * @param unmet what the caller has to sign in with first, so that it can be saved
     * @param requiresFactor whether administrators must set up a factor that they lack
     * @param signedOut number of administrators whose sessions end, except the caller's present one
     * @param withTrustedBrowsers number of administrators whose trusted browsers lose their trust
     * @param notified number of administrators who get an e-mail about it
     * @param withoutApp number of administrators whose authenticator app is no longer accepted and who have no passkey
     * @param withoutPasskey number of administrators whose passkeys are no longer accepted
     * @param holders which authenticators the administrators of each role have
     * @param readiness how many administrators have a number
     * @param foreignNumbers number of administrators whose number is of a country that is not allowed
     * @param openSessions number of open sessions of the realm
     */
    public record Effects(
            RealmSettings.Mfa mfa,
            boolean changed,
            Optional<FactorStrength> unmet,
            boolean requiresFactor,
            long signedOut,
            long withTrustedBrowsers,
            long notified,
            long withoutApp,
            long withoutPasskey,
            List<Holders> holders,
            MfaReadinessReport.Count readiness,
            long foreignNumbers,
            long openSessions) {}

    /**
     * Returns what a change requested in that session would do, or empty if the session has ended.
     *
     * @param values returns the settings after the change, given those before
     */
    public Optional<Effects> of(Realm realm, SessionId session, UnaryOperator<RealmSettings> values) {
        Optional<Session> live = sessions.findLive(session);
        if (live.isEmpty()) {
            return Optional.empty();
        }
        Role own = live.get().role();
        RealmSettings stored = realms.stored(realm);
        RealmSettings settings = values.apply(stored);
        var policy = new PolicyChange(stored.mfa(), settings.mfa());
        List<Holders> holders = readiness.holders(realm.id());
        return Optional.of(new Effects(
                settings.mfa(),
                !stored.equals(settings),
                policy.unmet(own, live.get().secondFactor()),
                policy.changesChannels() || !policy.raised().isEmpty(),
                policy.affected().stream()
                        .mapToLong(role -> sessions.countUnproven(
                                realm.id(), role, SecondFactor.accepted(settings.mfa(), role), session))
                        .sum(),
                policy.endsTrust() ? browsers.countOwners(realm) : 0,
                sum(
                        holders,
                        role -> policy.switched()
                                || policy.rerouted()
                                || policy.raised().contains(role),
                        Holders::accounts),
                ends(policy, FactorStrength.TOTP)
                        ? sum(holders, role -> true, of -> of.withAny() - of.withPasskey())
                        : 0,
                ends(policy, FactorStrength.PASSKEY) ? sum(holders, role -> true, Holders::withPasskey) : 0,
                holders,
                readiness.count(realm.id()),
                administrators.countNumbersOutside(realm.id(), settings.sms()),
                sessions.countLive(realm.id())));
    }

    private static boolean ends(PolicyChange policy, FactorStrength factor) {
        return policy.after().enabled()
                && policy.before().allows(factor)
                && !policy.after().allows(factor);
    }

    private static long sum(List<Holders> holders, Predicate<Role> roles, ToLongFunction<Holders> count) {
        return holders.stream()
                .filter(of -> roles.test(of.role()))
                .mapToLong(count)
                .sum();
    }
}
