package io.gatehouse.misuse;

import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.authenticator.Authenticators;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.servicetoken.ServiceTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/**
 * The credentials that an account created within a week, and that outlive its sessions. A report of misuse suspends them,
 * until another System Administrator lifts or deletes them: they may be the attacker's or the administrator's own.
 */
@ApplicationScoped
class RecentCredentials {
    private final RecoveryCodes codes;
    private final ServiceTokens tokens;
    private final Authenticators authenticators;

    RecentCredentials(RecoveryCodes codes, ServiceTokens tokens, Authenticators authenticators) {
        this.codes = codes;
        this.tokens = tokens;
        this.authenticators = authenticators;
    }

    /** Suspends them; the account must be locked. Returns how many of each kind, as details of the audit event. */
    Map<String, String> suspend(AdministratorId administrator) {
        Map<String, String> suspended = new HashMap<>();
        put(suspended, "suspendedCodes", codes.suspendRecent(administrator));
        put(suspended, "suspendedTokens", tokens.suspendRecent(administrator));
        put(suspended, "suspendedAuthenticators", authenticators.suspendRecent(administrator));
        return Map.copyOf(suspended);
    }

    private static void put(Map<String, String> suspended, String kind, int count) {
        if (count > 0) {
            suspended.put(kind, Integer.toString(count));
        }
    }
}
