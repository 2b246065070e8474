package io.gatehouse.alarm;

import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.id.AdministratorId;
import java.util.Map;
import java.util.Optional;

/** Something the System Administrators of a realm must know of at once. */
public sealed interface Alarm {
    /** The mail that tells of it; its name is the cause in audit log and metric. */
    MailKind mail();

    /** What tells it from others of its cause; never an address. */
    default String occasion() {
        return "";
    }

    /** Whose account it is about. */
    default Optional<AdministratorId> subject() {
        return Optional.empty();
    }

    /** What mail and audit log tell of it: {@code about} and {@code limit}, where there is something to tell. */
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

    /** A share of the text messages of a day is spent. */
    record SmsVolume(Share share, int dailyLimit) implements Alarm {
        /** How much. */
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

            /** Of the daily limit. */
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
     * Codes were asked for to unproven numbers that lie close together.
     *
     * @param range opaque name of the range
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
     * Codes sent to a country are hardly ever used.
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
     * Something about one account.
     *
     * @param mail {@link MailKind#NOT_ME} or {@link MailKind#BREAK_GLASS}
     * @param name what the person is called
     */
    record OfPerson(MailKind mail, AdministratorId person, String name) implements Alarm {
        /** Somebody said of a notice: this wasn't me. */
        public static OfPerson notMe(AdministratorId person, String name) {
            return new OfPerson(MailKind.NOT_ME, person, name);
        }

        /** An operator has opened an account anew, by a command on the machine itself. */
        public static OfPerson breakGlass(AdministratorId person, String name) {
            return new OfPerson(MailKind.BREAK_GLASS, person, name);
        }

        @Override
        public String occasion() {
            return person.toString();
        }

        @Override
        public Optional<AdministratorId> subject() {
            return Optional.of(person);
        }

        @Override
        public Map<String, String> details() {
            return Map.of("about", name);
        }
    }
}
