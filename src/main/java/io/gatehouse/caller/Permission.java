package io.gatehouse.caller;

import io.gatehouse.realm.Role;
import java.util.Set;

/** The permission that a change requires. */
public enum Permission {
    /** Changes of the caller's own account. */
    OWN_ACCOUNT(Set.of(Role.values()), false, false, false),
    /** Changes of the caller's own account that require a step-up. */
    OWN_ACCOUNT_FRESH(Set.of(Role.values()), true, false, false),
    /**
     * Support of other administrators: unlocking, revoking sessions, resending invitations. Also for service tokens.
     */
    SUPPORT(Set.of(Role.OPERATOR, Role.SYSTEM_ADMINISTRATOR), false, true, false),
    /** Administration of accounts and settings. */
    ADMINISTRATION(Set.of(Role.SYSTEM_ADMINISTRATOR), true, false, false),
    /** The second step of a change that began with a step-up, such as the code of a channel test. */
    ADMINISTRATION_STARTED(Set.of(Role.SYSTEM_ADMINISTRATOR), false, false, false),
    /** Administration of all realms, from the root realm. */
    REALMS(Set.of(Role.SYSTEM_ADMINISTRATOR), true, false, true);

    private final Set<Role> roles;
    private final boolean stepUp;
    private final boolean serviceTokens;
    private final boolean rootRealm;

    Permission(Set<Role> roles, boolean stepUp, boolean serviceTokens, boolean rootRealm) {
        this.roles = roles;
        this.stepUp = stepUp;
        this.serviceTokens = serviceTokens;
        this.rootRealm = rootRealm;
    }

    boolean allows(Role role) {
        return roles.contains(role);
    }

    /**
     * Returns whether the second factor, or without MFA the password, must have been verified within the last 5
     * minutes.
     */
    boolean needsStepUp() {
        return stepUp;
    }

    boolean allowsServiceTokens() {
        return serviceTokens;
    }

    boolean needsRootRealm() {
        return rootRealm;
    }

    /** Returns whether only the caller's own account is changed, so that others can make such changes in parallel. */
    boolean concernsOwnAccount() {
        return this == OWN_ACCOUNT || this == OWN_ACCOUNT_FRESH;
    }
}
