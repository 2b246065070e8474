package io.gatehouse.password;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.password.PasswordHasher.Verdict;
import io.gatehouse.ratelimit.PasswordThrottle;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.TrustedBrowsers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Verifies e-mail address and password with one hash for unknown accounts as well, and the same refusal for all
 * failures.
 */
@ApplicationScoped
public class PasswordVerifier {
    private final PasswordThrottle throttle;
    private final TrustedBrowsers browsers;
    private final Administrators administrators;
    private final PasswordHasher hasher;
    private final AuditLog audit;
    private final Clock clock;
    private final Transactions transactions;

    PasswordVerifier(
            PasswordThrottle throttle,
            TrustedBrowsers browsers,
            Administrators administrators,
            PasswordHasher hasher,
            AuditLog audit,
            Clock clock,
            Transactions transactions) {
        this.throttle = throttle;
        this.browsers = browsers;
        this.administrators = administrators;
        this.hasher = hasher;
        this.audit = audit;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** The result of an attempt. */
    public sealed interface Result {
        /** The password is correct. */
        record Accepted(Administrator administrator) implements Result {}

        /** The password is wrong or was not compared. */
        record Refused(Refusal refusal) implements Result {}

        /** Maps the result by the function for its case. */
        default <T> T fold(Function<Administrator, T> accepted, Function<Refusal, T> refused) {
            return this instanceof Accepted done
                    ? accepted.apply(done.administrator())
                    : refused.apply(((Refused) this).refusal());
        }
    }

    /**
     * Verifies the password.
     *
     * @param browser the secret of the trusted browser's cookie; a browser that is trusted for the account is counted
     *     separately, so that others on the same network cannot slow the administrator down
     */
    public Result check(
            Realm realm, String typedEmail, String password, Requester requester, Optional<String> browser) {
        Optional<EmailAddress> email = EmailAddress.parse(typedEmail);
        Optional<Administrator> found = email.flatMap(address -> administrators.find(realm.id(), address));
        String countedEmail = email.map(EmailAddress::value).orElse(typedEmail);
        Optional<String> trusted = found.flatMap(
                        administrator -> browser.flatMap(secret -> browsers.recognize(realm, administrator, secret)))
                .map(recognized -> recognized.id().toString());
        Optional<Duration> wait = throttle.tryAcquire(realm.id(), countedEmail, trusted, requester);
        if (wait.isPresent()) {
            return new Result.Refused(
                    Refusal.until(Reason.THROTTLED, clock.instant().plus(wait.get())));
        }
        Optional<Administrator> candidate = found.filter(Administrator::canSignIn);
        Verdict verdict = hasher.verify(password, candidate.flatMap(Administrator::passwordHash));
        if (!verdict.matches() || candidate.isEmpty()) {
            refused(realm, found, countedEmail, trusted, requester);
            return new Result.Refused(Refusal.of(Reason.INVALID_CREDENTIALS));
        }
        throttle.recordSuccess(realm.id(), countedEmail, trusted, requester);
        return new Result.Accepted(verdict.outdated() ? rehashed(candidate.get(), password) : candidate.get());
    }

    private void refused(
            Realm realm,
            Optional<Administrator> found,
            String countedEmail,
            Optional<String> trusted,
            Requester requester) {
        transactions.run(() -> {
            Map<String, String> details = throttle.recordFailure(realm.id(), countedEmail, trusted, requester)
                    .map(wait -> Map.of("until", clock.instant().plus(wait).toString()))
                    .orElse(Map.of());
            audit.record(AuditEvent.about(
                    found.map(Administrator::id), AuditEventType.PASSWORD_REFUSED, realm.id(), requester, details));
        });
    }

    private Administrator rehashed(Administrator administrator, String password) {
        administrators.replacePasswordHash(administrator, hasher.hash(password));
        return administrators.find(administrator.realm(), administrator.id()).orElse(administrator);
    }
}
