package io.gatehouse.delivery.mail;

import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult.Refused;
import io.vertx.ext.mail.SMTPException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reply with which a mail server ended the sending of a mail (RFC 5321, section 4.2). Its text is dropped, since it may quote
 * addresses.
 *
 * @param code three digits
 * @param status the enhanced status code, such as {@code 5.1.1} (RFC 3463)
 */
record SmtpReply(Stage stage, int code, Optional<String> status) {
    /** The command that the reply answers. */
    enum Stage {
        RECIPIENT("recipient address not accepted"),
        /** The end of the mail's text. */
        END("sending data failed"),
        /** All before the recipient, the sender among it, and the command that begins the text. */
        OTHER("");

        /** How the message of {@link SMTPException} begins, which alone tells the stage. */
        private final String message;

        Stage(String message) {
            this.message = message;
        }

        private static Stage of(SMTPException replied) {
            String message = String.valueOf(replied.getMessage());
            return message.startsWith(RECIPIENT.message) ? RECIPIENT : message.startsWith(END.message) ? END : OTHER;
        }
    }

    private static final Pattern REPLY = Pattern.compile("(\\d{3})(?:[ -]([245]\\.\\d{1,3}\\.\\d{1,3})(?!\\S).*)?.*");
    /** The status codes of an address that does not exist or cannot receive mail. */
    private static final Set<String> ADDRESS_UNKNOWN = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10");

    private static final String MAILBOX_FULL = "5.2.2";
    private static final int FIRST_REFUSAL = 400;
    private static final int FIRST_PERMANENT = 500;

    /**
     * Returns the reply that the mail client reports. It is read here, since the client takes a code without text for a 500, and
     * keeps the parts of the status code in an object that all its exceptions share.
     */
    static SmtpReply of(SMTPException replied) {
        Matcher reply = REPLY.matcher(replied.getReplyMessage());
        return reply.matches()
                ? new SmtpReply(
                        Stage.of(replied), Integer.parseInt(reply.group(1)), Optional.ofNullable(reply.group(2)))
                : new SmtpReply(Stage.of(replied), replied.getReplyCode(), Optional.empty());
    }

    /** Returns whether the server has taken the mail: it said so by a code without text. */
    boolean isAcceptance() {
        return stage == Stage.END && code < FIRST_REFUSAL;
    }

    /** Returns the refusal, with the codes of the reply as its error, such as {@code smtp_550_5.1.1}. */
    Refused refusal() {
        return failure().because("smtp_" + code + status.map(text -> "_" + text).orElse(""));
    }

    private SendFailure failure() {
        if (code >= FIRST_REFUSAL && code < FIRST_PERMANENT) {
            return SendFailure.TROUBLE;
        }
        if (stage == Stage.OTHER) {
            return SendFailure.PROVIDER;
        }
        return status.map(SmtpReply::failure).orElseGet(this::failureByCode);
    }

    private static SendFailure failure(String status) {
        if (ADDRESS_UNKNOWN.contains(status)) {
            return SendFailure.ADDRESS_UNKNOWN;
        }
        return status.equals(MAILBOX_FULL) ? SendFailure.MAILBOX_FULL : SendFailure.PROVIDER;
    }

    /** Codes have these meanings (RFC 5321, section 4.2.3) for a recipient alone: at the end of the text they judge the text. */
    private SendFailure failureByCode() {
        if (stage == Stage.END) {
            return SendFailure.PROVIDER;
        }
        return switch (code) {
            case 550, 551, 553 -> SendFailure.ADDRESS_UNKNOWN;
            case 552 -> SendFailure.MAILBOX_FULL;
            default -> SendFailure.PROVIDER;
        };
    }
}
