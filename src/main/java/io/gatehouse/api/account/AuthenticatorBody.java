package io.gatehouse.api.account;

import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.AuthenticatorKind;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** A passkey or an authenticator app; the model of a passkey is as it says itself. */
public record AuthenticatorBody(
        UUID id,
        String kind,
        String name,
        Optional<String> model,
        boolean synced,
        Instant createdAt,
        Optional<Instant> lastUsedAt,
        boolean suspended) {

    /** Returns the name of the kind in the HTTP contract. */
    public static String kind(AuthenticatorKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static AuthenticatorBody of(Authenticator authenticator) {
        return new AuthenticatorBody(
                authenticator.id(),
                kind(authenticator.kind()),
                authenticator.name(),
                authenticator.model(),
                authenticator.synced(),
                authenticator.createdAt(),
                authenticator.lastUsedAt(),
                authenticator.suspended());
    }
}
