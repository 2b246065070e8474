package io.gatehouse.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.session.Session;
import java.util.Optional;
import java.util.stream.Stream;

/** An authentication context class ({@code acr}), from the weakest to the strongest; each meets those before it. */
public enum Acr {
    /** The password. */
    @JsonProperty("urn:gatehouse:pwd")
    PASSWORD("urn:gatehouse:pwd"),
    /** The password and a code by e-mail, which is a second channel and no second factor. */
    @JsonProperty("urn:gatehouse:mca")
    MULTIPLE_CHANNELS("urn:gatehouse:mca"),
    /** Two factors. */
    @JsonProperty("urn:gatehouse:mfa")
    MULTIPLE_FACTORS("urn:gatehouse:mfa"),
    /** A passkey. */
    @JsonProperty("urn:gatehouse:phr")
    PHISHING_RESISTANT("urn:gatehouse:phr");

    private final String urn;

    Acr(String urn) {
        this.urn = urn;
    }

    /** Returns the value of the claim. */
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
        return session.secondFactor()
                .map(factor -> switch (factor) {
                    case EMAIL -> MULTIPLE_CHANNELS;
                    case SMS, RECOVERY_CODE, TOTP -> MULTIPLE_FACTORS;
                    case PASSKEY, SYNCED_PASSKEY -> PHISHING_RESISTANT;
                })
                .orElse(PASSWORD);
    }
}
