package io.gatehouse.passwordreset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.link.LinkKind;
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
 * The steps of a password reset or an invitation: the link, the code if the realm has a second factor, and the new password.
 * Completing them does not open a session.
 */
@ApplicationScoped
public class PasswordResetService {
    private static final int REQUESTS_PER_ADDRESS = 20;
    private static final Duration REQUESTS_WINDOW = Duration.ofMinutes(15);

    private final RateLimiter limiter;
    private final ResetRequests requests;
    private final PendingResets pendingResets;
    private final ResetFactor factor;
    private final NewPassword newPassword;

    PasswordResetService(
            RateLimiter limiter,
            ResetRequests requests,
            PendingResets pendingResets,
            ResetFactor factor,
            NewPassword newPassword) {
        this.limiter = limiter;
        this.requests = requests;
        this.pendingResets = pendingResets;
        this.factor = factor;
        this.newPassword = newPassword;
    }

    /** Accepts the request, whether or not there is such an account. Returns how long to wait if there were too many. */
    public Optional<Duration> request(Realm realm, String email, Requester requester) {
        Optional<Duration> wait =
                limiter.tryAcquire("reset", requester.source(), REQUESTS_PER_ADDRESS, REQUESTS_WINDOW);
        if (wait.isEmpty()) {
            requests.add(realm, email, requester);
        }
        return wait;
    }

    /** Consumes the mailed link, and sends the code if one is required; if that is refused, the link remains valid. */
    @Transactional
    public ResetOutcome open(Realm realm, String token, Requester requester) {
        return begin(
                realm,
                LinkKind.PASSWORD_RESET,
                token,
                administrator -> PendingReset.of(realm, administrator, false),
                requester);
    }

    /** Consumes the link of an invitation. */
    @Transactional
    public ResetOutcome openInvitation(Realm realm, String token, Requester requester) {
        return begin(
                realm,
                LinkKind.INVITATION,
                token,
                administrator -> PendingReset.of(realm, administrator, true),
                requester);
    }

    /** Returns the state of a reset. */
    @Transactional
    public ResetOutcome state(Realm realm, String id, Requester requester) {
        return state(realm, id, false, requester);
    }

    /** Returns the state of an invitation. */
    @Transactional
    public ResetOutcome invitationState(Realm realm, String id, Requester requester) {
        return state(realm, id, true, requester);
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

    /** Sets the new password, which ends the reset. */
    public ResetOutcome setPassword(Realm realm, String id, String password, Requester requester) {
        return newPassword.set(realm, id, false, password, requester);
    }

    /** Sets the first password, which accepts the invitation. */
    public ResetOutcome acceptInvitation(Realm realm, String id, String password, Requester requester) {
        return newPassword.set(realm, id, true, password, requester);
    }

    private ResetOutcome begin(
            Realm realm,
            LinkKind kind,
            String token,
            Function<Administrator, PendingReset> beginning,
            Requester requester) {
        return pendingResets
                .open(realm, kind, token, beginning, requester)
                .map(step -> step.pending().proven()
                        ? new ResetOutcome.Pending(ResetOutcome.View.newPassword(step.id()))
                        : prove(step, token))
                .orElseGet(() -> new ResetOutcome.Refused(Reason.FLOW_EXPIRED));
    }

    private ResetOutcome prove(ResetStep step, String token) {
        ResetOutcome begun = factor.begin(step);
        if (begun instanceof ResetOutcome.Refused) {
            pendingResets.abandon(step, token);
        }
        return begun;
    }

    private ResetOutcome state(Realm realm, String id, boolean invited, Requester requester) {
        return pendingResets
                .resume(realm, id, invited, requester)
                .<ResetOutcome>map(step -> new ResetOutcome.Pending(
                        step.pending().proven() ? ResetOutcome.View.newPassword(step.id()) : factor.current(step)))
                .orElseGet(() -> new ResetOutcome.Refused(Reason.FLOW_EXPIRED));
    }

    private ResetOutcome unproven(Realm realm, String id, Requester requester, Function<ResetStep, ResetOutcome> next) {
        return pendingResets
                .resume(realm, id, false, requester)
                .map(step ->
                        step.pending().proven() ? new ResetOutcome.Refused(Reason.STEP_NOT_ALLOWED) : next.apply(step))
                .orElseGet(() -> new ResetOutcome.Refused(Reason.FLOW_EXPIRED));
    }
}
