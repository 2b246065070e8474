package io.gatehouse.delivery.message;

import io.gatehouse.link.LinkConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long mails, and the links in them, are of use. */
@Singleton
public class MailLifetimes {
    private final LinkConfig links;
    private final OutboxConfig outbox;

    MailLifetimes(LinkConfig links, OutboxConfig outbox) {
        this.links = links;
        this.outbox = outbox;
    }

    /** Lifetime of the link in such a mail, if it carries one. */
    public Optional<Duration> ofLink(MailKind kind) {
        return switch (kind) {
            case RESET_LINK -> Optional.of(links.passwordReset());
            case INVITATION -> Optional.of(links.invitation());
            case EMAIL_CONFIRM -> Optional.of(links.emailChange());
            case PHONE_RESET_REQUESTED -> Optional.of(links.phoneReset());
            case REALM_REMINDER,
                    PASSWORD_CHANGED,
                    EMAIL_CHANGED,
                    PHONE_CHANGED,
                    PHONE_RESET,
                    RECOVERY_CODE_USED,
                    PASSWORD_KNOWN,
                    NEW_BROWSER,
                    MFA_ENABLED,
                    MFA_DISABLED,
                    PASSWORD_SPRAY,
                    SMS_HALF_SPENT,
                    SMS_MOSTLY_SPENT,
                    SMS_SPENT,
                    SEQUENTIAL_NUMBERS,
                    LOW_VERIFIED_SHARE,
                    NOT_ME,
                    BREAK_GLASS -> Optional.empty();
        };
    }

    /** When a mail posted now need not be sent any more: a link that is over would only lead astray. */
    public Instant giveUpAt(DurableMail mail, Instant now) {
        return ofLink(mail.kind())
                .map(lifetime -> mail.occurredAt().plus(lifetime))
                .orElse(now.plus(outbox.giveUpAfter()));
    }
}
