package io.gatehouse.administrator;

/** Whether an administrator can sign in, and if not, the reason. */
public enum AccountState {
    /** Invited; no password is set yet. */
    PENDING,
    ACTIVE,
    /** Codes are temporarily neither sent nor accepted. */
    LOCKED,
    DISABLED
}
