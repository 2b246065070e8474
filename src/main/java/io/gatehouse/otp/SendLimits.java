package io.gatehouse.otp;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.alarm.Alarm;
import io.gatehouse.alarm.Alarm.SmsVolume.Share;
import io.gatehouse.alarm.Alarms;
import io.gatehouse.delivery.dispatch.SendKeys;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.otp.SendCounts.Tally;
import io.gatehouse.realm.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits how many codes are sent: to one number, for one account, from one client address, for one realm, and to numbers that
 * look like SMS pumping.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class SendLimits {
    private final SendCounts counts;
    private final Administrators administrators;
    private final SendLimitsConfig config;
    private final Alarms alarms;

    /**
     * A code that is to be sent, as far as limits look at it.
     *
     * @param proven whether a code sent there was verified before; a mail address counts as proven
     * @param dailyLimit text messages that the realm may send within 24 hours, if it has set a limit
     * @param lifetime after which a code that was not used will not be
     */
    public record SendAttempt(
            RealmId realm,
            AdministratorId administrator,
            ContactAddress destination,
            boolean proven,
            Optional<Integer> dailyLimit,
            Duration lifetime,
            Requester requester) {
        SendAttempt withDailyLimit(int limit) {
            return new SendAttempt(realm, administrator, destination, proven, Optional.of(limit), lifetime, requester);
        }

        boolean bySms() {
            return destination.channel() == Channel.SMS;
        }
    }

    SendLimits(SendCounts counts, Administrators administrators, SendLimitsConfig config, Alarms alarms) {
        this.counts = counts;
        this.administrators = administrators;
        this.config = config;
        this.alarms = alarms;
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

    /** Returns the same with the realm's daily limit, if it counts here, so that a caller that asks twice reads it once. */
    public SendAttempt withDailyLimit(SendAttempt sending) {
        return sending.bySms() ? sending.withDailyLimit(dailyLimit(sending)) : sending;
    }

    /**
     * Returns why the code may not be sent, or empty if it may. Other sends that count towards the same limits wait until the
     * caller's transaction ends, so that parallel sends never exceed a limit together.
     */
    public Optional<Refusal> refusal(SendAttempt sending) {
        SendKeys marks = counts.marks(sending);
        counts.lock(sending, marks);
        if (!sending.proven() && counts.othersHaving(sending, marks) >= config.accountsPerNumber()) {
            return Optional.of(Refusal.of(Reason.PHONE_NOT_ALLOWED));
        }
        int volume = sending.bySms() ? share(dailyLimit(sending), sending.proven() ? Share.ALL : Share.MOST) : 0;
        return counts.fullUntil(sending, marks, volume).map(end -> Refusal.until(Reason.THROTTLED, end));
    }

    /** Counts with the code just recorded, and raises the alarms that are due. */
    public void sent(SendAttempt sending) {
        if (!sending.bySms()) {
            return;
        }
        SendKeys marks = counts.marks(sending);
        Tally tally = counts.tally(sending, marks);
        int limit = dailyLimit(sending);
        for (Share share : Share.values()) {
            if (tally.volume() == share(limit, share)) {
                raise(sending, new Alarm.SmsVolume(share, limit));
            }
        }
        if (tally.toCountry() >= config.perCountryAndHour()
                && tally.usedInCountry() * 100 < tally.toCountry() * config.usedPercent()) {
            String country = marks.country().orElseThrow();
            counts.pause(sending, country);
            raise(sending, new Alarm.LowVerifiedShare(country));
        }
        if (!sending.proven() && tally.inRange() >= config.numbersInARow()) {
            marks.ranges().forEach(range -> counts.pause(sending, range));
            raise(
                    sending,
                    new Alarm.SequentialNumbers(
                            marks.ranges().get(0), sending.destination().hint()));
        }
    }

    private void raise(SendAttempt sending, Alarm alarm) {
        alarms.raise(sending.realm(), alarm, sending.requester());
    }

    private int dailyLimit(SendAttempt sending) {
        return dailyLimit(sending.realm(), sending.dailyLimit());
    }

    /** Returns that share of the day's text messages, at least one. */
    private static int share(int dailyLimit, Share share) {
        return Math.toIntExact(Math.max(1, (long) dailyLimit * share.percent() / 100));
    }
}
