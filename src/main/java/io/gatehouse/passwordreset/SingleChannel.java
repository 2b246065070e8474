package io.gatehouse.passwordreset;

import io.gatehouse.administrator.AdministratorStatistics;
import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts the accounts whose password anyone who reads their mailbox could reset: link and code are both mailed there. */
@ApplicationScoped
public class SingleChannel {
    private final AdministratorStatistics administrators;

    SingleChannel(AdministratorStatistics administrators) {
        this.administrators = administrators;
    }

    /** Returns how many accounts of the realm are reset by mail alone. */
    public long count(RealmId realm) {
        return administrators.countResettableByMailOnly(realm);
    }
}
