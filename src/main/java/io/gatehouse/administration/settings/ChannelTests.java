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
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Sessions;
import io.gatehouse.session.Sessions.OpenedSession;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Tests a channel by a code to the administrator's own stored address, before the policy requires that channel. */
@ApplicationScoped
@Transactional
public class ChannelTests {
    private final RedisFlowStore store;
    private final Actors actors;
    private final Administrators administrators;
    private final ChallengeService challenges;
    private final ChannelProofs proofs;
    private final Sessions sessions;
    private final AuditLog audit;
    private final Randomness randomness;

    ChannelTests(
            RedisFlowStore store,
            Actors actors,
            Administrators administrators,
            ChallengeService challenges,
            ChannelProofs proofs,
            Sessions sessions,
            AuditLog audit,
            Randomness randomness) {
        this.store = store;
        this.actors = actors;
        this.administrators = administrators;
        this.challenges = challenges;
        this.proofs = proofs;
        this.sessions = sessions;
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

    /** The outcome of a step of a channel test. */
    public sealed interface Outcome {

        /** A code was sent. */
        record Sent(SentCode code) implements Outcome {}

        /** The channel was proven; the session has new secrets. */
        record Proven(OpenedSession opened) implements Outcome {}

        /** The step was refused. */
        record Refused(Refusal refusal) implements Outcome {
            Refused(Reason reason) {
                this(Refusal.of(reason));
            }
        }

        /** Applies the function that matches the outcome. */
        default <T> T fold(
                Function<SentCode, T> sent, Function<OpenedSession, T> proven, Function<Refusal, T> refused) {
            if (this instanceof Sent out) {
                return sent.apply(out.code());
            }
            return this instanceof Proven done
                    ? proven.apply(done.opened())
                    : refused.apply(((Refused) this).refusal());
        }
    }

    /** Sends the first or another code by that channel; a text message requires a verified phone number. */
    public Outcome send(Caller caller, Channel channel) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        SessionId session = actor.session().id();
        PendingTest test = find(session)
                .filter(pending -> pending.channel() == channel)
                .orElseGet(() -> new PendingTest(randomness.secret(), channel));
        return step(FlowContext.of(actor), test)
                .map(step -> challenges
                        .send(step.challenge(), step.address(), false)
                        .<Outcome>fold(
                                code -> {
                                    store.add(session.toString(), test);
                                    return new Outcome.Sent(code);
                                },
                                refusal -> refuse(session, refusal)))
                .orElseGet(() -> new Outcome.Refused(Reason.CHANNEL_NOT_ALLOWED));
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
    public Outcome verify(Caller caller, String code) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION_STARTED);
        SessionId session = actor.session().id();
        return find(session)
                .flatMap(test -> step(FlowContext.of(actor), test))
                .map(step -> challenges
                        .verify(step.challenge(), new Challenge.EnteredDigits(step.address(), code))
                        .map(refusal -> refuse(session, refusal))
                        .orElseGet(() -> proven(actor, step)))
                .orElseGet(() -> new Outcome.Refused(Reason.STEP_NOT_ALLOWED));
    }

    private Outcome proven(Actor actor, Step step) {
        SessionId session = actor.session().id();
        Channel channel = step.test().channel();
        store.remove(session.toString(), PendingTest.class);
        audit.record(step.context()
                .event(
                        AuditEventType.CHANNEL_PROVEN,
                        Map.of(
                                "channel",
                                channel.name(),
                                "to",
                                step.address().hint(),
                                "purpose",
                                CodePurpose.CHANNEL_TEST.name())));
        proofs.add(session, channel);
        Optional<OpenedSession> opened = counts(actor, channel)
                ? sessions.stepUp(session, Optional.of(SecondFactor.of(channel)))
                : sessions.rotateSecret(session);
        return opened.<Outcome>map(Outcome.Proven::new).orElseGet(() -> new Outcome.Refused(Reason.FLOW_EXPIRED));
    }

    /** Returns whether a code by that channel is a second factor under the current policy, and no weaker than the session's. */
    private static boolean counts(Actor actor, Channel channel) {
        RealmSettings.Mfa mfa = actor.realm().settings().mfa();
        boolean accepted = !mfa.enabled()
                || SecondFactor.accepted(mfa, actor.administrator().role()).contains(SecondFactor.of(channel));
        return accepted
                && actor.session()
                        .secondFactor()
                        .filter(factor -> factor.strength() != FactorStrength.CODE)
                        .isEmpty();
    }

    /** Removes a test without attempts left, so that another can start; the account's own attempt counter remains. */
    private Outcome refuse(SessionId session, Refusal refusal) {
        if (refusal.reason() == Reason.CODE_USED_UP) {
            store.remove(session.toString(), PendingTest.class);
        }
        return new Outcome.Refused(refusal);
    }

    private Optional<PendingTest> find(SessionId session) {
        return store.find(session.toString(), PendingTest.class);
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
