package io.gatehouse.otp;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** How many text messages a realm may send within 24 hours: as many as it has set, else by its number of administrators. */
@ApplicationScoped
public class DailyLimits {
    private final Administrators administrators;
    private final SendLimitsConfig config;

    DailyLimits(Administrators administrators, SendLimitsConfig config) {
        this.administrators = administrators;
        this.config = config;
    }

    /**
     * The realm's limit.
     *
     * @param set what the realm's settings say
     */
    public int of(RealmId realm, Optional<Integer> set) {
        return set.orElseGet(() -> byAdministrators(realm));
    }

    /** The limit of a realm that has set none. */
    public int byAdministrators(RealmId realm) {
        long wanted = administrators.count(realm) * config.textsPerAdministratorAndDay();
        return Math.toIntExact(Math.max(config.textsPerRealmAndDay(), Math.min(wanted, Integer.MAX_VALUE)));
    }
}
