package io.gatehouse.delivery.mail;

import io.gatehouse.administrator.EmailAddress;

/**
 * A mail as it goes out.
 *
 * @param id unique name of it, the left side of its {@code Message-ID}
 * @param fromName whom the person shall see as its sender
 * @param text plain-text part, of the same content as {@code html}
 */
public record MailMessage(String id, EmailAddress to, String fromName, String subject, String text, String html) {

    /** Says neither address nor text, so that no log can. */
    @Override
    public String toString() {
        return "MailMessage[" + id + "]";
    }
}
