package io.gatehouse.administration.settings;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
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
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session.SessionId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** Tests a channel by a code to the administrator's own stored address, before the policy requires that channel. */
@ApplicationScoped
@Transactional
public class ChannelTests {
    private final RedisFlowStore store;
    private final Actors actors;
    private final Administrators administrators;
    private final ChallengeService challenges;
    private final ProvenChannel proven;
    private final AuditLog audit;
    private final Randomness randomness;

    ChannelTests(
            RedisFlowStore store,
            Actors actors,
            Administrators administrators,
            ChallengeService challenges,
            ProvenChannel proven,
            AuditLog audit,
            Randomness randomness) {
        this.store = store;
        this.actors = actors;
        this.administrators = administrators;
        this.challenges = challenges;
        this.proven = proven;
        this.audit = audit;
        this.randomness = randomness;
    }

    /**
     * A pending test, stored under its session.
     *
     * @param flow secret id of its codes
     */
    @RegisterForReflection(registerFullHierarchy = true)
    record PendingTest(String flow, Channel channel) {}

    /** A pending test with the address it sends to. */
    private record Step(PendingTest test, FlowContext context, ContactAddress address) {
        Challenge challenge() {
            return new Challenge(context, test.flow(), CodePurpose.CHANNEL_TEST);
        }
    }

    /** Sends the first or another code by that channel; a text message requires a verified phone number. */
    public ChannelTestOutcome send(Caller caller, Channel channel) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        SessionId session = actor.session().id();
        PendingTest test = find(session)
                .filter(pending -> pending.channel() == channel)
                .orElseGet(() -> new PendingTest(randomness.secret(), channel));
        return step(actor, test)
                .map(step -> challenges
                        .send(step.challenge(), step.address(), false)
                        .<ChannelTestOutcome>fold(
                                code -> {
                                    store.add(session.toString(), test);
                                    return new ChannelTestOutcome.Sent(code);
                                },
                                refusal -> refuse(session, refusal)))
                .orElseGet(() -> new ChannelTestOutcome.Refused(Reason.CHANNEL_NOT_ALLOWED));
    }

    /** Returns the code that was sent, or empty if no test is pending. */
    public Optional<SentCode> current(Realm realm, SessionId session, AdministratorId id, Requester requester) {
        return find(session)
                .flatMap(test -> administrators
                        .find(realm.id(), id)
                        .flatMap(administrator -> step(new FlowContext(realm, administrator, requester), test)))
                .flatMap(step -> challenges.current(step.challenge(), step.address()));
    }

    /** Verifies the latest code, which gives the session a second factor and new secrets. */
    public ChannelTestOutcome verify(Caller caller, String code) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION_STARTED);
        SessionId session = actor.session().id();
        return find(session)
                .flatMap(test -> step(actor, test))
                .map(step -> challenges
                        .verify(step.challenge(), new Challenge.Code(step.address(), code))
                        .map(refusal -> refuse(session, refusal))
                        .orElseGet(() -> proven(actor, step)))
                .orElseGet(() -> new ChannelTestOutcome.Refused(Reason.STEP_NOT_ALLOWED));
    }

    private ChannelTestOutcome proven(Actor actor, Step step) {
        store.remove(actor.session().id().toString(), PendingTest.class);
        audit.record(step.context()
                .event(
                        AuditEventType.CHANNEL_PROVEN,
                        Map.of(
                                "channel",
                                step.test().channel().name(),
                                "to",
                                step.address().hint(),
                                "purpose",
                                CodePurpose.CHANNEL_TEST.name())));
        return proven.raise(actor, step.test().channel());
    }

    /** Removes a test without attempts left, so that another can start; the account's own attempt counter remains. */
    private ChannelTestOutcome refuse(SessionId session, Refusal refusal) {
        if (refusal.reason() == Reason.CODE_USED_UP) {
            store.remove(session.toString(), PendingTest.class);
        }
        return new ChannelTestOutcome.Refused(refusal);
    }

    private Optional<PendingTest> find(SessionId session) {
        return store.find(session.toString(), PendingTest.class);
    }

    private static Optional<Step> step(Actor actor, PendingTest test) {
        return step(new FlowContext(actor.realm(), actor.administrator(), actor.requester()), test);
    }

    private static Optional<Step> step(FlowContext context, PendingTest test) {
        return address(context.administrator(), test.channel()).map(address -> new Step(test, context, address));
    }

    private static Optional<ContactAddress> address(Administrator administrator, Channel channel) {
        return switch (channel) {
            case SMS -> administrator.phone().map(number -> number);
            case EMAIL -> Optional.of(administrator.email());
        };
    }
}
