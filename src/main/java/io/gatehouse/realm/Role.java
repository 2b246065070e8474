package io.gatehouse.realm;

/** The role of an administrator in the realm; each has the permissions of those after it. */
public enum Role {
    /** Has all permissions, and is the only role that edits accounts and settings. */
    SYSTEM_ADMINISTRATOR,
    /** Reads everything, unlocks accounts, resends invitations and revokes sessions. */
    OPERATOR,
    /** Reads everything. */
    OBSERVER;

    /** Returns whether the role has permissions that the other one lacks. */
    public boolean includesMoreThan(Role other) {
        return ordinal() < other.ordinal();
    }
}
