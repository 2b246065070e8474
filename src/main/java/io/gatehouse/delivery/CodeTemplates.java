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
    /** What one segment leaves to the realm's name, see {@code CodeTemplatesIT}. */
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

    SmsMessage sms(MobileNumber to, CodeMessage message, Duration usefulFor) {
        CodeWords words = CodeWords.of(message, publicUrl).withShortRealm(SMS_REALM_SEPTETS);
        return new SmsMessage(to, render(Templates.sms(words), message.locale()), usefulFor);
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
