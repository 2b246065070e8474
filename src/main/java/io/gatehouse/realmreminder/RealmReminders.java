package io.gatehouse.realmreminder;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.kernel.Requester;
import io.gatehouse.mailrequest.MailRequests;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.ratelimit.RateLimiter;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Mails the realms of an address to it, and reveals none to the requester. */
@ApplicationScoped
public class RealmReminders implements MailRequests.Handler {
    private static final int PER_ADDRESS = 10;
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final RateLimiter limiter;
    private final MailRequests requests;
    private final Realms realms;
    private final PublicUrls urls;
    private final MailOutbox outbox;
    private final Clock clock;

    RealmReminders(
            RateLimiter limiter,
            MailRequests requests,
            Realms realms,
            PublicUrls urls,
            MailOutbox outbox,
            Clock clock) {
        this.limiter = limiter;
        this.requests = requests;
        this.realms = realms;
        this.urls = urls;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Accepts the request, whether or not the address has realms. Returns how long to wait if there were too many. */
    public Optional<Duration> request(EmailAddress email, Requester requester) {
        Optional<Duration> wait = limiter.tryAcquire("realm-reminder", requester.source(), PER_ADDRESS, WINDOW);
        if (wait.isEmpty()) {
            requests.add(MailRequests.Kind.REALM_REMINDER, Optional.empty(), email, requester);
        }
        return wait;
    }

    @Override
    public Set<MailRequests.Kind> kinds() {
        return Set.of(MailRequests.Kind.REALM_REMINDER);
    }

    /** Mails to the address as stored, at most once an hour for each realm: what the mail says does not expire. */
    @Override
    public void handle(MailRequests.Kind kind, Administrator administrator, Requester requester) {
        if (administrator.canSignIn()) {
            realms.find(administrator.realm()).ifPresent(realm -> mail(realm, administrator, requester));
        }
    }

    private void mail(Realm realm, Administrator administrator, Requester requester) {
        Instant now = clock.instant();
        outbox.postOnce(
                now.truncatedTo(ChronoUnit.HOURS).toString(),
                new FlowContext(realm, administrator, requester)
                        .mail(MailKind.REALM_REMINDER, Map.of("link", urls.page(realm.slug(), "sign-in")), now));
    }
}
