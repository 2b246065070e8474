package io.gatehouse.testing;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.invitation.Invitations;
import io.gatehouse.kernel.Requester;
import io.gatehouse.password.PasswordHasher;
import io.gatehouse.ratelimit.RateCounts;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.Role;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Builds realms and administrators that no other test knows. */
@Singleton
public class TestRealms {
    /** The password of everybody here. */
    public static final String PASSWORD = "correct horse battery staple";

    private static final String COUNT = "town.count";

    private final Realms realms;
    private final Administrators administrators;
    private final PasswordHasher hasher;
    private final Invitations invitations;
    private final RateCounts rates;

    TestRealms(
            Realms realms,
            Administrators administrators,
            PasswordHasher hasher,
            Invitations invitations,
            RateCounts rates) {
        this.invitations = invitations;
        this.rates = rates;
        this.realms = realms;
        this.administrators = administrators;
        this.hasher = hasher;
    }

    /** A realm without second factor. */
    public Realm realm() {
        return realm(settings -> settings);
    }

    /** A realm whose second factor goes by this method. */
    public Realm realm(MfaMethod method) {
        return realm(settings -> settings.with(settings.mfa().enabledWith(method)));
    }

    /** A realm whose second factor goes by this method, where a browser can be trusted for so long. */
    public Realm realm(MfaMethod method, AuthenticationInterval interval) {
        return realm(settings -> secured(settings, method, interval));
    }

    /** The settings with a second factor by this method, where a browser can be trusted for so long. */
    public static RealmSettings secured(RealmSettings settings, MfaMethod method, AuthenticationInterval interval) {
        RealmSettings.Mfa mfa = settings.mfa();
        return settings.with(mfa.enabledWith(method).with(interval));
    }

    /** A realm with settings made from the default ones. */
    public Realm realm(UnaryOperator<RealmSettings> change) {
        rates.forgetResets();
        String slug = "realm-" + next();
        return realms.create(slug, change.apply(RealmSettings.defaults("Acme " + slug)));
    }

    /** A realm whose second factor goes by mail, with a portal of that audience and scripts of those origins. */
    public Realm realm(String audience, String... origins) {
        return realm(settings -> portal(settings, audience, origins));
    }

    /** The settings of a realm as {@link #realm(String, String...)} makes it. */
    public static RealmSettings portal(RealmSettings settings, String audience, String... origins) {
        return new RealmSettings(
                settings.displayName(),
                settings.locale(),
                settings.accentColor(),
                settings.mfa().enabledWith(MfaMethod.EMAIL),
                settings.password(),
                settings.session(),
                settings.sms(),
                Optional.of(audience),
                List.of(origins));
    }

    /** The same settings with a second factor by text message, and so many of them a day. */
    public static RealmSettings smsADay(RealmSettings settings, int dailyLimit) {
        return new RealmSettings(
                settings.displayName(),
                settings.locale(),
                settings.accentColor(),
                settings.mfa().enabledWith(MfaMethod.SMS),
                settings.password(),
                settings.session(),
                new RealmSettings.Sms(settings.sms().countries(), Optional.of(dailyLimit)),
                settings.audience(),
                settings.allowedOrigins());
    }

    /** The realm whose System Administrators look after the others, without second factor; all tests share it. */
    public Realm root() {
        Realm root = realms.list().stream().filter(Realm::root).findFirst().orElseGet(this::realm);
        return realms.update(root, RealmSettings.defaults(root.settings().displayName()));
    }

    /** An Operator with {@link #PASSWORD}, as set by a mailed link, and no number. */
    public Administrator administrator(Realm realm) {
        return administrator(realm, Role.OPERATOR);
    }

    /** An administrator with {@link #PASSWORD}, as set by a mailed link, and no number. */
    public Administrator administrator(Realm realm, Role role) {
        Administrator made = guest(realm, role);
        administrators.setLinkedPasswordHash(realm.id(), made.id(), hasher.hash(PASSWORD));
        return administrators.find(realm.id(), made.id()).orElseThrow();
    }

    /** An Operator without password. */
    public Administrator guest(Realm realm) {
        return guest(realm, Role.OPERATOR);
    }

    private Administrator guest(Realm realm, Role role) {
        String email = "person" + next() + "@example.com";
        return administrators.create(realm.id(), EmailAddress.parse(email).orElseThrow(), "Some Person", role);
    }

    /** The link by which a person can choose the first password. */
    public MailedLink invite(Realm realm, Administrator person) {
        return MailedLink.in(QuarkusTransaction.requiringNew()
                .call(() ->
                        invitations.invite(realm, person, Optional.empty(), new Requester("127.0.0.1", "", "town"))));
    }

    /** An Operator with {@link #PASSWORD} and a proven number. */
    public Administrator enrolled(Realm realm) {
        return enrolled(realm, Role.OPERATOR);
    }

    /** An administrator with {@link #PASSWORD} and a proven number. */
    public Administrator enrolled(Realm realm, Role role) {
        Administrator made = administrator(realm, role);
        setProvenPhone(made, number());
        return administrators.find(realm.id(), made.id()).orElseThrow();
    }

    /** Gives the person that number, proven. */
    public void setProvenPhone(Administrator person, MobileNumber number) {
        administrators.setProvenPhone(person, number);
    }

    /** A mobile number nobody else has. */
    public MobileNumber number() {
        return new MobileNumber("+4915112%06d".formatted(next()));
    }

    /** Counts on over test profiles, each of which has class loaders of its own, but not a database. */
    private static int next() {
        synchronized (System.class) {
            int next = Integer.getInteger(COUNT, 0) + 1;
            System.setProperty(COUNT, String.valueOf(next));
            return next;
        }
    }
}
