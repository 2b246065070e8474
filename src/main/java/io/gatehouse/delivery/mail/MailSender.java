package io.gatehouse.delivery.mail;

import io.gatehouse.delivery.provider.SendResult;

/** Hands mails to a server: waits for its response for a limited time, and returns failures rather than throwing them. */
public interface MailSender {

    /** Sends the mail once, without retries. */
    SendResult send(MailMessage message);
}
