package io.gatehouse.caller;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.ThrottledException;
import io.gatehouse.ratelimit.RateLimiter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Limits the mails that a signed-in caller has sent to another person, each kind apart, so that those who may send only one
 * kind use up no other.
 */
@ApplicationScoped
public class MailLimits {
    /** Links to a new address, which every administrator can have sent to any address. */
    private static final int CONFIRMATIONS_PER_CALLER = 10;

    private static final int PER_CALLER = 100;
    private static final int PER_RECIPIENT = 5;
    private static final int PER_REALM = 300;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final RateLimiter limiter;

    MailLimits(RateLimiter limiter) {
        this.limiter = limiter;
    }

    /** Counts a mail of that kind, or throws {@link ThrottledException} if the caller may not have it sent now. */
    public void count(Actor actor, MailKind kind, EmailAddress recipient) {
        String realm = actor.realm().id().toString();
        int perCaller = kind == MailKind.EMAIL_CONFIRM ? CONFIRMATIONS_PER_CALLER : PER_CALLER;
        acquire(kind, "caller", actor.subject(), perCaller);
        acquire(kind, "recipient", realm + " " + recipient.value(), PER_RECIPIENT);
        acquire(kind, "realm", realm, PER_REALM);
    }

    private void acquire(MailKind kind, String counted, String client, int limit) {
        limiter.acquire("mail-" + kind + "-" + counted, client, limit, WINDOW);
    }
}
