package io.gatehouse.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.password.PasswordVerifier;
import io.gatehouse.password.PasswordVerifier.Client;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import io.gatehouse.session.StepUp;
import io.gatehouse.signin.SignInService.BrowserTrust;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The step-up of a session to a recent proof (RFC 9470): a second factor as strong as the policy requires if the realm has one, or
 * else the password.
 * Trusted browsers do not replace it.
 */
@ApplicationScoped
public class StepUpService {
    private final PasswordVerifier firstFactor;
    private final PendingSignIns pendingSignIns;
    private final SecondFactorService secondFactor;
    private final AuthenticatorFactorService authenticators;
    private final SignInCompletion completion;
    private final StepUp stepUp;
    private final Administrators accounts;
    private final Transactions transactions;

    StepUpService(
            PasswordVerifier firstFactor,
            PendingSignIns pendingSignIns,
            SecondFactorService secondFactor,
            AuthenticatorFactorService authenticators,
            SignInCompletion completion,
            StepUp stepUp,
            Administrators accounts,
            Transactions transactions) {
        this.firstFactor = firstFactor;
        this.pendingSignIns = pendingSignIns;
        this.secondFactor = secondFactor;
        this.authenticators = authenticators;
        this.completion = completion;
        this.stepUp = stepUp;
        this.accounts = accounts;
        this.transactions = transactions;
    }

    /**
     * Begins the step-up.
     *
     * @param password required and verified only in a realm without second factor
     */
    public SignInOutcome start(Realm realm, Session session, Optional<String> password, Requester requester) {
        if (realm.settings().mfa().enabled()) {
            return begin(realm, session, Optional.empty(), false, requester);
        }
        if (password.isEmpty()) {
            return new SignInOutcome.Refused(Reason.STEP_NOT_ALLOWED);
        }
        Optional<Administrator> administrator = accounts.find(realm.id(), session.administrator());
        if (administrator.isEmpty()) {
            return new SignInOutcome.Refused(Reason.FLOW_EXPIRED);
        }
        return firstFactor
                .check(realm, administrator.get().email().value(), password.get(), requester, Client.in(session))
                .fold(accepted -> begin(realm, session, Optional.empty(), true, requester), SignInOutcome.Refused::new);
    }

    /** Begins the step-up with a code by that channel; without a second factor, the password is required. */
    public SignInOutcome start(Realm realm, Session session, Channel channel, Requester requester) {
        return begin(realm, session, Optional.of(channel), false, requester);
    }

    /** Returns where the code of a step-up can be sent; none if only a recovery code is accepted. */
    @Transactional
    public List<Destination> destinations(Realm realm, Session session, Requester requester) {
        return pendingSignIns.begin(realm, session, requester).stream()
                .flatMap(step -> step.destinations().stream())
                .map(Destination::of)
                .toList();
    }

    /** Returns the strength of the account's strongest authenticator that is accepted, or empty if there is none. */
    @Transactional
    public Optional<FactorStrength> strongestAuthenticator(Realm realm, Session session, Requester requester) {
        return pendingSignIns.begin(realm, session, requester).stream()
                .flatMap(step -> step.accepted().stream())
                .map(authenticator -> authenticator.kind().strength())
                .findFirst();
    }

    /** Sends a code by that channel, for the first time or again. */
    @Transactional
    public SignInOutcome sendCode(Realm realm, Session session, String id, Channel channel, Requester requester) {
        return resume(realm, session, id, requester, step -> secondFactor.send(step, channel, Optional.empty()));
    }

    /** Verifies the newest code of this step-up, which gives the session new secrets. */
    @Transactional
    public SignInOutcome verify(Realm realm, Session session, String id, String code, Requester requester) {
        return resume(realm, session, id, requester, step -> secondFactor.verify(step, code, BrowserTrust.none()));
    }

    /** Verifies a recovery code in place of the code. */
    @Transactional
    public SignInOutcome recover(Realm realm, Session session, String id, String recoveryCode, Requester requester) {
        return resume(realm, session, id, requester, step -> secondFactor.recover(step, recoveryCode));
    }

    /** Verifies the code of an authenticator app. */
    @Transactional
    public SignInOutcome verifyTotp(Realm realm, Session session, String id, String code, Requester requester) {
        return resume(
                realm, session, id, requester, step -> authenticators.verifyTotp(step, code, BrowserTrust.none()));
    }

    /** Returns the options to use a passkey of the account. */
    @Transactional
    public Prepared<PasskeyOptions.Request> usePasskey(Realm realm, Session session, String id, Requester requester) {
        return pendingSignIns.resume(
                realm,
                id,
                Optional.of(session.id()),
                requester,
                step -> stepUp.refusedUntil(step.administrator())
                        .<Prepared<PasskeyOptions.Request>>map(
                                until -> new Prepared.Refused<>(Refusal.until(Reason.ENROLLMENT_TOO_RECENT, until)))
                        .orElseGet(() -> authenticators.usePasskey(step)),
                Prepared.Refused::new);
    }

    /**
     * Verifies a passkey.
     *
     * @param credential the {@code PublicKeyCredential} as JSON
     */
    @Transactional
    public SignInOutcome verifyPasskey(
            Realm realm, Session session, String id, String credential, Requester requester) {
        return resume(
                realm,
                session,
                id,
                requester,
                step -> authenticators.verifyPasskey(step, credential, BrowserTrust.none()));
    }

    /** Returns the state of the step-up. */
    @Transactional
    public SignInOutcome state(Realm realm, Session session, String id, Requester requester) {
        return resume(realm, session, id, requester, secondFactor::view);
    }

    private SignInOutcome resume(
            Realm realm, Session session, String id, Requester requester, Function<SignInStep, SignInOutcome> next) {
        return pendingSignIns.resume(
                realm,
                id,
                Optional.of(session.id()),
                requester,
                step -> unlessTooRecent(step, next),
                SignInOutcome.Refused::new);
    }

    private SignInOutcome unlessTooRecent(SignInStep step, Function<SignInStep, SignInOutcome> next) {
        return stepUp.refusedUntil(step.administrator())
                .<SignInOutcome>map(
                        until -> new SignInOutcome.Refused(Refusal.until(Reason.ENROLLMENT_TOO_RECENT, until)))
                .orElseGet(() -> next.apply(step));
    }

    /** Begins by the second factor if the policy, which is checked again, requires one now; otherwise completes by the password. */
    private SignInOutcome begin(
            Realm realm, Session session, Optional<Channel> channel, boolean passwordProven, Requester requester) {
        return transactions.call(() -> pendingSignIns
                .begin(realm, session, requester)
                .map(step -> unlessTooRecent(step, next -> begin(next, channel, passwordProven)))
                .orElseGet(() -> new SignInOutcome.Refused(Reason.FLOW_EXPIRED)));
    }

    private SignInOutcome begin(SignInStep step, Optional<Channel> channel, boolean passwordProven) {
        if (step.realm().settings().mfa().enabled()) {
            return secondFactor.begin(step, channel);
        }
        return passwordProven ? completion.byPassword(step) : new SignInOutcome.Refused(Reason.STEP_NOT_ALLOWED);
    }
}
