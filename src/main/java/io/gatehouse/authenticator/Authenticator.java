package io.gatehouse.authenticator;

import io.gatehouse.kernel.id.AdministratorId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A passkey or an authenticator app of an account, as it was when it was read.
 *
 * @param name chosen by the administrator; of an app, always {@value #APP}
 * @param model of a passkey, such as "Apple Passwords"; empty if it is unknown
 * @param synced whether copies of the passkey can be on several devices; false for an app
 * @param otherHost whether the passkey was created for another host than the pages have now, and so cannot be used
 * @param suspended whether a report of misuse keeps it from being used
 */
public record Authenticator(
        UUID id,
        AdministratorId administrator,
        AuthenticatorKind kind,
        String name,
        Optional<String> model,
        boolean synced,
        Instant createdAt,
        Optional<Instant> lastUsedAt,
        boolean otherHost,
        boolean suspended) {
    /** The name of an authenticator app. */
    public static final String APP = "Phone app";

    /** Returns whether it can be used. */
    public boolean usable() {
        return !otherHost && !suspended;
    }
}
