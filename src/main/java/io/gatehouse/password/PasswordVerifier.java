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
import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.password.PasswordHasher.Verdict;
import io.gatehouse.ratelimit.PasswordAttempts;
import io.gatehouse.ratelimit.PasswordAttempts.Attempt;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import io.gatehouse.session.TrustedBrowsers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Verifies e-mail address and password with one hash for unknown accounts as well, and the same refusal for all
 * failures.
 */
@ApplicationScoped
public class PasswordVerifier {
    private final PasswordAttempts attempts;
    private final TrustedBrowsers browsers;
    private final Administrators administrators;
    private final PasswordHasher hasher;
    private final AuditLog audit;
    private final Clock clock;
    private final Transactions transactions;

    PasswordVerifier(
            PasswordAttempts attempts,
            TrustedBrowsers browsers,
            Administrators administrators,
            PasswordHasher hasher,
            AuditLog audit,
            Clock clock,
            Transactions transactions) {
        this.attempts = attempts;
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
     * What the client presents besides the password. Clients that are recognised by it are counted apart, so that others
     * cannot keep the administrator out.
     *
     * @param trust the secret of the trusted browser's cookie
     * @param admission the secret of the admitted browser's cookie
     * @param session the session in which the password is entered again
     */
    public record Client(Optional<String> trust, Optional<String> admission, Optional<Session.SessionId> session) {

        /** Returns the client with the cookies of a browser. */
        public static Client browser(Optional<String> trust, Optional<String> admission) {
            return new Client(trust, admission, Optional.empty());
        }

        /** Returns the client with that session. */
        public static Client in(Session session) {
            return new Client(Optional.empty(), Optional.empty(), Optional.of(session.id()));
        }

        /** Omits the secrets, to keep them out of logs. */
        @Override
        public String toString() {
            return "Client[session=" + session + "]";
        }
    }

    /**
     * Verifies the password; compares none if there were too many wrong ones.
     *
     * @throws UnavailableException if too many others are verified at the moment, soon and before anything is counted
     */
    public Result check(Realm realm, String email, String password, Requester requester, Client client) {
        hasher.requireRoom();
        Addressed addressed = transactions.call(() -> read(realm, email, requester, client));
        Attempt attempt = addressed.attempt();
        Optional<PasswordAttempts.Refused> refused = attempts.tryAcquire(attempt);
        if (refused.isPresent()) {
            return new Result.Refused(Refusal.until(
                    refused.get().exhausted() ? Reason.PASSWORD_GUESSED : Reason.THROTTLED,
                    refused.get().until()));
        }
        Optional<Administrator> candidate = addressed.administrator().filter(Administrator::canSignIn);
        Verdict verdict = verify(attempt, password, candidate);
        if (!verdict.matches() || candidate.isEmpty()) {
            recordRefusal(realm, addressed, requester);
            return new Result.Refused(Refusal.of(Reason.INVALID_CREDENTIALS));
        }
        attempts.succeeded(attempt);
        return new Result.Accepted(verdict.outdated() ? rehashed(candidate.get(), password) : candidate.get());
    }

    /** What is stored about the address. */
    private record Addressed(Optional<Administrator> administrator, Attempt attempt) {}

    private Addressed read(Realm realm, String email, Requester requester, Client client) {
        Optional<Administrator> found =
                EmailAddress.parse(email).flatMap(address -> administrators.find(realm.id(), address));
        Optional<String> recognized = recognize(realm, found, client);
        return new Addressed(found, attempts.of(realm.id(), email, recognized, client.admission(), requester));
    }

    private Optional<String> recognize(Realm realm, Optional<Administrator> found, Client client) {
        return client.session()
                .map(Session.SessionId::toString)
                .or(() -> client.trust()
                        .flatMap(secret -> browsers.recognize(realm, found, secret))
                        .map(browser -> browser.id().toString()));
    }

    private Verdict verify(Attempt attempt, String password, Optional<Administrator> candidate) {
        try {
            return hasher.verify(password, candidate.flatMap(Administrator::passwordHash));
        } catch (UnavailableException e) {
            attempts.release(attempt);
            throw e;
        }
    }

    private void recordRefusal(Realm realm, Addressed addressed, Requester requester) {
        transactions.run(() -> {
            Map<String, String> details = attempts.failed(addressed.attempt())
                    .map(wait -> Map.of("until", clock.instant().plus(wait).toString()))
                    .orElse(Map.of());
            audit.record(AuditEvent.about(
                    addressed.administrator().map(Administrator::id),
                    AuditEventType.PASSWORD_REFUSED,
                    realm.id(),
                    requester,
                    details));
        });
    }

    private Administrator rehashed(Administrator administrator, String password) {
        administrators.replacePasswordHash(administrator, hasher.hash(password));
        return administrators.find(administrator.realm(), administrator.id()).orElse(administrator);
    }
}
