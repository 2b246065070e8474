package io.gatehouse.delivery.mail;

import io.gatehouse.delivery.provider.SendResult;

/** Hands a mail to a server; waits for its answer, for a bounded time, and never throws for what it says. */
public interface MailSender {

    /** Sends once, without retries. */
    SendResult send(MailMessage message);
}
