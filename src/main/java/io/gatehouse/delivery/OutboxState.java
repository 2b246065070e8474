package io.gatehouse.delivery;

/** What has become of a mail in the outbox. */
enum OutboxState {
    /** To be sent, or being sent. */
    WAITING,
    /** Taken over by the mail server. */
    SENT,
    /** Given up. */
    DEAD
}
