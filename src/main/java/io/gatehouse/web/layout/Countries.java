package io.gatehouse.web.layout;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.gatehouse.realm.RealmSettings;
import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;

/** The countries of phone numbers, with their names in the reader's language. */
public final class Countries {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private Countries() {}

    /** A country to choose, such as DE, Germany, 49. */
    public record Country(String code, String name, int callingCode) {}

    /** Returns the countries that the realm sends codes to, sorted by name in that language. */
    public static List<Country> of(RealmSettings.Sms sms, Locale language) {
        return NUMBERS.getSupportedRegions().stream()
                .filter(sms::allows)
                .map(code -> new Country(code, name(code, language), NUMBERS.getCountryCodeForRegion(code)))
                .sorted(Comparator.comparing(Country::name, Collator.getInstance(language)))
                .toList();
    }

    /** Returns the first country of the browser's languages, otherwise the realm's only one, otherwise empty. */
    public static Optional<String> guess(RealmSettings.Sms sms, Optional<String> acceptLanguage) {
        return acceptLanguage
                .flatMap(languages -> named(languages, sms))
                .or(() -> sms.countries().size() == 1
                        ? Optional.of(sms.countries().get(0))
                        : Optional.empty());
    }

    /** Returns an example of a mobile number of that country, in national notation. */
    public static Optional<String> example(String country) {
        return example(country, PhoneNumberFormat.NATIONAL);
    }

    /** Returns the same example in international notation. */
    public static Optional<String> internationalExample(String country) {
        return example(country, PhoneNumberFormat.INTERNATIONAL);
    }

    /**
     * Returns the country of a number that is invalid because a mobile number there has more digits, or empty if that is not why.
     *
     * @param country of a number in national notation
     */
    public static Optional<String> ofTooShort(String typed, String country) {
        try {
            PhoneNumber number = NUMBERS.parse(typed, country);
            boolean tooShort = !NUMBERS.isValidNumber(number)
                    && NUMBERS.isPossibleNumberForTypeWithReason(number, PhoneNumberType.MOBILE)
                            == ValidationResult.TOO_SHORT;
            return Optional.of(NUMBERS.getRegionCodeForCountryCode(number.getCountryCode()))
                    .filter(region -> tooShort);
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> example(String country, PhoneNumberFormat format) {
        return Optional.of(country)
                .filter(NUMBERS.getSupportedRegions()::contains)
                .map(code -> NUMBERS.getExampleNumberForType(code, PhoneNumberType.MOBILE))
                .map(number -> NUMBERS.format(number, format));
    }

    private static Optional<String> named(String languages, RealmSettings.Sms sms) {
        try {
            return LanguageRange.parse(languages).stream()
                    .map(range -> Locale.forLanguageTag(range.getRange()).getCountry())
                    .filter(NUMBERS.getSupportedRegions()::contains)
                    .filter(sms::allows)
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the name of a country in that language. */
    public static String name(String code, Locale language) {
        return new Locale.Builder().setRegion(code).build().getDisplayCountry(language);
    }
}
