package io.gatehouse.signin;

import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.authenticator.TotpEnrollment;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.password.PasswordVerifier;
import io.gatehouse.password.PasswordVerifier.Client;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.session.TrustedBrowser;
import io.gatehouse.session.TrustedBrowsers;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.function.Function;

/** The steps of a sign-in: each is one transaction that reads the current account and policy. */
@ApplicationScoped
public class SignInService {
    /**
     * Whether the browser that verifies a code is to be trusted.
     *
     * @param requested whether the browser is to replace the second factor from now on
     * @param presented secret of the browser's trust cookie; empty if it has none
     */
    public record BrowserTrust(boolean requested, Optional<String> presented) {

        /** Returns the value for a browser that is not to be trusted. */
        public static BrowserTrust none() {
            return new BrowserTrust(false, Optional.empty());
        }

        /** Omits the secret, to keep it out of logs. */
        @Override
        public String toString() {
            return "BrowserTrust[requested=" + requested + "]";
        }
    }

    /** A sign-in that was started without a password, and the options to use a passkey; the script of a page gets it as JSON. */
    @RegisterForReflection
    public record PasskeyStart(String signInId, PasskeyOptions.Request publicKey) {
        /** Omits the sign-in's secret, to keep it out of logs. */
        @Override
        public String toString() {
            return "PasskeyStart[]";
        }
    }

    private final PasswordVerifier firstFactor;
    private final PendingSignIns pendingSignIns;
    private final SecondFactorService secondFactor;
    private final AuthenticatorFactorService authenticators;
    private final PasskeySignInService passkeys;
    private final SignInCompletion completion;
    private final TrustedBrowsers browsers;
    private final Transactions transactions;

    SignInService(
            PasswordVerifier firstFactor,
            PendingSignIns pendingSignIns,
            SecondFactorService secondFactor,
            AuthenticatorFactorService authenticators,
            PasskeySignInService passkeys,
            SignInCompletion completion,
            TrustedBrowsers browsers,
            Transactions transactions) {
        this.firstFactor = firstFactor;
        this.pendingSignIns = pendingSignIns;
        this.secondFactor = secondFactor;
        this.authenticators = authenticators;
        this.passkeys = passkeys;
        this.completion = completion;
        this.browsers = browsers;
        this.transactions = transactions;
    }

    /**
     * Verifies the first factor, outside a transaction so that no connection is held while the password is hashed.
     *
     * @param client the cookies of the browser
     */
    public SignInOutcome start(
            Realm realm, String email, String password, SessionKind kind, Requester requester, Client client) {
        return firstFactor
                .check(realm, email, password, requester, client)
                .fold(
                        accepted -> transactions.call(() -> pendingSignIns
                                .begin(realm, accepted, kind, requester)
                                .map(step -> begin(step, client.trust()))
                                .orElseGet(() -> new SignInOutcome.Refused(Reason.INVALID_CREDENTIALS))),
                        SignInOutcome.Refused::new);
    }

    /**
     * Accepts the mobile number of an administrator without a proven one, and sends a code to it.
     *
     * @param phone in any common notation
     * @param country ISO 3166 code, for national notation
     */
    @Transactional
    public SignInOutcome enrollPhone(
            Realm realm, String id, String phone, Optional<String> country, Requester requester) {
        return resume(realm, id, requester, step -> enrollPhone(step, phone, country));
    }

    /**
     * Sends a code by that channel, for the first time or again; opens the session without one if it is the mailbox's, which was
     * proven in this sign-in already.
     *
     * @param browser secret of the trust cookie; empty if the browser sent none
     */
    @Transactional
    public SignInOutcome sendCode(
            Realm realm, String id, Channel channel, Requester requester, Optional<String> browser) {
        return resume(realm, id, requester, step -> secondFactor.send(step, channel, browser));
    }

    /** Verifies the newest code of this sign-in, which opens the session, or proves the mailbox before a number is entered. */
    @Transactional
    public SignInOutcome verify(Realm realm, String id, String code, BrowserTrust trust, Requester requester) {
        return resume(realm, id, requester, step -> secondFactor.verify(step, code, trust));
    }

    /** Verifies a recovery code, whether or not a code was sent; the browser is not trusted by it. */
    @Transactional
    public SignInOutcome recover(Realm realm, String id, String recoveryCode, Requester requester) {
        return resume(realm, id, requester, step -> secondFactor.recover(step, recoveryCode));
    }

    /** Verifies the code of an authenticator app, which opens the session; the first one of an app that is being enrolled alike. */
    @Transactional
    public SignInOutcome verifyTotp(Realm realm, String id, String code, BrowserTrust trust, Requester requester) {
        return resume(realm, id, requester, step -> authenticators.verifyTotp(step, code, trust));
    }

    /**
     * Verifies a passkey, which opens the session; one that is being enrolled alike.
     *
     * @param credential the {@code PublicKeyCredential} as JSON
     */
    @Transactional
    public SignInOutcome verifyPasskey(
            Realm realm, String id, String credential, BrowserTrust trust, Requester requester) {
        return passkeys.take(realm, id)
                .map(pending -> passkeys.verify(pending, id, credential, trust, requester))
                .orElseGet(() ->
                        resume(realm, id, requester, step -> authenticators.verifyPasskey(step, credential, trust)));
    }

    /** Starts a sign-in by a passkey that names its account, without a password. */
    @Transactional
    public Prepared<PasskeyStart> startByPasskey(Realm realm, SessionKind kind, Requester requester) {
        return passkeys.start(realm, kind, requester);
    }

    /** Returns the options to use a passkey of the account. */
    @Transactional
    public Prepared<PasskeyOptions.Request> usePasskey(Realm realm, String id, Requester requester) {
        return prepare(realm, id, requester, authenticators::usePasskey);
    }

    /** Returns the options to create the passkey that the policy requires. */
    @Transactional
    public Prepared<PasskeyOptions.Creation> createPasskey(Realm realm, String id, Requester requester) {
        return prepare(realm, id, requester, authenticators::createPasskey);
    }

    /** Returns the secret of the authenticator app that the policy requires. */
    @Transactional
    public Prepared<TotpEnrollment> enrollTotp(Realm realm, String id, Requester requester) {
        return prepare(realm, id, requester, authenticators::enrollTotp);
    }

    private SignInOutcome resume(
            Realm realm, String id, Requester requester, Function<SignInStep, SignInOutcome> next) {
        return pendingSignIns.resume(realm, id, Optional.empty(), requester, next, SignInOutcome.Refused::new);
    }

    private <T> Prepared<T> prepare(
            Realm realm, String id, Requester requester, Function<SignInStep, Prepared<T>> next) {
        return pendingSignIns.resume(realm, id, Optional.empty(), requester, next, Prepared.Refused::new);
    }

    /** Returns the state of the sign-in. */
    @Transactional
    public SignInOutcome state(Realm realm, String id, Requester requester) {
        return resume(realm, id, requester, secondFactor::view);
    }

    /** Cancels the sign-in; does nothing if there is none. */
    public void cancel(Realm realm, String id) {
        if (passkeys.take(realm, id).isEmpty()) {
            pendingSignIns.cancel(realm, id);
        }
    }

    private SignInOutcome begin(SignInStep step, Optional<String> browser) {
        if (!step.realm().settings().mfa().enabled()) {
            return completion.byPassword(step);
        }
        Optional<TrustedBrowser> trusted =
                browser.flatMap(secret -> browsers.recognize(step.realm(), Optional.of(step.administrator()), secret));
        if (trusted.isPresent()) {
            return completion.byTrustedBrowser(step, trusted.get());
        }
        return secondFactor.begin(step);
    }

    private SignInOutcome enrollPhone(SignInStep step, String phone, Optional<String> country) {
        if (!step.pending().method().allows(Channel.SMS)) {
            return new SignInOutcome.Refused(Reason.CHANNEL_NOT_ALLOWED);
        }
        if (!step.phoneOpen()) {
            return new SignInOutcome.Refused(Reason.STEP_NOT_ALLOWED);
        }
        return MobileNumber.parse(phone, country)
                .filter(number -> step.realm().settings().sms().allows(number.country()))
                .map(number -> {
                    boolean corrected = !step.pending().candidate().equals(Optional.of(number));
                    return secondFactor.send(step.with(step.pending().withCandidate(number)), number, corrected);
                })
                .orElseGet(() -> new SignInOutcome.Refused(Reason.PHONE_NOT_ALLOWED));
    }
}
