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
 * The steps from a forgotten password, or an invitation, to a new one: the link, then the code where the realm has a
 * second factor, then the password. Nobody is signed in by it.
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

    /** Takes the wish for a link; whether there is such an account makes no difference. How long to wait if it does not. */
    public Optional<Duration> request(Realm realm, String email, Requester requester) {
        Optional<Duration> wait =
                limiter.tryAcquire("reset", requester.source(), REQUESTS_PER_ADDRESS, REQUESTS_WINDOW);
        if (wait.isEmpty()) {
            requests.add(realm, email, requester);
        }
        return wait;
    }

    /** Opens the mailed link and sends the code where one is needed, which consumes the link; a refusal leaves it good. */
    @Transactional
    public ResetOutcome open(Realm realm, String token, Requester requester) {
        return begin(realm, LinkKind.PASSWORD_RESET, token, person -> PendingReset.of(realm, person, false), requester);
    }

    /** Opens an invitation's link, which consumes it. */
    @Transactional
    public ResetOutcome openInvitation(Realm realm, String token, Requester requester) {
        return begin(realm, LinkKind.INVITATION, token, person -> PendingReset.of(realm, person, true), requester);
    }

    /** Where a reset stands. */
    @Transactional
    public ResetOutcome state(Realm realm, String id, Requester requester) {
        return state(realm, id, false, requester);
    }

    /** Where an invitation stands. */
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

    /** Takes a recovery code in place of the code. */
    @Transactional
    public ResetOutcome recover(Realm realm, String id, String recoveryCode, Requester requester) {
        return unproven(realm, id, requester, step -> factor.recover(step, recoveryCode));
    }

    /** Sets the password wished for; the flow is over with it. */
    public ResetOutcome setPassword(Realm realm, String id, String password, Requester requester) {
        return newPassword.set(realm, id, false, password, requester);
    }

    /** Sets the first password; the invitation is accepted with it. */
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
