package io.gatehouse.caller;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.ratelimit.InMemoryRateLimiter;
import io.gatehouse.realm.Realms;
import io.gatehouse.servicetoken.ServiceTokens;
import io.gatehouse.session.SessionFakes;
import java.time.Clock;

/** Actors of services with tables in memory. */
public final class CallerFakes {
    private CallerFakes() {}

    public static Actors actors(
            Realms realms, Administrators administrators, SessionFakes sessions, ServiceTokens serviceTokens) {
        return new Actors(realms, administrators, sessions.sessions, serviceTokens, sessions.stepUp);
    }

    public static MailLimits mailLimits(Clock clock) {
        return new MailLimits(new InMemoryRateLimiter(clock));
    }
}
