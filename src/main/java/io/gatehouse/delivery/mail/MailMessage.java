package io.gatehouse.delivery.mail;

import io.gatehouse.administrator.EmailAddress;

/**
 * A mail ready to be sent.
 *
 * @param id unique, the left side of its {@code Message-ID}
 * @param fromName display name of the sender
 * @param text plain-text part, with the same content as {@code html}
 */
public record MailMessage(String id, EmailAddress to, String fromName, String subject, String text, String html) {

    /** Omits address and text, to keep them out of logs. */
    @Override
    public String toString() {
        return "MailMessage[" + id + "]";
    }
}
