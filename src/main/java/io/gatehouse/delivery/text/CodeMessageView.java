package io.gatehouse.delivery.text;

import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.OutgoingMessage.CodeMessage;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.Requester.Device;
import io.quarkus.qute.TemplateData;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The content of a code's message for the templates, with every free text neutralised. */
@TemplateData
record CodeMessageView(
        String code,
        String tag,
        String reportUrl,
        String realm,
        CodePurpose purpose,
        String language,
        long minutes,
        String time,
        String browser,
        String system,
        String address,
        String host) {
    private static final int MAX_NAME = 60;
    /** Replaces a realm name of which nothing can be shown. */
    private static final String NAMELESS = "Gatehouse";

    static CodeMessageView of(CodeMessage message, Locale locale, URI publicUrl) {
        Optional<Device> device = Device.of(message.requester().userAgent());
        return new CodeMessageView(
                message.code(),
                message.tag(),
                message.reportUrl(),
                realmName(message.realmName()),
                message.purpose(),
                locale.toLanguageTag(),
                message.validFor().toMinutes(),
                time(message.requestedAt(), locale),
                device.map(Device::browser).orElse(""),
                device.map(Device::system).orElse(""),
                address(message.requester()),
                publicUrl.getHost());
    }

    /** Returns the same with the realm name shortened to fit a text message. */
    CodeMessageView withRealm(UnaryOperator<String> fit) {
        return new CodeMessageView(
                code,
                tag,
                reportUrl,
                fitted(realm, fit),
                purpose,
                language,
                minutes,
                time,
                browser,
                system,
                address,
                host);
    }

    /** Omits the code, to keep it out of logs. */
    @Override
    public String toString() {
        return "CodeMessageView[" + tag + "]";
    }

    /** Returns the name as a message may show it. */
    static String realmName(String name) {
        return named(PlainText.neutralise(name, MAX_NAME));
    }

    /** Returns the name shortened to fit a text message. */
    static String fitted(String name, UnaryOperator<String> fit) {
        return fit.apply(named(fit.apply(realmName(name))));
    }

    /**
     * Returns the time as a message shows it, in the time zone of the server, which it names: that of the recipient is not
     * known. English has the day before the month, whose name is a word.
     */
    static String time(Instant instant, Locale language) {
        return new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT))
                .appendLiteral(' ')
                .appendZoneText(TextStyle.SHORT)
                .toFormatter(language.equals(Locale.ENGLISH) ? Locale.UK : language)
                .withZone(ZoneId.systemDefault())
                .format(instant);
    }

    /** Returns the client address, or an empty string if none is known. */
    static String address(Requester requester) {
        return requester.address().replaceAll("[^0-9A-Fa-f.:]", "");
    }

    private static String named(String name) {
        return name.isEmpty() ? NAMELESS : name;
    }
}
