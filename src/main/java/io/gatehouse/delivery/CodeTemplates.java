package io.gatehouse.delivery;

import io.gatehouse.admin.EmailAddress;
import io.gatehouse.admin.MobileNumber;
import io.gatehouse.delivery.mail.MailMessage;
import io.gatehouse.delivery.sms.SmsMessage;
import io.gatehouse.platform.GatehouseConfig;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** Puts a code into words, in the language of its person where there is one. */
@ApplicationScoped
class CodeTemplates {
    /** What one text message holds. */
    private static final int SEGMENT = 160;
    /** What of it the realm's name may take, if the address of this installation leaves as much. */
    private static final int SMS_REALM_SEPTETS = 20;

    private final URI publicUrl;

    CodeTemplates(GatehouseConfig config) {
        this.publicUrl = config.publicUrl();
    }

    @CheckedTemplate(basePath = "delivery")
    private static final class Templates {
        private Templates() {}

        static native TemplateInstance sms(CodeWords words);

        static native TemplateInstance subject(CodeWords words);

        static native TemplateInstance text(CodeWords words);

        static native TemplateInstance html(CodeWords words);
    }

    SmsMessage sms(DeliveryId id, MobileNumber to, CodeMessage message, Duration usefulFor) {
        CodeWords words = CodeWords.of(message, publicUrl);
        int room = SEGMENT - Gsm7.septets(sms(words.withShortRealm(0), message.locale()));
        return new SmsMessage(
                id.toString(),
                to,
                sms(words.withShortRealm(Math.min(room, SMS_REALM_SEPTETS)), message.locale()),
                usefulFor);
    }

    private static String sms(CodeWords words, Locale locale) {
        return render(Templates.sms(words), locale);
    }

    MailMessage mail(DeliveryId id, EmailAddress to, CodeMessage message) {
        CodeWords words = CodeWords.of(message, publicUrl);
        Locale locale = message.locale();
        return new MailMessage(
                id.toString(),
                to,
                words.realm(),
                render(Templates.subject(words), locale),
                render(Templates.text(words), locale),
                render(Templates.html(words), locale));
    }

    private static String render(TemplateInstance template, Locale locale) {
        return template.setLocale(locale).render().strip();
    }
}
