package io.gatehouse.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.password.PasswordVerifier;
import io.gatehouse.password.PasswordVerifier.Client;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import io.gatehouse.signin.PendingSignIns.SignInStep;
import io.gatehouse.signin.SignInService.BrowserTrust;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * The step-up of a session to a recent proof (RFC 9470): a code if the realm has a second factor, or else the password.
 * Trusted browsers do not replace the code.
 */
@ApplicationScoped
public class StepUpService {
    private final PasswordVerifier firstFactor;
    private final PendingSignIns pendingSignIns;
    private final SecondFactorService secondFactor;
    private final SignInCompletion completion;
    private final Administrators administrators;
    private final Transactions transactions;

    StepUpService(
            PasswordVerifier firstFactor,
            PendingSignIns pendingSignIns,
            SecondFactorService secondFactor,
            SignInCompletion completion,
            Administrators administrators,
            Transactions transactions) {
        this.firstFactor = firstFactor;
        this.pendingSignIns = pendingSignIns;
        this.secondFactor = secondFactor;
        this.completion = completion;
        this.administrators = administrators;
        this.transactions = transactions;
    }

    /**
     * Begins the step-up.
     *
     * @param password required and verified only in a realm without second factor
     */
    public SignInOutcome start(Realm realm, Session session, Optional<String> password, Requester requester) {
        if (realm.settings().mfa().enabled()) {
            return begin(realm, session, false, requester);
        }
        if (password.isEmpty()) {
            return new SignInOutcome.Refused(Reason.STEP_NOT_ALLOWED);
        }
        Optional<Administrator> administrator = administrators.find(realm.id(), session.administrator());
        if (administrator.isEmpty()) {
            return new SignInOutcome.Refused(Reason.FLOW_EXPIRED);
        }
        return firstFactor
                .check(realm, administrator.get().email().value(), password.get(), requester, Client.in(session))
                .fold(accepted -> begin(realm, session, true, requester), SignInOutcome.Refused::new);
    }

    /** Sends a code by that channel, for the first time or again. */
    @Transactional
    public SignInOutcome sendCode(Realm realm, Session session, String id, Channel channel, Requester requester) {
        return pendingSignIns.resume(
                realm, id, Optional.of(session.id()), requester, step -> secondFactor.send(step, channel));
    }

    /** Verifies the newest code of this step-up, which gives the session new secrets. */
    @Transactional
    public SignInOutcome verify(Realm realm, Session session, String id, String code, Requester requester) {
        return pendingSignIns.resume(
                realm,
                id,
                Optional.of(session.id()),
                requester,
                step -> secondFactor.verify(step, code, BrowserTrust.none()));
    }

    /** Verifies a recovery code in place of the code. */
    @Transactional
    public SignInOutcome recover(Realm realm, Session session, String id, String recoveryCode, Requester requester) {
        return pendingSignIns.resume(
                realm, id, Optional.of(session.id()), requester, step -> secondFactor.recover(step, recoveryCode));
    }

    /** Returns the state of the step-up. */
    @Transactional
    public SignInOutcome state(Realm realm, Session session, String id, Requester requester) {
        return pendingSignIns.resume(realm, id, Optional.of(session.id()), requester, secondFactor::view);
    }

    /** Checks the policy again, which may have changed since the password was required. */
    private SignInOutcome begin(Realm realm, Session session, boolean passwordProven, Requester requester) {
        return transactions.call(() -> pendingSignIns
                .begin(realm, session, requester)
                .map(step -> begin(step, passwordProven))
                .orElseGet(() -> new SignInOutcome.Refused(Reason.FLOW_EXPIRED)));
    }

    private SignInOutcome begin(SignInStep step, boolean passwordProven) {
        if (step.realm().settings().mfa().enabled()) {
            return secondFactor.begin(step);
        }
        return passwordProven ? completion.byPassword(step) : new SignInOutcome.Refused(Reason.STEP_NOT_ALLOWED);
    }
}
