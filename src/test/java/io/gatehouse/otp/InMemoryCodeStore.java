package io.gatehouse.otp;

import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.otp.CodeRequest.CodePolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Implements {@link CodeStore} in memory, for tests without Redis; forgets no flow. */
final class InMemoryCodeStore implements CodeStore {
    private final Map<String, Flow> flows = new HashMap<>();
    private final Clock clock;

    InMemoryCodeStore(Clock clock) {
        this.clock = clock;
    }

    private static final class Flow {
        private final Map<String, String> replacedTags = new HashMap<>();
        private NewCode code;
        private int length;
        private Instant expiresAt;
        private Instant resendAt;
        private int attemptsLeft;

        Flow(int attempts) {
            attemptsLeft = attempts;
        }

        OneTimeCode current() {
            return new OneTimeCode(code.tag(), length, expiresAt, resendAt, attemptsLeft, code.delivery());
        }
    }

    @Override
    public synchronized IssueResult issue(
            String id, NewCode code, CodePolicy policy, boolean waitWaived, Duration keptFor) {
        Instant now = clock.instant();
        Flow flow = flows.computeIfAbsent(id, key -> new Flow(policy.attempts()));
        if (flow.attemptsLeft <= 0) {
            return new IssueResult.Refused(Refusal.of(Reason.CODE_USED_UP));
        }
        if (flow.code != null && now.isBefore(flow.resendAt) && !waitWaived) {
            return new IssueResult.Refused(Refusal.until(Reason.RESEND_TOO_SOON, flow.resendAt));
        }
        if (flow.code != null) {
            flow.replacedTags.put(flow.code.replacedCodeMac(), flow.code.tag());
        }
        flow.code = code;
        flow.length = policy.length();
        flow.expiresAt = now.plus(policy.lifetime());
        flow.resendAt = now.plus(policy.resendAfter());
        return new IssueResult.Issued(flow.current());
    }

    @Override
    public synchronized VerifyResult verify(String id, EnteredCode entered) {
        Flow flow = flows.get(id);
        if (flow != null && flow.attemptsLeft <= 0) {
            return refused(Refusal.of(Reason.CODE_USED_UP));
        }
        if (flow == null || flow.code == null) {
            return refused(Refusal.of(Reason.FLOW_EXPIRED));
        }
        if (!clock.instant().isBefore(flow.expiresAt)) {
            return refused(Refusal.of(Reason.CODE_EXPIRED));
        }
        flow.attemptsLeft--;
        if (flow.code.mac().equals(entered.mac())) {
            flows.remove(id);
            return new VerifyResult.Verified(flow.code.delivery());
        }
        String replacedTag = flow.replacedTags.get(entered.replacedCodeMac());
        return refused(
                replacedTag == null
                        ? Refusal.wrongCode(flow.attemptsLeft)
                        : Refusal.replacedCode(flow.attemptsLeft, replacedTag, flow.code.tag()));
    }

    private static VerifyResult refused(Refusal refusal) {
        return new VerifyResult.Refused(refusal);
    }

    @Override
    public synchronized OptionalInt consumeAttempt(String id, Duration keptFor) {
        Flow flow = flows.computeIfAbsent(id, key -> new Flow(CodePolicy.ATTEMPTS));
        return flow.attemptsLeft <= 0 ? OptionalInt.empty() : OptionalInt.of(--flow.attemptsLeft);
    }

    @Override
    public synchronized Optional<OneTimeCode> current(String id) {
        return Optional.ofNullable(flows.get(id))
                .filter(flow -> flow.code != null)
                .map(Flow::current);
    }
}
