package io.gatehouse.link;

/** What a mailed link is for; a link of one kind opens nothing of another. */
public enum LinkKind {
    PASSWORD_RESET,
    INVITATION,
    /** To object to the mobile number being reset. */
    PHONE_RESET
}
