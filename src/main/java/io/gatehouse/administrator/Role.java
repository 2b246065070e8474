package io.gatehouse.administrator;

/** What an administrator may do in the realm. */
public enum Role {
    /** Everything; alone edits accounts and settings. */
    SYSTEM_ADMINISTRATOR,
    /** Reads everything; unlocks, resends invitations, revokes sessions. */
    OPERATOR,
    /** Reads. */
    OBSERVER
}
