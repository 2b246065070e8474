package io.gatehouse.account;

import io.gatehouse.admin.Administrators;
import io.gatehouse.admin.MobileNumber;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.challenge.ChallengeService;
import io.gatehouse.code.FlowContext;
import io.gatehouse.code.SentCode;
import io.gatehouse.delivery.CodePurpose;
import io.gatehouse.platform.Randomness;
import io.gatehouse.platform.RedisFlowStore;
import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Refusal.Reason;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Changes the mobile number of an administrator who is signed in: it takes effect once a code sent to it is verified. */
@ApplicationScoped
@Transactional
public class PhoneChanges {
    private final RedisFlowStore store;
    private final Administrators administrators;
    private final ChallengeService challenges;
    private final PhoneEffects effects;
    private final Randomness randomness;

    PhoneChanges(
            RedisFlowStore store,
            Administrators administrators,
            ChallengeService challenges,
            PhoneEffects effects,
            Randomness randomness) {
        this.store = store;
        this.administrators = administrators;
        this.challenges = challenges;
        this.effects = effects;
        this.randomness = randomness;
    }

    /**
     * A pending change, stored under its session.
     *
     * @param flow secret id that its codes belong to
     * @param number the new one, not proven yet
     * @param credential digest of what the account's access was based on at the start; another one ends this change
     */
    @RegisterForReflection(registerFullHierarchy = true)
    record PendingPhone(String flow, MobileNumber number, String credential) {
        Challenge challenge(FlowContext context) {
            return new Challenge(context, flow, CodePurpose.PHONE_CHANGE);
        }
    }

    /**
     * Sends a code to the number, for the first time or again; the session must have a fresh proof.
     *
     * @param phone in any common notation
     * @param country ISO 3166 code, for national notation
     */
    public PhoneChangeOutcome send(
            Realm realm, Session session, String phone, Optional<String> country, Requester requester) {
        Optional<MobileNumber> number = MobileNumber.parse(phone, country)
                .filter(parsed -> realm.settings().sms().serves(parsed.country()));
        Optional<FlowContext> context = context(realm, session, requester);
        if (number.isEmpty() || context.isEmpty()) {
            return new PhoneChangeOutcome.Refused(Reason.PHONE_NOT_ALLOWED);
        }
        Optional<PendingPhone> before = pending(context.get(), session);
        PendingPhone pending = new PendingPhone(
                before.map(PendingPhone::flow).orElseGet(randomness::secret),
                number.get(),
                context.get().person().credential());
        boolean corrected = before.isPresent() && !before.get().number().equals(number.get());
        return challenges
                .send(pending.challenge(context.get()), number.get(), corrected)
                .fold(
                        code -> {
                            store.add(key(session), pending);
                            return new PhoneChangeOutcome.Sent(code);
                        },
                        refusal -> refuse(session, refusal));
    }

    /** Returns the code that was sent, or empty if no change is pending. */
    public Optional<SentCode> current(Realm realm, Session session, Requester requester) {
        return context(realm, session, requester)
                .flatMap(context -> pending(context, session)
                        .flatMap(pending -> challenges.current(pending.challenge(context), pending.number())));
    }

    /** Verifies the newest code, which makes the number the administrator's. */
    public PhoneChangeOutcome verify(Realm realm, Session session, String code, Requester requester) {
        Optional<FlowContext> context = context(realm, session, requester);
        Optional<PendingPhone> pending = context.flatMap(found -> pending(found, session));
        if (pending.isEmpty()) {
            return new PhoneChangeOutcome.Refused(Reason.STEP_NOT_ALLOWED);
        }
        MobileNumber number = pending.get().number();
        Optional<Refusal> refusal =
                challenges.verify(pending.get().challenge(context.get()), new Challenge.Code(number, code));
        if (refusal.isPresent()) {
            return refuse(session, refusal.get());
        }
        store.remove(key(session), PendingPhone.class);
        effects.changed(context.get(), number);
        return new PhoneChangeOutcome.Changed();
    }

    /** Removes a change without attempts left, so that another can begin; the account's own count remains. */
    private PhoneChangeOutcome refuse(Session session, Refusal refusal) {
        if (refusal.reason() == Reason.CODE_USED_UP) {
            store.remove(key(session), PendingPhone.class);
        }
        return new PhoneChangeOutcome.Refused(refusal);
    }

    private Optional<PendingPhone> pending(FlowContext context, Session session) {
        return store.find(key(session), PendingPhone.class)
                .filter(pending -> pending.credential().equals(context.person().credential()));
    }

    private Optional<FlowContext> context(Realm realm, Session session, Requester requester) {
        return administrators
                .findForUpdate(realm.id(), session.administrator())
                .map(person -> new FlowContext(realm, person, requester));
    }

    private static String key(Session session) {
        return session.id().toString();
    }
}
