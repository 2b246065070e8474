package io.gatehouse.account;

import io.gatehouse.admin.Administrators;
import io.gatehouse.admin.MobileNumber;
import io.gatehouse.code.CodeBinding;
import io.gatehouse.code.Destination;
import io.gatehouse.code.FlowContext;
import io.gatehouse.code.OneTimeCodes;
import io.gatehouse.code.SentCode;
import io.gatehouse.delivery.CodePurpose;
import io.gatehouse.delivery.Deliveries;
import io.gatehouse.platform.Randomness;
import io.gatehouse.platform.RedisFlowStore;
import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Refusal.Reason;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Changes the mobile number of a person who is signed in: the new one counts once a code sent there is verified. */
@ApplicationScoped
@Transactional
public class PhoneChanges {
    private final RedisFlowStore store;
    private final Administrators administrators;
    private final OneTimeCodes codes;
    private final Deliveries deliveries;
    private final PhoneEffects effects;
    private final Randomness randomness;

    PhoneChanges(
            RedisFlowStore store,
            Administrators administrators,
            OneTimeCodes codes,
            Deliveries deliveries,
            PhoneEffects effects,
            Randomness randomness) {
        this.store = store;
        this.administrators = administrators;
        this.codes = codes;
        this.deliveries = deliveries;
        this.effects = effects;
        this.randomness = randomness;
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
        return codes.issue(context.get().codeRequest(binding(context.get(), pending), corrected, effects.now()))
                .fold(
                        code -> {
                            store.add(key(session), pending);
                            effects.issued(context.get(), number.get());
                            return new PhoneChangeOutcome.Sent(
                                    new SentCode(code, Destination.of(number.get()), deliveries.fate(code.delivery())));
                        },
                        refusal -> refuse(session, refusal));
    }

    /** The code that is out, if a change is under way. */
    public Optional<SentCode> current(Realm realm, Session session, Requester requester) {
        return context(realm, session, requester)
                .flatMap(context -> pending(context, session))
                .flatMap(pending -> codes.current(pending.flow())
                        .map(code -> new SentCode(
                                code, Destination.of(pending.number()), deliveries.fate(code.delivery()))));
    }

    /** Verifies the newest code; the number is the person's from now on. */
    public PhoneChangeOutcome verify(Realm realm, Session session, String code, Requester requester) {
        Optional<FlowContext> context = context(realm, session, requester);
        Optional<PendingPhone> pending = context.flatMap(found -> pending(found, session));
        if (pending.isEmpty()) {
            return new PhoneChangeOutcome.Refused(Reason.STEP_NOT_ALLOWED);
        }
        Optional<Refusal> refusal = codes.verify(context.get(), binding(context.get(), pending.get()), code);
        if (refusal.isPresent()) {
            effects.refused(context.get(), pending.get().number(), refusal.get());
            return refuse(session, refusal.get());
        }
        store.remove(key(session), PendingPhone.class);
        effects.verified(context.get(), pending.get().number());
        return new PhoneChangeOutcome.Changed();
    }

    /** A change whose tries are spent makes room for another; the account's own count goes on. */
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

    private static CodeBinding binding(FlowContext context, PendingPhone pending) {
        return context.binding(pending.flow(), CodePurpose.PHONE_CHANGE, pending.number());
    }

    private static String key(Session session) {
        return session.id().toString();
    }
}
