package io.gatehouse.administrator;

/** The role of an administrator in the realm. */
public enum Role {
    /** Has all permissions, and is the only role that edits accounts and settings. */
    SYSTEM_ADMINISTRATOR,
    /** Reads everything, unlocks accounts, resends invitations and revokes sessions. */
    OPERATOR,
    /** Reads everything. */
    OBSERVER
}
