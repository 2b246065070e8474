package io.gatehouse.openid.provider;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.gatehouse.session.Session;
import io.gatehouse.token.AccessTokenIssuer;
import java.util.Optional;
import java.util.stream.Stream;

/** An authentication context class ({@code acr}), from the weakest to the strongest; each meets those before it. */
public enum Acr {
    /** The password. */
    PASSWORD("urn:gatehouse:pwd"),
    /** The password and a code by e-mail, which is a second channel and no second factor. */
    MULTIPLE_CHANNELS("urn:gatehouse:mca"),
    /** Two factors. */
    MULTIPLE_FACTORS("urn:gatehouse:mfa"),
    /** A passkey. */
    PHISHING_RESISTANT("urn:gatehouse:phr");

    private final String urn;

    Acr(String urn) {
        this.urn = urn;
    }

    /** Returns the value of the claim. */
    @JsonValue
    public String urn() {
        return urn;
    }

    /** Returns whether an authentication of this class suffices where that one is required. */
    public boolean meets(Acr required) {
        return compareTo(required) >= 0;
    }

    /** Returns the class of that value, or empty if there is none. */
    public static Optional<Acr> parse(String value) {
        return Stream.of(values()).filter(acr -> acr.urn.equals(value)).findFirst();
    }

    /** Returns the class of the session's authentication. */
    public static Acr of(Session session) {
        return parse(AccessTokenIssuer.acr(session)).orElseThrow();
    }

    @JsonCreator
    static Acr stored(String value) {
        return parse(value).orElseThrow(() -> new IllegalArgumentException("Unknown acr"));
    }
}
