package io.gatehouse.ratelimit;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.crypto.IdentifierMacs;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.mailrequest.MailRequests;
import io.gatehouse.ratelimit.PasswordFailureEntity.Repository;
import io.gatehouse.ratelimit.PasswordThrottle.Counted;
import io.gatehouse.ratelimit.PasswordThrottle.Wait;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether a password may be compared, by the counts of {@link PasswordThrottle} and by the wrong passwords in a
 * row, which PostgreSQL keeps for known and unknown addresses alike until a right password, an unlock or a reset.
 */
@ApplicationScoped
public class PasswordAttempts {
    /** The time from one mail with a link that admits a browser to the next. */
    public static final Duration MAIL_PAUSE = Duration.ofMinutes(15);

    /** How long a browser is admitted. */
    private static final Duration ADMISSION = Duration.ofHours(24);

    /** The admitted client, of which an account has one at a time. */
    private static final String ADMITTED = "admitted";

    private final PasswordThrottle throttle;
    private final Repository failures;
    private final MailRequests mails;
    private final PasswordThrottleConfig config;
    private final IdentifierMacs identifiers;
    private final Randomness randomness;
    private final Clock clock;

    PasswordAttempts(
            PasswordThrottle throttle,
            Repository failures,
            MailRequests mails,
            PasswordThrottleConfig config,
            IdentifierMacs identifiers,
            Randomness randomness,
            Clock clock) {
        this.throttle = throttle;
        this.failures = failures;
        this.mails = mails;
        this.config = config;
        this.identifiers = identifiers;
        this.randomness = randomness;
        this.clock = clock;
    }

    /**
     * An attempt to enter a password.
     *
     * @param counted what is counted
     * @param email the address, or empty if what was entered is none
     */
    public record Attempt(Counted counted, Optional<EmailAddress> email) {
        private RealmId realm() {
            return counted.realm();
        }
    }

    /** A browser that may enter a password although the account has reached the limit, with its cookie's secret. */
    public record Admitted(String secret, Duration lifetime) {
        /** Returns a text without the secret. */
        @Override
        public String toString() {
            return "Admitted[" + lifetime + "]";
        }
    }

    /**
     * Returns the attempt, with the account's wrong passwords in a row as they are now.
     *
     * @param recognized id of a trusted browser or a session, which is counted apart from its network
     * @param admission the secret of an admitted browser's cookie
     */
    @Transactional
    public Attempt of(
            RealmId realm,
            String entered,
            Optional<String> recognized,
            Optional<String> admission,
            Requester requester) {
        Optional<EmailAddress> email = EmailAddress.parse(entered);
        String counted = email.map(EmailAddress::value).orElse(entered);
        Optional<PasswordFailureEntity> row = failures.find(mac(realm, counted));
        Optional<String> client = recognized.or(() -> admission
                .map(Digests::sha256Base64Url)
                .filter(hash ->
                        row.filter(found -> found.admits(hash, clock.instant())).isPresent())
                // One count for all links, so that a new one gives no new attempts.
                .map(hash -> ADMITTED));
        return new Attempt(
                new Counted(
                        realm,
                        counted,
                        client,
                        requester,
                        row.map(found -> found.failures).orElse(0)),
                email);
    }

    /**
     * Returns why the password may not be compared, or empty if it may; the attempt then counts as wrong until
     * {@link #succeeded} or {@link #release} is called. If only recognised clients may enter one, requests a mail to the
     * owner with a link that admits a browser, at most every 15 minutes.
     */
    @Transactional
    public Optional<Refused> tryAcquire(Attempt attempt) {
        Optional<Wait> wait = throttle.tryAcquire(attempt.counted());
        wait.filter(Wait::exhausted)
                .ifPresent(reached -> requestMail(attempt, MailRequests.Kind.ADMISSION, MAIL_PAUSE));
        return wait.map(reason -> new Refused(
                clock.instant().plus(reason.exhausted() ? MAIL_PAUSE : reason.duration()), reason.exhausted()));
    }

    /**
     * Why a password is not compared.
     *
     * @param until when to try again
     * @param exhausted whether only recognised clients may enter one
     */
    public record Refused(Instant until, boolean exhausted) {}

    /** Reverses an attempt whose password was not compared after all. */
    public void release(Attempt attempt) {
        throttle.release(attempt.counted());
    }

    /** Records a right password, which ends the row of wrong ones. */
    @Transactional
    public void succeeded(Attempt attempt) {
        throttle.recordSuccess(attempt.counted());
        if (attempt.counted().failures() > 0) {
            failures.clear(mac(attempt.realm(), attempt.counted().email()));
        }
    }

    /** Records a wrong password, and returns the wait before the next attempt, or empty if there is none. */
    @Transactional(TxType.MANDATORY)
    public Optional<Duration> failed(Attempt attempt) {
        Optional<Duration> wait = throttle.recordFailure(attempt.counted());
        int row = failures.add(mac(attempt.realm(), attempt.counted().email()), clock.instant());
        if (row == config.failuresInARow()) {
            requestMail(attempt, MailRequests.Kind.PASSWORD_GUESSED, Duration.ZERO);
        }
        return wait;
    }

    /** Ends the waits of that account in all networks, but not its row of wrong passwords. */
    public void endWaits(RealmId realm, EmailAddress email) {
        throttle.reset(realm, email.value());
    }

    /** Clears the wrong passwords of that account from all networks. */
    @Transactional
    public void reset(RealmId realm, EmailAddress email) {
        endWaits(realm, email);
        failures.clear(mac(realm, email.value()));
    }

    /** Admits a browser, in place of the one admitted before, to enter the password of that account for 24 hours. */
    @Transactional(TxType.MANDATORY)
    public Admitted admit(RealmId realm, EmailAddress email) {
        String secret = randomness.secret();
        failures.admit(
                mac(realm, email.value()),
                Digests.sha256Base64Url(secret),
                clock.instant().plus(ADMISSION));
        return new Admitted(secret, ADMISSION);
    }

    private void requestMail(Attempt attempt, MailRequests.Kind kind, Duration pause) {
        Instant now = clock.instant();
        String mac = mac(attempt.realm(), attempt.counted().email());
        attempt.email()
                .filter(email -> failures.requestMail(mac, now, now.minus(pause)))
                .ifPresent(email -> mails.add(
                        kind,
                        Optional.of(attempt.realm()),
                        email,
                        attempt.counted().requester()));
    }

    private String mac(RealmId realm, String email) {
        return identifiers.macBase64Url("password failures", realm.toString(), email);
    }
}
