package io.gatehouse.web.layout;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import io.gatehouse.realm.RealmSettings;
import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;

/** The countries a mobile number may be of, as a reader knows them. */
public final class Countries {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private Countries() {}

    /** One choice, such as DE, Germany, 49. */
    public record Country(String code, String name, int callingCode) {}

    /** Those the realm sends codes to, by name in that language. */
    public static List<Country> of(RealmSettings.Sms sms, Locale language) {
        return NUMBERS.getSupportedRegions().stream()
                .filter(sms::allows)
                .map(code -> new Country(code, name(code, language), NUMBERS.getCountryCodeForRegion(code)))
                .sorted(Comparator.comparing(Country::name, Collator.getInstance(language)))
                .toList();
    }

    /** The first country that the reader's languages name, else the realm's only one, else none. */
    public static Optional<String> guess(RealmSettings.Sms sms, Optional<String> acceptLanguage) {
        return acceptLanguage
                .flatMap(languages -> named(languages, sms))
                .or(() -> sms.countries().size() == 1
                        ? Optional.of(sms.countries().get(0))
                        : Optional.empty());
    }

    /** A mobile number of that country, as it is written there. */
    public static Optional<String> example(String country) {
        return Optional.ofNullable(NUMBERS.getExampleNumberForType(country, PhoneNumberType.MOBILE))
                .map(number -> NUMBERS.format(number, PhoneNumberFormat.NATIONAL));
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

    private static String name(String code, Locale language) {
        return new Locale.Builder().setRegion(code).build().getDisplayCountry(language);
    }
}
