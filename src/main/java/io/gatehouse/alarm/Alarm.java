package io.gatehouse.alarm;

import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.id.AdministratorId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An event of which the System Administrators of a realm are notified at once. */
public sealed interface Alarm {
    /** Returns the kind of the notification mail; its name is the cause in audit log and metric. */
    MailKind mail();

    /** Returns the key that distinguishes alarms with the same cause; never an address. */
    default String occasion() {
        return "";
    }

    /** Returns the account concerned, or empty if the alarm concerns the realm. */
    default Optional<AdministratorId> subject() {
        return Optional.empty();
    }

    /** Returns the details for mail and audit log, such as {@code about} and {@code limit}. */
    default Map<String, String> details() {
        return Map.of();
    }

    /** Wrong passwords for many accounts. */
    record PasswordSpray() implements Alarm {
        @Override
        public MailKind mail() {
            return MailKind.PASSWORD_SPRAY;
        }
    }

    /** A share of the daily limit of text messages is used up. */
    record SmsVolume(Share share, int dailyLimit) implements Alarm {
        /** The share used up. */
        public enum Share {
            HALF(50, MailKind.SMS_HALF_SPENT),
            MOST(80, MailKind.SMS_MOSTLY_SPENT),
            ALL(100, MailKind.SMS_SPENT);

            private final int percent;
            private final MailKind mail;

            Share(int percent, MailKind mail) {
                this.percent = percent;
                this.mail = mail;
            }

            /** Returns the share as a percentage of the daily limit. */
            public int percent() {
                return percent;
            }
        }

        @Override
        public MailKind mail() {
            return share.mail;
        }

        @Override
        public Map<String, String> details() {
            return Map.of("limit", Integer.toString(dailyLimit));
        }
    }

    /**
     * Codes were requested for unproven numbers of a narrow range.
     *
     * @param range opaque id of the range
     * @param hint one of the numbers, masked
     */
    record SequentialNumbers(String range, String hint) implements Alarm {
        @Override
        public MailKind mail() {
            return MailKind.SEQUENTIAL_NUMBERS;
        }

        @Override
        public String occasion() {
            return range;
        }

        @Override
        public Map<String, String> details() {
            return Map.of("about", hint);
        }
    }

    /**
     * Few of the codes sent to a country are verified.
     *
     * @param country ISO 3166 code
     */
    record LowVerifiedShare(String country) implements Alarm {
        @Override
        public MailKind mail() {
            return MailKind.LOW_VERIFIED_SHARE;
        }

        @Override
        public String occasion() {
            return country;
        }

        @Override
        public Map<String, String> details() {
            return Map.of("about", country);
        }
    }

    /**
     * An event that concerns one account.
     *
     * @param mail {@link MailKind#NOT_ME}, {@link MailKind#BREAK_GLASS} or {@link MailKind#PASSWORD_GUESSED}
     * @param name the administrator's display name
     * @param findings what a report suspended, {@code suspendedCodes} and {@code suspendedTokens}, and the accounts it names, {@code accessGiven}
     */
    record AccountAlarm(MailKind mail, AdministratorId administrator, String name, Map<String, String> findings)
            implements Alarm {
        /** Creates the alarm for a notice that was reported as "this wasn't me". */
        public static AccountAlarm notMe(AdministratorId administrator, String name, Map<String, String> findings) {
            return new AccountAlarm(MailKind.NOT_ME, administrator, name, findings);
        }

        /** Creates the alarm for an account whose credentials were reset by a command on the machine itself. */
        public static AccountAlarm breakGlass(AdministratorId administrator, String name) {
            return new AccountAlarm(MailKind.BREAK_GLASS, administrator, name, Map.of());
        }

        /** Creates the alarm for an account with too many wrong passwords in a row. */
        public static AccountAlarm passwordGuessed(AdministratorId administrator, String name) {
            return new AccountAlarm(MailKind.PASSWORD_GUESSED, administrator, name, Map.of());
        }

        /** Returns the account; a report with other findings is another occasion. */
        @Override
        public String occasion() {
            return administrator + " " + Digests.sha256Base64Url(new TreeMap<>(findings).toString());
        }

        @Override
        public Optional<AdministratorId> subject() {
            return Optional.of(administrator);
        }

        @Override
        public Map<String, String> details() {
            Map<String, String> details = new HashMap<>(findings);
            details.put("about", name);
            return Map.copyOf(details);
        }
    }
}
