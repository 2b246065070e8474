package io.gatehouse.administration;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.admin.ContactAddress;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
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
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Proves to the person who changes the policy that a channel works, by a code sent to the own stored address. */
@ApplicationScoped
@Transactional
public class ChannelTests {
    private final RedisFlowStore store;
    private final Administrators administrators;
    private final OneTimeCodes codes;
    private final Deliveries deliveries;
    private final ProvenChannel proven;
    private final AuditLog audit;
    private final Randomness randomness;
    private final Clock clock;

    ChannelTests(
            RedisFlowStore store,
            Administrators administrators,
            OneTimeCodes codes,
            Deliveries deliveries,
            ProvenChannel proven,
            AuditLog audit,
            Randomness randomness,
            Clock clock) {
        this.store = store;
        this.administrators = administrators;
        this.codes = codes;
        this.deliveries = deliveries;
        this.proven = proven;
        this.audit = audit;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Sends a code by that channel, for the first time or again; a text message needs a proven number. */
    public ChannelTestOutcome send(Realm realm, Session session, Channel channel, Requester requester) {
        Optional<FlowContext> context = context(realm, session, requester);
        Optional<ContactAddress> address = context.flatMap(found -> address(found.person(), channel));
        if (address.isEmpty()) {
            return new ChannelTestOutcome.Refused(Reason.CHANNEL_NOT_ALLOWED);
        }
        PendingTest test = find(session)
                .filter(pending -> pending.channel() == channel)
                .orElseGet(() -> new PendingTest(randomness.secret(), channel));
        var binding = context.get().binding(test.flow(), CodePurpose.CHANNEL_TEST, address.get());
        return codes.issue(context.get().codeRequest(binding, false, clock.instant()))
                .fold(
                        code -> {
                            store.add(session.id().toString(), test);
                            record(context.get(), AuditEventType.CODE_ISSUED, address.get());
                            return new ChannelTestOutcome.Sent(new SentCode(
                                    code, Destination.of(address.get()), deliveries.fate(code.delivery())));
                        },
                        refusal -> refuse(session, refusal));
    }

    /** Where the session's test stands, if one is under way. */
    public Optional<SentCode> current(Realm realm, Session session, Requester requester) {
        return find(session)
                .flatMap(test -> context(realm, session, requester)
                        .flatMap(context -> address(context.person(), test.channel()))
                        .flatMap(address -> codes.current(test.flow())
                                .map(code -> new SentCode(
                                        code, Destination.of(address), deliveries.fate(code.delivery())))));
    }

    /** Verifies the newest code; the session has a second factor by it, and new secrets. */
    public ChannelTestOutcome verify(Realm realm, Session session, String code, Requester requester) {
        Optional<PendingTest> test = find(session);
        Optional<FlowContext> context = context(realm, session, requester);
        Optional<ContactAddress> address =
                test.flatMap(pending -> context.flatMap(found -> address(found.person(), pending.channel())));
        if (address.isEmpty()) {
            return new ChannelTestOutcome.Refused(Reason.STEP_NOT_ALLOWED);
        }
        var binding = context.get().binding(test.get().flow(), CodePurpose.CHANNEL_TEST, address.get());
        Optional<Refusal> refusal = codes.verify(context.get(), binding, code);
        if (refusal.isPresent()) {
            if (refusal.get().reason() == Reason.INVALID_CODE) {
                record(context.get(), AuditEventType.CODE_REFUSED, address.get());
            }
            return refuse(session, refusal.get());
        }
        store.remove(session.id().toString(), PendingTest.class);
        record(context.get(), AuditEventType.CHANNEL_PROVEN, address.get());
        return proven.raise(realm, session, test.get().channel());
    }

    /** A test whose tries are spent makes room for another; the account's own count goes on. */
    private ChannelTestOutcome refuse(Session session, Refusal refusal) {
        if (refusal.reason() == Reason.CODE_USED_UP) {
            store.remove(session.id().toString(), PendingTest.class);
        }
        return new ChannelTestOutcome.Refused(refusal);
    }

    private Optional<PendingTest> find(Session session) {
        return store.find(session.id().toString(), PendingTest.class);
    }

    private Optional<FlowContext> context(Realm realm, Session session, Requester requester) {
        return administrators
                .findForUpdate(realm.id(), session.administrator())
                .map(person -> new FlowContext(realm, person, requester));
    }

    private static Optional<ContactAddress> address(Administrator person, Channel channel) {
        return switch (channel) {
            case SMS -> person.phone().map(number -> number);
            case EMAIL -> Optional.of(person.email());
        };
    }

    private void record(FlowContext context, AuditEventType type, ContactAddress address) {
        audit.record(context.event(
                type, Map.of("channel", address.channel().name(), "to", address.hint(), "purpose", "CHANNEL_TEST")));
    }
}
