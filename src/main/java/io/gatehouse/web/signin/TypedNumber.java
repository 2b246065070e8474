package io.gatehouse.web.signin;

import java.util.Optional;

/** A mobile number as typed, and the country or region chosen for it; either may be empty. */
public record TypedNumber(String country, String phone) {

    public static TypedNumber of(String country, String phone) {
        return new TypedNumber(country == null ? "" : country, phone == null ? "" : phone.strip());
    }

    public boolean isMissing() {
        return phone.isEmpty();
    }

    /** ISO 3166 code, for national notation. */
    public Optional<String> region() {
        return Optional.of(country).filter(code -> !code.isEmpty());
    }
}
