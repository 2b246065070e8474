package io.gatehouse.testing;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorFakes;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.Influences;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.alarm.AlarmFakes;
import io.gatehouse.alarm.Alarms;
import io.gatehouse.audit.AuditFakes;
import io.gatehouse.authenticator.AuthenticatorFakes;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.CallerFakes;
import io.gatehouse.caller.MailLimits;
import io.gatehouse.challenge.ChallengeFakes;
import io.gatehouse.challenge.ChallengeService;
import io.gatehouse.delivery.dispatch.DispatchFakes;
import io.gatehouse.delivery.outbox.OutboxFakes;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.kernel.redis.RedisFakes;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.link.LinkFakes;
import io.gatehouse.link.Links;
import io.gatehouse.otp.OtpFakes;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmFakes;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.Role;
import io.gatehouse.reportlink.ReportLinkFakes;
import io.gatehouse.reportlink.ReportLinks;
import io.gatehouse.servicetoken.ServiceTokenFakes;
import io.gatehouse.servicetoken.ServiceTokens;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.session.SessionFakes;
import io.gatehouse.session.Sessions;
import io.gatehouse.session.Sessions.OpenedSession;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The services that most flows use, with one clock and tables in memory, for tests without the application. Nothing is
 * rolled back.
 */
public final class Fakes {
    /** The requester of the callers. */
    public static final Requester REQUESTER = new Requester("192.0.2.1", "test", "request");

    /** The stored hash of accounts with a password; not a real one. */
    public static final String PASSWORD_HASH = "a hash";

    public final TestClock clock = TestClock.stopped();
    public final Transactions transactions = new Transactions();
    /** The channels that the installation sends codes by. */
    public final Set<Channel> channels = EnumSet.allOf(Channel.class);

    public final RealmFakes realmFakes = new RealmFakes(channels, clock);
    public final Realms realms = realmFakes.realms;
    private final AdministratorFakes administratorFakes = new AdministratorFakes(clock);
    public final Administrators administrators = administratorFakes.administrators;
    public final AdministratorLists administratorLists = administratorFakes.lists;
    public final Influences influences = administratorFakes.influences;
    public final RecoveryCodes recoveryCodes = administratorFakes.recoveryCodes;
    public final AuditFakes audit = new AuditFakes(clock);
    public final Links links = LinkFakes.links(administrators, clock);
    public final SessionFakes sessions = new SessionFakes(administrators, links, audit.log, clock);
    public final ServiceTokens serviceTokens = ServiceTokenFakes.serviceTokens(clock);
    public final ReportLinks reportLinks = ReportLinkFakes.reportLinks(clock);
    public final OutboxFakes mails = new OutboxFakes(reportLinks, clock);
    public final Actors actors = CallerFakes.actors(realms, administrators, sessions, serviceTokens);
    public final MailLimits mailLimits = CallerFakes.mailLimits(clock);

    public final Alarms alarms = AlarmFakes.alarms(this);
    public final DispatchFakes dispatch = new DispatchFakes(this);
    public final OtpFakes otp = new OtpFakes(this);
    public final RedisFlowStore flows = RedisFakes.flows(clock);
    public final AuthenticatorFakes authenticators = new AuthenticatorFakes(this);
    public final ChallengeService challenges = ChallengeFakes.challenges(this);

    /** Creates a realm without MFA; the first one is the root realm. */
    public Realm realm(String slug) {
        return realms.create(slug, RealmSettings.defaults(slug));
    }

    /** Creates an account that can sign in. */
    public Administrator administrator(Realm realm, String email, Role role) {
        Administrator created = administrators.create(realm.id(), new EmailAddress(email), email, role);
        administrators.setLinkedPasswordHash(realm.id(), created.id(), PASSWORD_HASH);
        return now(created);
    }

    /** Returns the account as it is now. */
    public Administrator now(Administrator administrator) {
        return administrators.find(administrator.realm(), administrator.id()).orElseThrow();
    }

    /** Opens a session in a browser, signed in just now with the password and a code by e-mail. */
    public Session session(Administrator administrator) {
        return openedSession(administrator).session();
    }

    /** Opens such a session and returns it with its cookie's secret. */
    public OpenedSession openedSession(Administrator administrator) {
        return openedSession(administrator, SecondFactor.EMAIL);
    }

    private OpenedSession openedSession(Administrator administrator, SecondFactor factor) {
        Instant now = clock.instant();
        return sessions.sessions.open(new Sessions.NewSession(
                administrator,
                realms.find(administrator.realm()).orElseThrow().settings().session(),
                SessionKind.BROWSER,
                false,
                now,
                Optional.of(factor),
                Optional.of(now),
                REQUESTER));
    }

    /** Returns the administrator as a caller in a new session. */
    public Caller caller(Administrator administrator) {
        return caller(administrator, SecondFactor.EMAIL);
    }

    /** Returns the administrator as a caller in a new session with that second factor. */
    public Caller caller(Administrator administrator, SecondFactor factor) {
        return Caller.of(openedSession(administrator, factor).session(), REQUESTER);
    }
}
