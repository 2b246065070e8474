package io.gatehouse.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.authenticator.Passkeys;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.ratelimit.RateLimiter;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.signin.SignInService.BrowserTrust;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A sign-in by a passkey that names its account, without e-mail address and password: the passkey is on a device that its holder has,
 * and unlocked by something that they know or are. Each has one attempt; all failures have the same refusal.
 */
@ApplicationScoped
class PasskeySignInService {
    private static final int STARTS_PER_ADDRESS = 60;
    private static final int STARTS_PER_SITE = 600;
    private static final Duration STARTS_WINDOW = Duration.ofMinutes(1);

    private final RateLimiter limiter;
    private final RedisFlowStore store;
    private final Realms realms;
    private final Passkeys passkeys;
    private final SignInCompletion completion;
    private final Randomness randomness;
    private final Clock clock;

    PasskeySignInService(
            RateLimiter limiter,
            RedisFlowStore store,
            Realms realms,
            Passkeys passkeys,
            SignInCompletion completion,
            Randomness randomness,
            Clock clock) {
        this.limiter = limiter;
        this.store = store;
        this.realms = realms;
        this.passkeys = passkeys;
        this.completion = completion;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** A sign-in of an account that is not known yet. */
    @RegisterForReflection(registerFullHierarchy = true)
    record PendingPasskeySignIn(RealmId realm, SessionKind kind) {}

    /** Starts a sign-in, if the realm has a second factor and allows passkeys. */
    Prepared<SignInService.PasskeyStart> start(Realm realm, SessionKind kind, Requester requester) {
        if (!isAllowed(realm)) {
            return new Prepared.Refused<>(Reason.CHANNEL_NOT_ALLOWED);
        }
        Optional<Duration> wait = limiter.tryAcquire("passkey", requester.source(), STARTS_PER_ADDRESS, STARTS_WINDOW)
                .or(() -> requester
                        .site()
                        .flatMap(site -> limiter.tryAcquire("passkey", site, STARTS_PER_SITE, STARTS_WINDOW)));
        if (wait.isPresent()) {
            return new Prepared.Refused<>(
                    Refusal.until(Reason.THROTTLED, clock.instant().plus(wait.get())));
        }
        String id = randomness.secret();
        PasskeyOptions.Request options = passkeys.requestOptions(realm, id, Optional.empty());
        store.add(id, new PendingPasskeySignIn(realm.id(), kind), PasskeyOptions.TIMEOUT);
        return new Prepared.Ready<>(new SignInService.PasskeyStart(id, options));
    }

    private static boolean isAllowed(Realm realm) {
        return realm.settings().mfa().enabled() && realm.settings().mfa().allows(FactorStrength.PASSKEY);
    }

    /** Returns the sign-in of that id, which no other call gets, or empty if there is none in the realm. */
    Optional<PendingPasskeySignIn> take(Realm realm, String id) {
        return store.find(id, PendingPasskeySignIn.class)
                .filter(pending -> pending.realm().equals(realm.id()))
                .filter(pending -> store.remove(id, PendingPasskeySignIn.class));
    }

    /** Verifies the passkey, which opens a session of its account. */
    @Transactional(TxType.MANDATORY)
    SignInOutcome verify(
            PendingPasskeySignIn pending, String id, String credential, BrowserTrust trust, Requester requester) {
        Optional<Realm> realm = realms.findForShare(pending.realm()).filter(PasskeySignInService::isAllowed);
        if (realm.isEmpty()) {
            return new SignInOutcome.Refused(Reason.FLOW_EXPIRED);
        }
        return passkeys.verify(realm.get(), requester, id, Optional.empty(), credential)
                .fold(
                        accepted -> accepted.administrator().canSignIn()
                                ? complete(
                                        realm.get(),
                                        pending.kind(),
                                        id,
                                        accepted.administrator(),
                                        accepted.passkey(),
                                        trust,
                                        requester)
                                : refused(),
                        refusal -> refused());
    }

    private SignInOutcome complete(
            Realm realm,
            SessionKind kind,
            String id,
            Administrator administrator,
            Authenticator passkey,
            BrowserTrust trust,
            Requester requester) {
        var pending = PendingSignIn.withoutPassword(realm, administrator, kind, clock.instant());
        var step = new SignInStep(realm, id, pending, administrator, List.of(passkey), requester, clock.instant());
        return completion.bySecondFactor(step, AuthenticatorFactorService.factor(passkey), step.now(), trust, false);
    }

    private static SignInOutcome refused() {
        return new SignInOutcome.Refused(Reason.INVALID_CREDENTIALS);
    }
}
