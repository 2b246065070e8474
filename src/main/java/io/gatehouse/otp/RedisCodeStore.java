package io.gatehouse.otp;

import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.redis.RedisClient;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.kernel.redis.RedisScript;
import io.gatehouse.otp.CodeRequest.CodePolicy;
import io.gatehouse.otp.CodeStore.EnteredCode;
import io.gatehouse.otp.CodeStore.IssueResult;
import io.gatehouse.otp.CodeStore.NewCode;
import io.gatehouse.otp.CodeStore.OneTimeCode;
import io.gatehouse.otp.CodeStore.VerifyResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Implements {@link CodeStore} in Redis: one hash per flow, one script per method. */
@ApplicationScoped
public class RedisCodeStore implements CodeStore {
    private static final RedisScript ISSUE = RedisScript.beside(RedisCodeStore.class, "issue.lua");
    private static final RedisScript VERIFY = RedisScript.beside(RedisCodeStore.class, "verify.lua");
    private static final RedisScript CONSUME_ATTEMPT = RedisScript.beside(RedisCodeStore.class, "consume-attempt.lua");
    private static final RedisScript CURRENT = RedisScript.beside(RedisCodeStore.class, "current.lua");

    private final RedisClient redis;
    private final Clock clock;

    RedisCodeStore(RedisClient redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public IssueResult issue(String flow, NewCode code, CodePolicy policy, boolean waitWaived, Duration keptFor) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(policy.lifetime());
        Instant resendAt = now.plus(policy.resendAfter());
        List<String> reply = redis.run(
                ISSUE,
                List.of(key(flow)),
                now.toEpochMilli(),
                code.mac(),
                code.replacedCodeMac(),
                code.tag(),
                code.delivery(),
                policy.length(),
                expiresAt.toEpochMilli(),
                resendAt.toEpochMilli(),
                policy.attempts(),
                waitWaived ? 1 : 0,
                keptFor.toMillis());
        return switch (reply.get(0)) {
            case "stored" ->
                new IssueResult.Issued(new OneTimeCode(
                        code.tag(),
                        policy.length(),
                        expiresAt,
                        resendAt,
                        Integer.parseInt(reply.get(1)),
                        code.delivery()));
            case "too_soon" -> new IssueResult.Refused(Refusal.until(Reason.RESEND_TOO_SOON, instant(reply.get(1))));
            case "used_up" -> new IssueResult.Refused(Refusal.of(Reason.CODE_USED_UP));
            default -> throw new IllegalStateException("issue.lua answered " + reply.get(0));
        };
    }

    @Override
    public VerifyResult verify(String flow, EnteredCode entered) {
        List<String> reply =
                redis.run(VERIFY, List.of(key(flow)), clock.millis(), entered.mac(), entered.replacedCodeMac());
        return switch (reply.get(0)) {
            case "right" -> new VerifyResult.Verified(new DeliveryId(UUID.fromString(reply.get(1))));
            case "wrong" -> refused(Refusal.wrongCode(Integer.parseInt(reply.get(1))));
            case "replaced" ->
                refused(Refusal.replacedCode(Integer.parseInt(reply.get(1)), reply.get(2), reply.get(3)));
            case "expired" -> refused(Refusal.of(Reason.CODE_EXPIRED));
            case "used_up" -> refused(Refusal.of(Reason.CODE_USED_UP));
            case "none" -> refused(Refusal.of(Reason.FLOW_EXPIRED));
            default -> throw new IllegalStateException("verify.lua answered " + reply.get(0));
        };
    }

    private static VerifyResult refused(Refusal refusal) {
        return new VerifyResult.Refused(refusal);
    }

    @Override
    public OptionalInt consumeAttempt(String flow, Duration keptFor) {
        List<String> reply = redis.run(CONSUME_ATTEMPT, List.of(key(flow)), CodePolicy.ATTEMPTS, keptFor.toMillis());
        int left = Integer.parseInt(reply.get(0));
        return left < 0 ? OptionalInt.empty() : OptionalInt.of(left);
    }

    @Override
    public Optional<OneTimeCode> current(String flow) {
        List<String> reply = redis.run(CURRENT, List.of(key(flow)));
        return reply.isEmpty()
                ? Optional.empty()
                : Optional.of(new OneTimeCode(
                        reply.get(0),
                        Integer.parseInt(reply.get(1)),
                        instant(reply.get(2)),
                        instant(reply.get(3)),
                        Integer.parseInt(reply.get(4)),
                        new DeliveryId(UUID.fromString(reply.get(5)))));
    }

    private static String key(String flow) {
        return "gatehouse:code:" + RedisFlowStore.hashTag(flow);
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
