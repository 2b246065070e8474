package io.gatehouse.delivery;

import io.gatehouse.delivery.mail.MailMessage;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.UUID;

/** Puts what happened into words, in the language of its person where there is one. */
@Singleton
class MailTemplates {
    private final MailLifetimes lifetimes;

    MailTemplates(MailLifetimes lifetimes) {
        this.lifetimes = lifetimes;
    }

    @CheckedTemplate(basePath = "mail")
    private static final class Templates {
        private Templates() {}

        static native TemplateInstance subject(MailWords words);

        static native TemplateInstance text(MailWords words);

        static native TemplateInstance html(MailWords words);
    }

    MailMessage mail(UUID id, DurableMail mail) {
        MailWords words = MailWords.of(mail, lifetimes.ofLink(mail.kind()));
        Locale locale = mail.locale();
        return new MailMessage(
                id.toString(),
                mail.to(),
                words.realm(),
                render(Templates.subject(words), locale),
                render(Templates.text(words), locale),
                render(Templates.html(words), locale));
    }

    private static String render(TemplateInstance template, Locale locale) {
        return template.setLocale(locale).render().strip();
    }
}
