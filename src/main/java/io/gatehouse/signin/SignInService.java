package io.gatehouse.signin;

import io.gatehouse.admin.ContactAddress;
import io.gatehouse.admin.MobileNumber;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.code.OneTimeCodes;
import io.gatehouse.delivery.CodePurpose;
import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Refusal.Reason;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.SessionKind;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of a sign-in: each reads account and policy anew, and is one transaction. */
@ApplicationScoped
public class SignInService {
    private final FirstFactor firstFactor;
    private final PendingSignIns pendingSignIns;
    private final SecondFactorSteps secondFactor;
    private final SignInCompletion completion;
    private final OneTimeCodes codes;
    private final AuditLog audit;

    SignInService(
            FirstFactor firstFactor,
            PendingSignIns pendingSignIns,
            SecondFactorSteps secondFactor,
            SignInCompletion completion,
            OneTimeCodes codes,
            AuditLog audit) {
        this.firstFactor = firstFactor;
        this.pendingSignIns = pendingSignIns;
        this.secondFactor = secondFactor;
        this.completion = completion;
        this.codes = codes;
        this.audit = audit;
    }

    /** First factor. The password is hashed outside the transaction, so that no connection waits for it. */
    public SignInOutcome start(Realm realm, String email, String password, SessionKind kind, Requester requester) {
        return firstFactor
                .check(realm, email, password, requester)
                .fold(
                        accepted -> QuarkusTransaction.requiringNew()
                                .call(() -> pendingSignIns
                                        .begin(realm, accepted, kind, requester)
                                        .map(this::begin)
                                        .orElseGet(() -> new SignInOutcome.Refused(Reason.INVALID_CREDENTIALS))),
                        SignInOutcome.Refused::new);
    }

    /**
     * Takes the mobile number of a person without a proven one, and sends a code there.
     *
     * @param phone in any common notation
     * @param country ISO 3166 code, for national notation
     */
    @Transactional
    public SignInOutcome enrollPhone(
            Realm realm, String id, String phone, Optional<String> country, Requester requester) {
        return pendingSignIns
                .resume(realm, id, requester)
                .map(step -> enrollPhone(step, phone, country))
                .orElseGet(() -> new SignInOutcome.Refused(Reason.FLOW_EXPIRED));
    }

    /** Sends a code by that channel, for the first time or again. */
    @Transactional
    public SignInOutcome sendCode(Realm realm, String id, Channel channel, Requester requester) {
        return pendingSignIns
                .resume(realm, id, requester)
                .map(step -> step.pending()
                        .destination(step.person(), channel)
                        .map(address -> secondFactor.send(step, address, false))
                        .orElseGet(() -> new SignInOutcome.Refused(Reason.CHANNEL_NOT_ALLOWED)))
                .orElseGet(() -> new SignInOutcome.Refused(Reason.FLOW_EXPIRED));
    }

    /** Second factor: the newest code of this sign-in, and with it the session. */
    @Transactional
    public SignInOutcome verify(Realm realm, String id, String code, Requester requester) {
        return pendingSignIns
                .resume(realm, id, requester)
                .map(step -> step.pending()
                        .sentBy()
                        .flatMap(channel -> step.pending().destination(step.person(), channel))
                        .map(address -> secondFactor.verify(step, address, code))
                        .orElseGet(() -> new SignInOutcome.Refused(Reason.STEP_NOT_ALLOWED)))
                .orElseGet(() -> new SignInOutcome.Refused(Reason.FLOW_EXPIRED));
    }

    /** Where the sign-in stands. */
    @Transactional
    public SignInOutcome state(Realm realm, String id, Requester requester) {
        return pendingSignIns
                .resume(realm, id, requester)
                .map(secondFactor::view)
                .orElseGet(() -> new SignInOutcome.Refused(Reason.FLOW_EXPIRED));
    }

    /** Gives up; a sign-in that is not there is given up already. */
    public void cancel(Realm realm, String id) {
        pendingSignIns.cancel(realm, id);
    }

    private SignInOutcome begin(SignInStep step) {
        if (!step.realm().settings().mfa().enabled()) {
            return completion.byPassword(step);
        }
        Optional<Instant> locked = codes.lockedUntil(step.person().id(), CodePurpose.SIGN_IN);
        if (locked.isPresent()) {
            return new SignInOutcome.Refused(Refusal.until(Reason.LOCKED, locked.get()));
        }
        audit.record(step.event(AuditEventType.PASSWORD_ACCEPTED, Map.of()));
        pendingSignIns.add(step);
        List<ContactAddress> destinations = step.pending().destinations(step.person());
        boolean choice = destinations.size() > 1 || step.pending().phoneOpen(step.person());
        return choice ? secondFactor.view(step) : secondFactor.send(step, destinations.get(0), false);
    }

    private SignInOutcome enrollPhone(SignInStep step, String phone, Optional<String> country) {
        if (!step.pending().method().allows(Channel.SMS)) {
            return new SignInOutcome.Refused(Reason.CHANNEL_NOT_ALLOWED);
        }
        if (!step.pending().phoneOpen(step.person())) {
            return new SignInOutcome.Refused(Reason.STEP_NOT_ALLOWED);
        }
        return MobileNumber.parse(phone, country)
                .filter(number -> step.realm().settings().sms().serves(number.country()))
                .map(number -> {
                    boolean corrected = !step.pending().candidate().equals(Optional.of(number));
                    return secondFactor.send(step.with(step.pending().withCandidate(number)), number, corrected);
                })
                .orElseGet(() -> new SignInOutcome.Refused(Reason.PHONE_NOT_ALLOWED));
    }
}
