package io.gatehouse.web.signin;

import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.web.layout.FormValues;
import java.util.Optional;

/** A phone number as entered, and the country chosen for it; either may be empty. */
public record TypedNumber(String country, String phone) {

    public static TypedNumber of(String country, String phone) {
        return new TypedNumber(country == null ? "" : country, FormValues.text(phone));
    }

    /** Returns the number as it would be entered in its country. */
    static TypedNumber of(MobileNumber number) {
        return new TypedNumber(number.country(), number.national());
    }

    public boolean isMissing() {
        return phone.isEmpty();
    }

    /** Returns the ISO 3166 code of the country, for national notation. */
    public Optional<String> region() {
        return Optional.of(country).filter(code -> !code.isEmpty());
    }
}
