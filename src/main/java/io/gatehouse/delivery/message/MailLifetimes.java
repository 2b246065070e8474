package io.gatehouse.delivery.message;

import io.gatehouse.link.LinkConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Returns the lifetimes of mails and of the links in them. */
@Singleton
public class MailLifetimes {
    private final LinkConfig links;
    private final OutboxConfig outbox;

    MailLifetimes(LinkConfig links, OutboxConfig outbox) {
        this.links = links;
        this.outbox = outbox;
    }

    /** Returns the lifetime of the link in such a mail, or empty if it carries none that expires. */
    public Optional<Duration> ofLink(MailKind kind) {
        return switch (kind) {
            case RESET_LINK -> Optional.of(links.passwordReset());
            case ADMISSION_LINK -> Optional.of(links.admission());
            case INVITATION -> Optional.of(links.invitation());
            case EMAIL_CONFIRM -> Optional.of(links.emailChange());
            case PHONE_RESET_REQUESTED, AUTHENTICATORS_RESET_REQUESTED -> Optional.of(links.factorReset());
            default -> Optional.empty();
        };
    }

    /** Returns when a mail posted now is no longer of use, as when its link has expired. */
    public Instant giveUpAt(DurableMail mail, Instant now) {
        return ofLink(mail.kind())
                .map(lifetime -> mail.occurredAt().plus(lifetime))
                .orElse(now.plus(outbox.giveUpAfter()));
    }
}
