package io.gatehouse.authenticator;

import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.stream.Stream;

/** Counts and names the accounts of a realm that have authenticators, each by one statement. */
@ApplicationScoped
@Transactional
public class AuthenticatorStatistics {
    private final AuthenticatorEntity.Repository rows;

    AuthenticatorStatistics(AuthenticatorEntity.Repository rows) {
        this.rows = rows;
    }

    /**
     * How many accounts of a role can sign in, and with what.
     *
     * @param withPasskey how many of them have a passkey that can be used
     * @param withAny how many have a passkey or an authenticator app
     */
    public record Holders(Role role, long accounts, long withPasskey, long withAny) {

        /** Returns how many accounts have nothing that meets the minimum. */
        public long without(FactorStrength minimum) {
            return switch (minimum) {
                case CODE -> 0;
                case TOTP -> accounts - withAny;
                case PASSKEY -> accounts - withPasskey;
            };
        }
    }

    /** Returns the counts of each role that an account which can sign in has. */
    public List<Holders> countHolders(RealmId realm) {
        return rows.countHolders(realm);
    }

    /** Returns the names of accounts of the role that can sign in but have nothing that meets the minimum, in order. */
    public List<String> listWithout(RealmId realm, Role role, FactorStrength minimum, int limit) {
        List<AuthenticatorKind> meeting = Stream.of(AuthenticatorKind.values())
                .filter(kind -> kind.strength().meets(minimum))
                .toList();
        return minimum == FactorStrength.CODE ? List.of() : rows.listNamesWithout(realm, role, meeting, limit);
    }
}
