package io.gatehouse.account;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.challenge.ChallengeService;
import io.gatehouse.challenge.ChallengeService.SendOutcome;
import io.gatehouse.delivery.dispatch.PhoneNotices;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.factorreset.PhoneDisputes;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.TrustedBrowsers;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Changes the caller's own mobile number: it takes effect when a code sent to it is verified. */
@ApplicationScoped
@Transactional
public class PhoneChanges {
    private final RedisFlowStore store;
    private final Actors actors;
    private final Administrators administrators;
    private final ChallengeService challenges;
    private final TrustedBrowsers browsers;
    private final PhoneDisputes disputes;
    private final PhoneNotices notices;
    private final MailOutbox outbox;
    private final AuditLog audit;
    private final Randomness randomness;
    private final Clock clock;

    PhoneChanges(
            RedisFlowStore store,
            Actors actors,
            Administrators administrators,
            ChallengeService challenges,
            TrustedBrowsers browsers,
            PhoneDisputes disputes,
            PhoneNotices notices,
            MailOutbox outbox,
            AuditLog audit,
            Randomness randomness,
            Clock clock) {
        this.store = store;
        this.actors = actors;
        this.administrators = administrators;
        this.challenges = challenges;
        this.browsers = browsers;
        this.disputes = disputes;
        this.notices = notices;
        this.outbox = outbox;
        this.audit = audit;
        this.randomness = randomness;
        this.clock = clock;
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
    public SendOutcome send(Caller caller, String phone, Optional<String> country) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT_FRESH);
        FlowContext context = FlowContext.of(actor);
        SessionId session = actor.session().id();
        Optional<MobileNumber> number = MobileNumber.parse(phone, country)
                .filter(parsed -> actor.realm().settings().sms().allows(parsed.country()));
        if (number.isEmpty()) {
            return new SendOutcome.Refused(Refusal.of(Reason.PHONE_NOT_ALLOWED));
        }
        Optional<PendingPhone> before = pending(context, session);
        PendingPhone pending = new PendingPhone(
                before.map(PendingPhone::flow).orElseGet(randomness::secret),
                number.get(),
                context.administrator().credential());
        boolean corrected = before.isPresent() && !before.get().number().equals(number.get());
        SendOutcome result = challenges.send(pending.challenge(context), number.get(), corrected);
        if (result instanceof SendOutcome.Refused refused) {
            forgetUsedUp(session, refused.refusal());
        } else {
            store.add(session.toString(), pending);
        }
        return result;
    }

    /** Returns the number that the code was sent to, or empty if no change is pending. */
    public Optional<MobileNumber> number(Realm realm, SessionId session, AdministratorId id, Requester requester) {
        return administrators
                .find(realm.id(), id)
                .flatMap(administrator -> pending(new FlowContext(realm, administrator, requester), session))
                .map(PendingPhone::number);
    }

    /** Returns the code that was sent, or empty if no change is pending. */
    public Optional<SentCode> current(Realm realm, SessionId session, AdministratorId id, Requester requester) {
        return administrators
                .find(realm.id(), id)
                .map(administrator -> new FlowContext(realm, administrator, requester))
                .flatMap(context -> pending(context, session)
                        .flatMap(pending -> challenges.current(pending.challenge(context), pending.number())));
    }

    /** Verifies the newest code, which makes the number the administrator's. Returns why it is refused, or empty if it was right. */
    public Optional<Refusal> verify(Caller caller, String code) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT);
        FlowContext context = FlowContext.of(actor);
        SessionId session = actor.session().id();
        Optional<PendingPhone> pending = pending(context, session);
        if (pending.isEmpty()) {
            return Optional.of(Refusal.of(Reason.STEP_NOT_ALLOWED));
        }
        MobileNumber number = pending.get().number();
        Optional<Refusal> refusal =
                challenges.verify(pending.get().challenge(context), new Challenge.EnteredDigits(number, code));
        refusal.ifPresentOrElse(reason -> forgetUsedUp(session, reason), () -> {
            store.remove(session.toString(), PendingPhone.class);
            change(context, number);
        });
        return refusal;
    }

    private void change(FlowContext context, MobileNumber number) {
        Optional<MobileNumber> before = context.administrator().phone();
        administrators.setProvenPhone(context.administrator(), number);
        disputes.end(context.administrator().id());
        browsers.revokeAll(context.administrator().id());
        audit.record(context.event(
                AuditEventType.PHONE_CHANGED,
                Map.of(
                        "phone",
                        number.hint(),
                        "before",
                        before.map(MobileNumber::hint).orElse(""))));
        outbox.post(context.mail(MailKind.PHONE_CHANGED, Map.of("phone", number.hint()), clock.instant()));
        if (!before.equals(Optional.of(number))) {
            notices.notifyOldNumber(
                    context.realm(), context.administrator(), Occasion.PHONE_CHANGED, context.requester());
        }
    }

    /** Removes a change without attempts left, so that another can begin; the account's counts remain. */
    private void forgetUsedUp(SessionId session, Refusal refusal) {
        if (refusal.reason() == Reason.CODE_USED_UP) {
            store.remove(session.toString(), PendingPhone.class);
        }
    }

    private Optional<PendingPhone> pending(FlowContext context, SessionId session) {
        return store.find(session.toString(), PendingPhone.class)
                .filter(pending ->
                        pending.credential().equals(context.administrator().credential()));
    }
}
