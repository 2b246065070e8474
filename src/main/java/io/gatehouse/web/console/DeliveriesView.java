package io.gatehouse.web.console;

import io.gatehouse.delivery.dispatch.Deliveries.DeliveryFate;
import io.gatehouse.delivery.dispatch.Deliveries.DeliveryState;
import io.gatehouse.delivery.dispatch.DeliveryLog.DeliveryEntry;
import io.gatehouse.delivery.dispatch.DeliveryLog.DeliveryVolume;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.DeadMail;
import io.gatehouse.realm.Channel;
import io.gatehouse.web.layout.DisplayTime;
import io.quarkus.qute.TemplateData;
import java.text.NumberFormat;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The content of the deliveries page, in the reader's language.
 *
 * @param older position after which the older codes begin; empty if there are none
 */
record DeliveriesView(List<Volume> volumes, List<Mail> mails, List<Code> codes, String older) {
    /** The codes of a day, channel and country, with shares of those requested. */
    @TemplateData
    record Volume(
            String day, Channel channel, String country, String asked, String used, String delivered, String failed) {
        static Volume of(DeliveryVolume volume, Locale language, DeliveriesMessages messages) {
            NumberFormat number = NumberFormat.getIntegerInstance(language);
            NumberFormat percent = NumberFormat.getPercentInstance(language);
            Function<Long, String> share =
                    count -> messages.share(number.format(count), percent.format((double) count / volume.requested()));
            return new Volume(
                    DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                            .withLocale(language)
                            .format(volume.day()),
                    volume.channel(),
                    volume.country()
                            .map(country -> new Locale("", country).getDisplayCountry(language))
                            .orElse(""),
                    number.format(volume.requested()),
                    share.apply(volume.used()),
                    volume.channel() == Channel.SMS ? share.apply(volume.delivered()) : "–",
                    share.apply(volume.failed()));
        }
    }

    /** A mail that was abandoned after its last attempt. */
    @TemplateData
    record Mail(MailKind kind, DisplayTime givenUpAt, int attempts, String error) {
        static Mail of(DeadMail mail, Locale language) {
            return new Mail(mail.kind(), DisplayTime.of(mail.givenUpAt(), language), mail.attempts(), mail.error());
        }
    }

    /** The delivery of a code. */
    @TemplateData
    record Code(
            String to,
            Channel channel,
            DisplayTime askedAt,
            CodePurpose purpose,
            String state,
            boolean used,
            String error) {
        static Code of(
                DeliveryEntry entry,
                Locale language,
                DeliveriesMessages messages,
                Function<DeliveryFate, String> formatter) {
            return new Code(
                    entry.to(),
                    entry.channel(),
                    DisplayTime.of(entry.createdAt(), language),
                    entry.purpose(),
                    entry.state() == DeliveryState.SENT
                            ? messages.sent()
                            : formatter.apply(
                                    new DeliveryFate(entry.state(), entry.changedAt(), entry.failure(), entry.error())),
                    entry.usedAt().isPresent(),
                    entry.error().orElse(""));
        }
    }
}
