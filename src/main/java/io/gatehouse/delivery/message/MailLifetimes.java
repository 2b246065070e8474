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
            case INVITATION -> Optional.of(links.invitation());
            case EMAIL_CONFIRM -> Optional.of(links.emailChange());
            case PHONE_RESET_REQUESTED -> Optional.of(links.phoneReset());
            case REALM_REMINDER,
                    PASSWORD_CHANGED,
                    EMAIL_CHANGED,
                    PHONE_CHANGED,
                    PHONE_RESET,
                    RECOVERY_CODES_CREATED,
                    SERVICE_TOKEN_CREATED,
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

    /** Returns when a mail posted now is no longer of use, as when its link has expired. */
    public Instant giveUpAt(DurableMail mail, Instant now) {
        return ofLink(mail.kind())
                .map(lifetime -> mail.occurredAt().plus(lifetime))
                .orElse(now.plus(outbox.giveUpAfter()));
    }
}
