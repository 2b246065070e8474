package io.gatehouse.code;

import io.gatehouse.delivery.CodePurpose;
import io.gatehouse.delivery.DeliveryId;
import io.gatehouse.delivery.MessageDispatcher;
import io.gatehouse.link.ReportLinks;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.KeyPurpose;
import io.gatehouse.platform.Randomness;
import io.gatehouse.platform.RedisFlowStore;
import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Refusal.Reason;
import io.gatehouse.platform.SecretKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Issues the codes of all flows and verifies them, inside the transaction of the flow's step. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class OneTimeCodes {
    private final CodeStore store;
    private final CodeGuard guard;
    private final MessageDispatcher dispatcher;
    private final ReportLinks reportLinks;
    private final SecretKeys keys;
    private final Randomness randomness;

    OneTimeCodes(
            CodeStore store,
            CodeGuard guard,
            MessageDispatcher dispatcher,
            ReportLinks reportLinks,
            SecretKeys keys,
            Randomness randomness) {
        this.store = store;
        this.guard = guard;
        this.dispatcher = dispatcher;
        this.reportLinks = reportLinks;
        this.keys = keys;
        this.randomness = randomness;
    }

    /**
     * Issues a code and sends it, if neither a lock nor the resend wait forbids it.
     *
     * @throws io.gatehouse.platform.DeliveryUnavailableException before anything is issued, if it could not be sent
     */
    public Issuing issue(CodeRequest request) {
        CodeBinding binding = request.binding();
        Optional<Instant> locked = guard.admitSend(binding.administrator(), binding.purpose());
        if (locked.isPresent()) {
            return new Issuing.Refused(Refusal.until(Reason.LOCKED, locked.get()));
        }
        dispatcher.requireRoom();
        String code = randomness.digits(request.policy().length());
        var fresh = new NewCode(mac(binding, code), randomness.tag(), new DeliveryId(UUID.randomUUID()));
        Issuing issuing =
                store.issue(binding.flow(), fresh, request.policy(), request.waitWaived(), request.flowLifetime());
        if (issuing instanceof Issuing.Issued) {
            dispatcher.dispatch(fresh.delivery(), request.message(code, fresh.tag(), reportUrl(request)));
            guard.sent(binding.administrator(), binding.purpose());
        }
        return issuing;
    }

    /** Counts and compares a code; empty if it is right, which consumes it and clears the account's counts. */
    public Optional<Refusal> verify(CodeBinding binding, String code) {
        Optional<Instant> locked = guard.admitTry(binding.administrator(), binding.purpose());
        if (locked.isPresent()) {
            return Optional.of(Refusal.until(Reason.LOCKED, locked.get()));
        }
        Optional<Refusal> refusal = store.verify(binding.flow(), mac(binding, code));
        if (refusal.isEmpty()) {
            guard.clear(binding.administrator(), binding.purpose());
        } else if (refusal.get().reason() == Reason.INVALID_CODE) {
            guard.wrong(binding.administrator(), binding.purpose());
        }
        return refusal;
    }

    /**
     * Counts a try of something that stands in for the code, and looks at it; empty if it is right, which clears the
     * account's counts.
     *
     * @param proof whether it is right, and used up by the asking
     */
    public Optional<Refusal> verifyInstead(
            String flow, AdministratorId administrator, CodePurpose purpose, BooleanSupplier proof) {
        Optional<Instant> locked = guard.admitTry(administrator, purpose);
        if (locked.isPresent()) {
            return Optional.of(Refusal.until(Reason.LOCKED, locked.get()));
        }
        OptionalInt left = store.spend(flow, RedisFlowStore.LIFETIME);
        if (left.isEmpty()) {
            return Optional.of(Refusal.of(Reason.CODE_USED_UP));
        }
        if (proof.getAsBoolean()) {
            guard.clear(administrator, purpose);
            return Optional.empty();
        }
        guard.wrong(administrator, purpose);
        return Optional.of(Refusal.wrongCode(left.getAsInt()));
    }

    /** Until when codes of that account and purpose are locked, be it sending or entering. */
    public Optional<Instant> lockedUntil(AdministratorId administrator, CodePurpose purpose) {
        return guard.admitSend(administrator, purpose);
    }

    /** The flow's current code. */
    @Transactional(TxType.SUPPORTS)
    public Optional<OneTimeCode> current(String flow) {
        return store.current(flow);
    }

    private String reportUrl(CodeRequest request) {
        CodeBinding binding = request.binding();
        return reportLinks.issue(
                binding.purpose().occasion(), binding.realm(), binding.administrator(), request.requester());
    }

    private String mac(CodeBinding binding, String code) {
        return keys.macBase64Url(
                KeyPurpose.CODE,
                binding.flow(),
                binding.realm().toString(),
                binding.administrator().toString(),
                binding.purpose().name(),
                binding.destination().channel().name(),
                binding.destination().value(),
                code);
    }
}
