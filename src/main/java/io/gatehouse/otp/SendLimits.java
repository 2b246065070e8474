package io.gatehouse.otp;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.alarm.Alarm;
import io.gatehouse.alarm.Alarm.SmsVolume.Share;
import io.gatehouse.alarm.Alarms;
import io.gatehouse.delivery.dispatch.Deliveries.SendKeys;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.IdentifierMacs;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.otp.SendPauseEntity.Tally;
import io.gatehouse.otp.SendPauseEntity.Volume;
import io.gatehouse.otp.SendPauseEntity.Waits;
import io.gatehouse.realm.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits how many codes are sent: to one number, for one account, from one client address, for one realm, and to numbers that
 * look like SMS pumping. Accounts that have proven a number and accounts that have not are counted apart, so that the latter
 * never keep the former from signing in.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class SendLimits {
    /** Percentage of the realm's daily limit that each account may send once half of the limit is spent. */
    private static final int PERCENT_PER_ACCOUNT = 20;

    /** For how long a default limit is used for sends without counting the realm's administrators again. */
    private static final Duration REUSE = Duration.ofMinutes(1);

    private final SendPauseEntity.Repository sends;
    private final Administrators administrators;
    private final SendLimitsConfig config;
    private final Alarms alarms;
    private final IdentifierMacs identifiers;
    private final Clock clock;
    private final Map<RealmId, ReadLimit> read = new ConcurrentHashMap<>();

    private record ReadLimit(int limit, Instant at) {}

    /**
     * A code to be sent, with the properties that limits depend on.
     *
     * @param systemAdministrator whether the account is a System Administrator's; the last fifth of the day is kept for these
     * @param proven whether a code sent there was verified before; a mail address counts as proven
     * @param dailyLimit text messages that the realm may send within 24 hours; empty if it has no limit of its own
     * @param lifetime of the code
     */
    public record SendAttempt(
            RealmId realm,
            AdministratorId administrator,
            boolean systemAdministrator,
            ContactAddress destination,
            boolean proven,
            Optional<Integer> dailyLimit,
            Duration lifetime,
            Requester requester) {
        /** Returns the share of the realm's daily limit at which this message is refused. */
        Share volume() {
            return systemAdministrator && proven ? Share.ALL : Share.MOST;
        }

        boolean bySms() {
            return destination.channel() == Channel.SMS;
        }
    }

    SendLimits(
            SendPauseEntity.Repository sends,
            Administrators administrators,
            SendLimitsConfig config,
            Alarms alarms,
            IdentifierMacs identifiers,
            Clock clock) {
        this.sends = sends;
        this.administrators = administrators;
        this.config = config;
        this.alarms = alarms;
        this.identifiers = identifiers;
        this.clock = clock;
    }

    /** Returns the number of text messages that the realm may send within 24 hours: its own setting, or else the default. */
    @Transactional(TxType.SUPPORTS)
    public int dailyLimit(RealmId realm, Optional<Integer> setting) {
        return setting.orElseGet(() -> defaultDailyLimit(realm));
    }

    /** Returns the daily limit of a realm without a setting, which grows with its number of administrators. */
    @Transactional(TxType.SUPPORTS)
    public int defaultDailyLimit(RealmId realm) {
        long texts = administrators.count(realm) * config.textsPerAdministratorAndDay();
        return Math.toIntExact(Math.max(config.textsPerRealmAndDay(), Math.min(texts, Integer.MAX_VALUE)));
    }

    /**
     * Returns why the code may not be sent, or empty if it may. Locks out other sends that count towards the same limits until the
     * caller's transaction ends, so that parallel sends cannot exceed a limit together.
     */
    public Optional<Refusal> refusal(SendAttempt attempt) {
        SendKeys sendKeys = sendKeys(attempt);
        sends.lock(attempt, sendKeys);
        if (!attempt.proven() && isTaken(attempt.administrator(), attempt.destination())) {
            return Optional.of(Refusal.of(Reason.PHONE_NOT_ALLOWED));
        }
        Waits waits = sends.findWaits(attempt, sendKeys, config, volume(attempt), clock.instant());
        if (waits.undelivered().isPresent() && !attempt.proven()) {
            return Optional.of(Refusal.of(Reason.PHONE_NOT_ALLOWED));
        }
        return waits.latest().map(end -> Refusal.until(Reason.THROTTLED, end));
    }

    /**
     * Returns whether as many other accounts as may have the number have proven it. Locks out others that prove it until the caller's
     * transaction ends.
     */
    boolean isTakenWhenProven(AdministratorId administrator, ContactAddress number) {
        sends.lock(SendKeys.destination(identifiers, number));
        return isTaken(administrator, number);
    }

    private boolean isTaken(AdministratorId administrator, ContactAddress address) {
        return address instanceof MobileNumber number
                && administrators.countOthersHaving(number, administrator) >= config.accountsPerNumber();
    }

    private Volume volume(SendAttempt attempt) {
        if (!attempt.bySms()) {
            return Volume.NONE;
        }
        int limit = dailyLimit(attempt);
        return new Volume(
                share(limit, attempt.volume().percent()),
                share(limit, Share.HALF.percent()),
                share(limit, PERCENT_PER_ACCOUNT));
    }

    /** Raises the alarms that the code just recorded makes due, and pauses suspicious destinations. */
    public void sent(SendAttempt attempt) {
        if (!attempt.bySms()) {
            return;
        }
        SendKeys sendKeys = sendKeys(attempt);
        Tally tally = sends.tally(attempt, sendKeys, config, clock.instant());
        int limit = dailyLimit(attempt);
        for (Share share : Share.values()) {
            if (tally.volume() == share(limit, share.percent())) {
                raise(attempt, new Alarm.SmsVolume(share, limit));
            }
        }
        if (tally.toCountry() >= config.perCountryAndHour()
                && tally.usedInCountry() * 100 < tally.toCountry() * config.usedPercent()) {
            String country = sendKeys.country().orElseThrow();
            pause(attempt, country);
            raise(attempt, new Alarm.LowVerifiedShare(country));
        }
        if (!attempt.proven() && tally.inRange() >= config.numbersInARow()) {
            sendKeys.ranges().forEach(range -> pause(attempt, range));
            raise(
                    attempt,
                    new Alarm.SequentialNumbers(
                            sendKeys.ranges().get(0), attempt.destination().hint()));
        }
    }

    private SendKeys sendKeys(SendAttempt attempt) {
        return SendKeys.of(identifiers, attempt.destination(), attempt.requester());
    }

    private void pause(SendAttempt attempt, String what) {
        sends.pause(attempt.realm(), what, clock.instant().plus(config.pause()));
    }

    private void raise(SendAttempt attempt, Alarm alarm) {
        alarms.raise(attempt.realm(), alarm, attempt.requester());
    }

    private int dailyLimit(SendAttempt attempt) {
        return attempt.dailyLimit().orElseGet(() -> recentDefaultLimit(attempt.realm()));
    }

    /** Returns the default limit as it was within the last minute. */
    private int recentDefaultLimit(RealmId realm) {
        Instant now = clock.instant();
        return Optional.ofNullable(read.get(realm))
                .filter(known -> now.isBefore(known.at().plus(REUSE)))
                .map(ReadLimit::limit)
                .orElseGet(() -> {
                    int limit = defaultDailyLimit(realm);
                    read.put(realm, new ReadLimit(limit, now));
                    return limit;
                });
    }

    /** Returns that share of the daily limit, at least one. */
    private static int share(int dailyLimit, int percent) {
        return Math.toIntExact(Math.max(1, (long) dailyLimit * percent / 100));
    }
}
