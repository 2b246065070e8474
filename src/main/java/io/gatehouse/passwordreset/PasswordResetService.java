package io.gatehouse.passwordreset;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.link.LinkKind;
import io.gatehouse.mailrequest.MailRequests;
import io.gatehouse.passwordreset.PendingResets.ResetStep;
import io.gatehouse.ratelimit.RateLimiter;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The steps of a password reset: the link, the code if the realm has a second factor, and the new password. Completing
 * them does not open a session.
 */
@ApplicationScoped
public class PasswordResetService {
    private static final int REQUESTS_PER_ADDRESS = 20;
    private static final Duration REQUESTS_WINDOW = Duration.ofMinutes(15);

    private final RateLimiter limiter;
    private final MailRequests requests;
    private final PendingResets pendingResets;
    private final ResetFactor factor;
    private final NewPasswords newPasswords;

    PasswordResetService(
            RateLimiter limiter,
            MailRequests requests,
            PendingResets pendingResets,
            ResetFactor factor,
            NewPasswords newPasswords) {
        this.limiter = limiter;
        this.requests = requests;
        this.pendingResets = pendingResets;
        this.factor = factor;
        this.newPasswords = newPasswords;
    }

    /** Accepts the request, whether or not there is such an account. Returns how long to wait if there were too many. */
    public Optional<Duration> request(Realm realm, String email, Requester requester) {
        Optional<Duration> wait =
                limiter.tryAcquire("reset", requester.source(), REQUESTS_PER_ADDRESS, REQUESTS_WINDOW);
        if (wait.isEmpty()) {
            EmailAddress.parse(email)
                    .ifPresent(address -> requests.add(
                            MailRequests.Kind.PASSWORD_RESET, Optional.of(realm.id()), address, requester));
        }
        return wait;
    }

    /** Consumes the mailed link, and sends the code if one is required; if that is refused, the link remains valid. */
    @Transactional
    public ResetOutcome open(Realm realm, String token, Requester requester) {
        return pendingResets
                .open(realm, LinkKind.PASSWORD_RESET, token, requester)
                .map(step -> step.pending().proven()
                        ? new ResetOutcome.Pending(ResetOutcome.View.newPassword(step))
                        : prove(step, token))
                .orElseGet(() -> new ResetOutcome.Refused(Reason.FLOW_EXPIRED));
    }

    /** Returns the state of a reset. */
    @Transactional
    public ResetOutcome state(Realm realm, String id, Requester requester) {
        return resume(
                realm,
                id,
                requester,
                step -> new ResetOutcome.Pending(
                        step.pending().proven() ? ResetOutcome.View.newPassword(step) : factor.current(step)));
    }

    /** Sends another code. */
    @Transactional
    public ResetOutcome sendCode(Realm realm, String id, Channel channel, Requester requester) {
        return unproven(realm, id, requester, step -> factor.send(step, channel));
    }

    /** Verifies the newest code. */
    @Transactional
    public ResetOutcome verify(Realm realm, String id, String code, Requester requester) {
        return unproven(realm, id, requester, step -> factor.verify(step, code));
    }

    /** Verifies a recovery code in place of the code. */
    @Transactional
    public ResetOutcome recover(Realm realm, String id, String recoveryCode, Requester requester) {
        return unproven(realm, id, requester, step -> factor.recover(step, recoveryCode));
    }

    /** Verifies the code of the authenticator app. */
    @Transactional
    public ResetOutcome verifyTotp(Realm realm, String id, String code, Requester requester) {
        return unproven(realm, id, requester, step -> factor.verifyTotp(step, code));
    }

    /** Returns the options to use a passkey, or empty if this is not the next step or the account has none that is accepted. */
    @Transactional
    public Optional<PasskeyOptions.Request> usePasskey(Realm realm, String id, Requester requester) {
        return pendingResets
                .resume(realm, LinkKind.PASSWORD_RESET, id, requester)
                .filter(step -> !step.pending().proven())
                .flatMap(factor::usePasskey);
    }

    /**
     * Verifies a passkey.
     *
     * @param credential the {@code PublicKeyCredential} as JSON
     */
    @Transactional
    public ResetOutcome verifyPasskey(Realm realm, String id, String credential, Requester requester) {
        return unproven(realm, id, requester, step -> factor.verifyPasskey(step, credential));
    }

    /** Sets the new password, which ends the reset. */
    public ResetOutcome setPassword(Realm realm, String id, String password, Requester requester) {
        return newPasswords.set(realm, LinkKind.PASSWORD_RESET, id, password, requester);
    }

    private ResetOutcome prove(ResetStep step, String token) {
        ResetOutcome begun = factor.begin(step);
        if (begun instanceof ResetOutcome.Refused) {
            pendingResets.abandon(step, token);
        }
        return begun;
    }

    private ResetOutcome unproven(Realm realm, String id, Requester requester, Function<ResetStep, ResetOutcome> next) {
        return resume(
                realm,
                id,
                requester,
                step -> step.pending().proven() ? new ResetOutcome.Refused(Reason.STEP_NOT_ALLOWED) : next.apply(step));
    }

    private ResetOutcome resume(Realm realm, String id, Requester requester, Function<ResetStep, ResetOutcome> next) {
        return pendingResets
                .resume(realm, LinkKind.PASSWORD_RESET, id, requester)
                .map(next)
                .orElseGet(() -> new ResetOutcome.Refused(Reason.FLOW_EXPIRED));
    }
}
