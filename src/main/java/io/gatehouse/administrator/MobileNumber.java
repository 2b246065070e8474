package io.gatehouse.administrator;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.gatehouse.realm.Channel;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A mobile number in E.164 form. */
public record MobileNumber(String value) implements ContactAddress {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final int MAX_TYPED = 40;

    /**
     * Creates a number; see {@link #parse} for text from outside.
     *
     * @throws IllegalArgumentException if the value is not an E.164 number
     */
    public MobileNumber {
        if (!E164.matcher(value).matches()) {
            throw new IllegalArgumentException("Not an E.164 number");
        }
    }

    /**
     * Returns the number typed in any common notation, or empty if it is not a mobile number.
     *
     * @param country ISO 3166 code or {@code UK}, for national notation; if empty, the number must begin with + or 00
     */
    public static Optional<MobileNumber> parse(String typed, Optional<String> country) {
        String plain = plain(typed);
        if (typed.length() > MAX_TYPED || plain.chars().anyMatch(Character::isLetter)) {
            return Optional.empty();
        }
        try {
            String region = country.orElse("ZZ").toUpperCase(Locale.ROOT);
            PhoneNumber number = NUMBERS.parse(international(plain), region.equals("UK") ? "GB" : region);
            boolean mobile = switch (NUMBERS.getNumberType(number)) {
                case MOBILE, FIXED_LINE_OR_MOBILE -> true;
                case FIXED_LINE,
                        TOLL_FREE,
                        PREMIUM_RATE,
                        SHARED_COST,
                        VOIP,
                        PERSONAL_NUMBER,
                        PAGER,
                        UAN,
                        VOICEMAIL,
                        UNKNOWN -> false;
            };
            return mobile && !number.hasExtension()
                    ? Optional.of(new MobileNumber(NUMBERS.format(number, PhoneNumberFormat.E164)))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** Returns the ISO 3166 code of the number's country. */
    public String country() {
        return NUMBERS.getRegionCodeForNumber(parsed());
    }

    /** Returns the number as it is written abroad, such as {@code +49 1512 3456789}. */
    public String international() {
        return NUMBERS.format(parsed(), PhoneNumberFormat.INTERNATIONAL);
    }

    /** Returns the number as it is written in its country, such as {@code 01512 3456789}. */
    public String national() {
        return NUMBERS.format(parsed(), PhoneNumberFormat.NATIONAL);
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    /** Returns the masked number, such as {@code +49 ••• ••34}. */
    @Override
    public String hint() {
        return "+" + parsed().getCountryCode() + " ••• ••" + value.substring(value.length() - 2);
    }

    private PhoneNumber parsed() {
        try {
            return NUMBERS.parse(value, "ZZ");
        } catch (NumberParseException e) {
            throw new IllegalStateException("A stored number must parse", e);
        }
    }

    /** Replaces 00, the most common international prefix, by +. */
    private static String international(String plain) {
        return plain.startsWith("00") ? "+" + plain.substring(2) : plain;
    }

    /** Returns the number without what copying adds: invisible characters, special spaces, the scheme of a link. */
    private static String plain(String typed) {
        return typed.replaceAll("[\\p{Cf}\\uFE0F]", "")
                .replaceAll("\\p{Zs}", " ")
                .strip()
                .replaceFirst("^(?i)tel:", "")
                .strip();
    }
}
