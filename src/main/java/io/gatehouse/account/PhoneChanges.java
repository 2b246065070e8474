package io.gatehouse.account;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.challenge.ChallengeService;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session.SessionId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Changes the caller's own mobile number: it takes effect when a code sent to it is verified. */
@ApplicationScoped
@Transactional
public class PhoneChanges {
    private final RedisFlowStore store;
    private final Actors actors;
    private final Administrators administrators;
    private final ChallengeService challenges;
    private final PhoneChangeHandler handler;
    private final Randomness randomness;

    PhoneChanges(
            RedisFlowStore store,
            Actors actors,
            Administrators administrators,
            ChallengeService challenges,
            PhoneChangeHandler handler,
            Randomness randomness) {
        this.store = store;
        this.actors = actors;
        this.administrators = administrators;
        this.challenges = challenges;
        this.handler = handler;
        this.randomness = randomness;
    }

    /**
     * A pending change, stored under its session.
     *
     * @param flow secret id that its codes are bound to
     * @param number the new one, not proven yet
     * @param credential digest of the account's credentials at the start; a change of them ends the phone change
     */
    @RegisterForReflection(registerFullHierarchy = true)
    record PendingPhone(String flow, MobileNumber number, String credential) {
        Challenge challenge(FlowContext context) {
            return new Challenge(context, flow, CodePurpose.PHONE_CHANGE);
        }
    }

    /**
     * Sends a code to the number, for the first time or again; the session must have a recent proof.
     *
     * @param phone in any common notation
     * @param country ISO 3166 code, for national notation
     */
    public PhoneChangeOutcome send(Caller caller, String phone, Optional<String> country) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT_FRESH);
        FlowContext context = context(actor);
        SessionId session = actor.session().id();
        Optional<MobileNumber> number = MobileNumber.parse(phone, country)
                .filter(parsed -> actor.realm().settings().sms().allows(parsed.country()));
        if (number.isEmpty()) {
            return new PhoneChangeOutcome.Refused(Reason.PHONE_NOT_ALLOWED);
        }
        Optional<PendingPhone> before = pending(context, session);
        PendingPhone pending = new PendingPhone(
                before.map(PendingPhone::flow).orElseGet(randomness::secret),
                number.get(),
                context.administrator().credential());
        boolean corrected = before.isPresent() && !before.get().number().equals(number.get());
        return challenges
                .send(pending.challenge(context), number.get(), corrected)
                .fold(
                        code -> {
                            store.add(session.toString(), pending);
                            return new PhoneChangeOutcome.Sent(code);
                        },
                        refusal -> refuse(session, refusal));
    }

    /** Returns the code that was sent, or empty if no change is pending. */
    public Optional<SentCode> current(Realm realm, SessionId session, AdministratorId id, Requester requester) {
        return administrators
                .find(realm.id(), id)
                .map(administrator -> new FlowContext(realm, administrator, requester))
                .flatMap(context -> pending(context, session)
                        .flatMap(pending -> challenges.current(pending.challenge(context), pending.number())));
    }

    /** Verifies the newest code, which makes the number the administrator's. */
    public PhoneChangeOutcome verify(Caller caller, String code) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT);
        FlowContext context = context(actor);
        SessionId session = actor.session().id();
        Optional<PendingPhone> pending = pending(context, session);
        if (pending.isEmpty()) {
            return new PhoneChangeOutcome.Refused(Reason.STEP_NOT_ALLOWED);
        }
        MobileNumber number = pending.get().number();
        Optional<Refusal> refusal =
                challenges.verify(pending.get().challenge(context), new Challenge.Code(number, code));
        if (refusal.isPresent()) {
            return refuse(session, refusal.get());
        }
        store.remove(session.toString(), PendingPhone.class);
        handler.changed(context, number);
        return new PhoneChangeOutcome.Changed();
    }

    /** Removes a change without attempts left, so that another can begin; the account's counts remain. */
    private PhoneChangeOutcome refuse(SessionId session, Refusal refusal) {
        if (refusal.reason() == Reason.CODE_USED_UP) {
            store.remove(session.toString(), PendingPhone.class);
        }
        return new PhoneChangeOutcome.Refused(refusal);
    }

    private Optional<PendingPhone> pending(FlowContext context, SessionId session) {
        return store.find(session.toString(), PendingPhone.class)
                .filter(pending ->
                        pending.credential().equals(context.administrator().credential()));
    }

    private static FlowContext context(Actor actor) {
        return new FlowContext(actor.realm(), actor.administrator(), actor.requester());
    }
}
